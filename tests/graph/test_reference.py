"""A file of known people and bodies in, links out: only where a whole name fits one stakeholder and one id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backchannel.cli import parser
from graph.errors import InputError
from graph.judgements import history, undo
from graph.model import Kind
from graph.reference import Known, link, read
from graph.store import open_store
from graph.store.check import check
from tests.graph.told import Says, told

STORY = [
    told("a1", "Volodymyr Holm met Cora Dahl.", Says(source="Volodymyr Holm", relation="MET", target="Cora Dahl")),
    told("a2", "Wolodymyr Holm met an aide.", Says(source="Wolodymyr Holm", relation="MET", target="Holm")),
    told("a3", "Borea sued Cora Dahl.", Says(source="Borea", relation="SUED", target="Cora Dahl"), kinds={"Borea": Kind.ORGANIZATION}),
]  # fmt: skip


def ids(path: Path) -> dict[str, list[str]]:
    with open_store(str(path)) as store:
        rows = store.query("MATCH (e:Entity) RETURN e.name, e.aliases").rows
        return {str(name): [alias for alias in aliases or () if alias[:1] in "QX"] for name, aliases in rows}


def test_whole_names_are_linked_in_any_spelling_and_links_can_be_undone(tmp_path: Path) -> None:
    path, file = tmp_path / "s.kgl", tmp_path / "known.csv"
    file.write_text(
        "id,name,kind,aliases\nQ1,Volodymyr Holm,Person,Wladimir Holm;V. Holm\nQ2,Borea Group,organization,\nQ3,Nobody Else,,\n",
        encoding="utf-8",
    )
    with open_store(str(path)) as store:
        list(store.add(STORY))
        before = store.query("MATCH (e:Entity) RETURN e.id, e.name, e.aliases ORDER BY e.id").rows
        assert (link(store, file, by="Ann").new, link(store, file, by="Ann").new) == (2, 0)
        assert check(store) == []
        found = {alias for row in store.query("MATCH (e:Entity) RETURN e.aliases").rows for alias in row[0] or ()}
        assert {"Q1", "Q2"} <= found
        assert "Q3" not in found
        for line, _ in history(store):
            undo(store, line.id, by="Ann")
        assert store.query("MATCH (e:Entity) RETURN e.id, e.name, e.aliases ORDER BY e.id").rows == before


def test_what_is_unclear_is_left_alone_and_named(tmp_path: Path) -> None:
    file = tmp_path / "known.csv"
    file.write_text("id,name\nQ1,Cora Dahl\nX2,Cora Dahl\nQ4,Dahl\n", encoding="utf-8")
    with open_store(str(tmp_path / "s.kgl")) as store:
        list(store.add(STORY))
        found = link(store, file, by="Ann")
        assert (found.new, found.unclear) == (0, ("Cora Dahl",))
        assert history(store) == []


def test_follow_the_money_and_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "known.json"
    rows = [
        {"id": "x1", "schema": "Person", "properties": {"name": ["Cora Dahl"], "wikidataId": ["Q9"]}},
        {"id": "x2", "schema": "Vessel", "properties": {"name": ["Cora Dahl"]}},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read(file) == [Known(id="Q9", names=("Cora Dahl",))]
    path = tmp_path / "s.kgl"
    with open_store(str(path)) as store:
        list(store.add(STORY))
    options = parser().parse_args(["link", str(file), "--store", str(path)])
    assert options.run(options) == 0
    assert "1 link made" in capsys.readouterr().out
    assert ids(path)["Cora Dahl"] == ["Q9"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nAda", "lacks a column"),
        ("id,name\nQ1,", "line 2: an id or a name is missing"),
        ("id,name,kind\nQ1,Ada,Ship", "no kind 'Ship'"),
        ('{"schema": 1', "line 1: no FollowTheMoney entity"),
    ],
)
def test_what_is_no_reference_is_refused_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "known"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read(file)
