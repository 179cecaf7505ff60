"""Answers in each form, hostile text included."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.output import plain, rows_to_csv, rows_to_json, rows_to_table, shown
from graph.model import Node, Path, Relationship, Rows

ADA = Node(id="s-1", labels=("Entity", "Person"), properties={"name": "Ada Lovelace", "since": date(2024, 3, 12)})
MAX = Node(id="s-2", labels=("Entity", "Person"), properties={"name": "Max Müller"})
MET = Relationship(id="t-1", name="MET", source="s-1", target="s-2", properties={"modality": "planned"})
PATH = Path(nodes=(ADA, MAX), relationships=(MET,))

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.datetimes()
    | st.sampled_from([ADA, MET, PATH]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.integers(1, 4).flatmap(
    lambda size: st.builds(
        lambda columns, rows: Rows(columns=tuple(columns), rows=tuple(map(tuple, rows))),
        st.lists(st.text(), min_size=size, max_size=size),
        st.lists(st.lists(VALUES, min_size=size, max_size=size), max_size=4),
    )
)


def test_json_has_columns_rows_and_whether_the_limit_cut_them() -> None:
    rows = Rows(
        columns=("name", "day"),
        rows=(("Ada", date(2024, 3, 12)), (None, datetime(2024, 3, 12, 10, tzinfo=UTC))),
        truncated=True,
    )
    assert json.loads(rows_to_json(rows)) == {
        "columns": ["name", "day"],
        "rows": [["Ada", "2024-03-12"], [None, "2024-03-12T10:00:00+00:00"]],
        "truncated": True,
    }


def test_nodes_relationships_and_paths_are_plain_mappings() -> None:
    assert plain(PATH) == {
        "nodes": [
            {
                "id": "s-1",
                "labels": ["Entity", "Person"],
                "properties": {"name": "Ada Lovelace", "since": "2024-03-12"},
            },
            {"id": "s-2", "labels": ["Entity", "Person"], "properties": {"name": "Max Müller"}},
        ],
        "relationships": [
            {"id": "t-1", "type": "MET", "source": "s-1", "target": "s-2", "properties": {"modality": "planned"}}
        ],
    }
    assert plain([float("nan"), float("inf"), 1.5]) == [None, None, 1.5]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_runs_in_no_spreadsheet(start: str) -> None:
    text = f"{start}HYPERLINK('http://x.example')"
    (head, row) = csv.reader(io.StringIO(rows_to_csv(Rows(columns=(text, "n"), rows=((text, -5),))), newline=""))
    assert head[0] == row[0] == f"'{text}".replace("\r", "\n")
    assert row[1] == "-5"


def test_csv_keeps_commas_quotes_line_ends_and_lists() -> None:
    rows = Rows(columns=("a", "b", "c"), rows=(('say "hi", Ada\nnow', ["x", 1], None),))
    assert list(csv.reader(io.StringIO(rows_to_csv(rows)))) == [["a", "b", "c"], ['say "hi", Ada\nnow', '["x", 1]', ""]]


def test_a_table_shows_names_and_lines_up_numbers() -> None:
    table = rows_to_table(Rows(columns=("path", "claims"), rows=((PATH, 5), (ADA, 12))))
    assert table.splitlines() == [
        "path                                       claims",
        "─" * 41 + "  ──────",
        "(Ada Lovelace)-[MET planned]-(Max Müller)       5",
        "(Ada Lovelace)                                 12",
    ]


def test_nothing_found_still_shows_the_columns() -> None:
    assert rows_to_table(Rows(columns=("name",), rows=())).splitlines() == ["name", "────"]


def test_a_terminal_obeys_nothing_in_a_text() -> None:
    assert shown("Ada\x1b[31m\x07 \u202ereversed\x9b2J") == "Ada\ufffd[31m\ufffd \ufffdreversed\ufffd2J"


@given(ANSWERS)
def test_every_answer_has_all_three_forms(rows: Rows) -> None:
    back = json.loads(rows_to_json(rows))
    assert len(back["rows"]) == len(rows.rows)
    assert len(list(csv.reader(io.StringIO(rows_to_csv(rows), newline="")))) == len(rows.rows) + 1
    assert not set(rows_to_table(rows)) & set("\x1b\x00\x07\x9b")


@given(ANSWERS, st.integers(40, 120))
def test_a_table_stays_within_the_terminal(rows: Rows, width: int) -> None:
    assert all(len(line) <= width for line in rows_to_table(rows, width=width).split("\n"))


@given(st.text(alphabet="ab é漢 ", max_size=80))
def test_wrapping_loses_no_letter(text: str) -> None:
    lines = rows_to_table(Rows(columns=("x",), rows=((text,),)), width=12).split("\n")[2:]
    assert "".join("".join(lines).split()) == "".join(text.split())
