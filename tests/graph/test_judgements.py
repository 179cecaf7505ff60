"""People's word on who is who and what a claim says: it rules over the machine, lasts, and can be taken back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.judgements import (
    add_alias,
    export,
    history,
    imported,
    judge_claim,
    judge_pair,
    judged_claims,
    notes,
    parts,
    pin_note,
    rename,
    retype,
    undo,
    unsure_pairs,
    where,
    words,
)
from graph.model import Extraction, Judgement, Kind, Verdict
from graph.rulings import standing
from graph.store import open_store, statements
from graph.store.base import BaseStore
from graph.store.check import check, rebuild
from tests.graph.told import Says, told

STEVE = told("a1", "Steve Brandt met Olga Lind.", Says(source="Steve Brandt", relation="MET", target="Olga Lind"))
STEFAN = told("a2", "Stefan Brandt met Olga Lind.", Says(source="Stefan Brandt", relation="MET", target="Olga Lind"))
OTHER = told("a3", "Brandt met an aide.", Says(source="Brandt", relation="MET", target="an aide"), unnamed=["an aide"])
DESI = told("a4", "Desi Marinova met Jo Kim.", Says(source="Desi Marinova", relation="MET", target="Jo Kim"))
LONG = told(
    "a5", "Desislava Marinova met Al Roth.", Says(source="Desislava Marinova", relation="MET", target="Al Roth")
)
ALL = (STEVE, STEFAN, OTHER, DESI, LONG)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BaseStore]:
    with open_store(str(tmp_path / "judged.kgl")) as made:
        list(made.add(ALL))
        yield made


def picture(store: BaseStore) -> dict[str, Any]:
    """All that the store holds but the ledger and what counts its changes."""
    found: dict[str, Any] = {}
    for label, every in statements.NODE_IDS.items():
        ids = [row["id"] for row in store._read(lambda tx, every=every: tx.run(every))]  # type: ignore[misc]
        for texts in (statements.NODES, statements.LINKS):
            if label in texts:
                rows = store._read(lambda tx, text=texts[label], ids=ids: tx.run(text, ids=ids))  # type: ignore[misc]
                found[texts[label]] = sorted(repr(sorted((k, str(v)) for k, v in row.items())) for row in rows)
    return found


def named(store: BaseStore, name: str) -> str:
    rows = store.query("MATCH (e:Entity {name: $name}) RETURN e.id", {"name": name}).rows
    assert len(rows) == 1, (name, rows)
    return str(rows[0][0])


def people(store: BaseStore) -> set[str]:
    return {row[0] for row in store.query("MATCH (p:Person) RETURN p.name").rows}


def claim_of(store: BaseStore, article: str) -> str:
    return str(store.query("MATCH (c:Claim)-[:IN]->(a:Article {id: $a}) RETURN c.id", {"a": article}).rows[0][0])


def test_two_judged_the_same_are_one_and_both_ids_lead_there(store: BaseStore) -> None:
    steve, stefan = named(store, "Steve Brandt"), named(store, "Stefan Brandt")
    judge_pair(store, steve, stefan, Verdict.SAME, by="Ann", why="one passport")
    assert where(store, steve) == where(store, stefan)
    [[ties]] = store.query("MATCH (:Person)-[r:MET]-(o:Person {name: 'Olga Lind'}) RETURN count(r)").rows
    assert ties == 1
    assert check(store) == []


def test_what_is_undone_never_was(store: BaseStore) -> None:
    before = picture(store)
    line = judge_pair(store, named(store, "Steve Brandt"), named(store, "Stefan Brandt"), Verdict.SAME, by="Ann")
    assert picture(store) != before
    undone = undo(store, line.id, by="Bob")
    assert picture(store) == before
    undo(store, undone.id, by="Ann")
    assert picture(store) != before
    assert [stands for _, stands in history(store)] == [True, False, True]


def test_what_undoes_what_does_not_hang_on_clocks() -> None:
    noon = datetime(2024, 3, 12, 12, tzinfo=UTC)
    said = Judgement(id="j1", kind="pair", left="a", right="b", verdict="same", by="Ann", at=noon)
    late = timedelta(hours=1)
    undone = Judgement(
        id="j2", kind="undo", left="j1", right=None, verdict="undone", by="Bob", at=noon - late, undoes="j1"
    )
    redone = Judgement(
        id="j3", kind="undo", left="j2", right=None, verdict="undone", by="Ann", at=noon + late, undoes="j2"
    )
    assert [line.id for line in standing([said, undone])] == ["j2"]
    assert [line.id for line in standing([undone, redone, said])] == ["j3", "j1"]
    chain = [Judgement(id=f"k{n}", kind="undo", left="", right=None, verdict="undone", by="Ann", at=noon, undoes=f"k{n - 1}")
             for n in range(3_001)]  # fmt: skip
    assert len(standing(chain)) == 1_501


def test_an_unnamed_one_can_be_judged_too(store: BaseStore) -> None:
    before = picture(store)
    line = judge_pair(store, named(store, "an aide"), named(store, "Jo Kim"), Verdict.SAME, by="Ann")
    assert "an aide" not in people(store)
    undo(store, line.id, by="Ann")
    assert picture(store) == before


def test_a_pair_waits_until_it_is_judged(store: BaseStore) -> None:
    desi, long = named(store, "Desi Marinova"), named(store, "Desislava Marinova")
    queue = unsure_pairs(store, limit=10)
    pair = next(p for p in queue.pairs if {p.left, p.right} == {desi, long})
    assert any("Desi may be a form of Desislava" in reason for reason in pair.reasons)
    judge_pair(store, desi, long, Verdict.UNSURE, by="Ann")
    after = unsure_pairs(store, limit=10)
    assert after.open == queue.open - 1
    assert after.judged == 1
    assert named(store, "Desi Marinova") == desi


def test_two_reviewers_do_not_write_over_each_other(store: BaseStore) -> None:
    steve, stefan = named(store, "Steve Brandt"), named(store, "Stefan Brandt")
    judge_pair(store, steve, stefan, Verdict.DIFFERENT, by="Ann")
    with pytest.raises(InputError, match="Ann has judged this pair already: different"):
        judge_pair(store, stefan, steve, Verdict.SAME, by="Bob")
    claim = claim_of(store, "a1")
    judge_claim(store, claim, "right", by="Ann")
    with pytest.raises(InputError, match="Ann has judged this claim already"):
        judge_claim(store, claim, "rejected", by="Bob")


def test_names_of_one_stakeholder_can_be_parted_and_stay_so(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "parted.kgl")) as store:
        zelenskyy = told("z1", "Volodymyr Zelenskyy met Al Roth.", Says(
            source="Volodymyr Zelenskyy", relation="MET", target="Al Roth"))  # fmt: skip
        zelensky = told("z2", "Vladimir Zelensky met Al Roth.", Says(
            source="Vladimir Zelensky", relation="MET", target="Al Roth"))  # fmt: skip
        list(store.add([zelenskyy, zelensky]))
        [[one]] = store.query("MATCH (p:Person) WHERE p.name ENDS WITH 'y' RETURN p.id").rows
        first, second = parts(store, one)
        judge_pair(store, first.id, second.id, Verdict.DIFFERENT, by="Ann")
        assert {"Volodymyr Zelenskyy", "Vladimir Zelensky"} <= people(store)
        list(store.add([replace(zelensky, article=replace(zelensky.article, publisher="Another"))]))
        rebuild(store)
        assert {"Volodymyr Zelenskyy", "Vladimir Zelensky"} <= people(store)
        assert check(store) == []


def test_a_rejected_claim_tells_of_no_tie(store: BaseStore) -> None:
    before = picture(store)
    line = judge_claim(store, claim_of(store, "a4"), "rejected", by="Ann", why="a namesake")
    assert store.query("MATCH (:Person {name: 'Jo Kim'})-[r:MET]-() RETURN r").rows == ()
    assert store.query("MATCH (c:Claim {status: 'rejected'}) RETURN count(c)").rows == ((1,),)
    assert check(store) == []
    undo(store, line.id, by="Ann")
    assert picture(store) == before


def test_an_edited_claim_says_what_the_analyst_says_and_the_reading_is_kept(store: BaseStore) -> None:
    claim = claim_of(store, "a4")
    desi, jo = named(store, "Desi Marinova"), named(store, "Jo Kim")
    values = {"relation": "VISITED", "modality": "planned", "date": "2024-03", "source": jo, "target": desi}
    judge_claim(store, claim, "edited", by="Ann", values=values)
    [row] = store.query("MATCH (s)-[r:VISITED]->(t) RETURN s.name, t.name, r.modality, r.date_from, r.evidence").rows
    assert row == ("Jo Kim", "Desi Marinova", "planned", "2024-03-01", "Desi Marinova met Jo Kim.")
    [read] = store.extractions(["a4"])
    assert read.claims[0].relation == "MET"
    assert check(store) == []


def test_a_judgement_lasts_when_another_extraction_gives_the_claim_another_id(store: BaseStore) -> None:
    judge_claim(store, claim_of(store, "a4"), "rejected", by="Ann")
    again: Extraction = replace(DESI, claims=(replace(DESI.claims[0], id="c-new", extractor="other"),))
    list(store.add([again]))
    assert store.query("MATCH (c:Claim {id: 'c-new'}) RETURN c.status").rows == (("rejected",),)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"relation": "LOVES"}, "no relation 'LOVES'"),
        ({"modality": "maybe"}, "no modality"),
        ({"date": "last week"}, "is no date"),
        ({"evidence": "x"}, "cannot be edited"),
        ({"source": "s-nobody"}, "no stakeholder that the claim's article tells of"),
        ({}, "has values"),
    ],
)
def test_a_claim_cannot_be_made_what_no_claim_can_be(store: BaseStore, values: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        judge_claim(store, claim_of(store, "a4"), "edited", by="Ann", values=values)
    assert judged_claims(store) == {}


def test_names_aliases_and_notes_can_be_given_and_taken(store: BaseStore) -> None:
    before = picture(store)
    jo = named(store, "Jo Kim")
    lines = [
        rename(store, jo, "Joanna Kim", by="Ann"),
        add_alias(store, jo, "the courier", by="Ann"),
        pin_note(store, jo, "Seen in Geneva.", by="Bob"),
    ]
    [[name, aliases]] = store.query("MATCH (p:Person {id: $id}) RETURN p.name, p.aliases", {"id": jo}).rows
    assert (name, list(aliases)) == ("Joanna Kim", ["Jo Kim", "the courier"])
    assert [note.values["name"] for note in notes(store, jo)] == ["Seen in Geneva."]
    assert check(store) == []
    for line in lines:
        undo(store, line.id, by="Ann")
    assert picture(store) == before
    assert notes(store, jo) == []


def test_a_kind_that_people_give_holds_and_all_ids_lead_to_it(store: BaseStore) -> None:
    before = picture(store)
    jo = named(store, "Jo Kim")
    line = retype(store, jo, Kind.ORGANIZATION, by="Ann", why="a firm")
    [[firm, kind]] = store.query("MATCH (o:Organization {name: 'Jo Kim'})-[:MET]-() RETURN o.id, o.kind").rows
    assert kind == "Organization"
    assert "Jo Kim" not in people(store)
    assert where(store, jo) == where(store, firm) == firm
    assert check(store) == []
    rename(store, firm, "Kim Ltd", by="Ann")
    judge_pair(store, firm, named(store, "Al Roth"), Verdict.DIFFERENT, by="Ann")
    list(store.add([told("a6", "Jo Kim met Al Roth.", Says(source="Jo Kim", relation="MET", target="Al Roth"))]))
    assert where(store, jo) == firm
    assert store.query("MATCH (:Organization {name: 'Kim Ltd'})-[r:MET]-() RETURN count(r)").rows == ((2,),)
    assert check(store) == []
    store.remove(["a6"])
    for judged, stands in history(store):
        if stands and judged.id != line.id:
            undo(store, judged.id, by="Ann")
    undo(store, line.id, by="Ann")
    assert picture(store) == before
    assert where(store, firm) == jo


def test_the_ledger_can_be_written_out_and_read_in_before_the_articles(store: BaseStore, tmp_path: Path) -> None:
    judge_pair(store, named(store, "Steve Brandt"), named(store, "Stefan Brandt"), Verdict.SAME, by="Ann")
    judge_claim(store, claim_of(store, "a4"), "rejected", by="Ann")
    assert export(store, tmp_path / "ledger.jsonl") == 2
    with open_store(str(tmp_path / "other.kgl")) as other:
        assert imported(other, tmp_path / "ledger.jsonl") == (2, 0)
        assert imported(other, tmp_path / "ledger.jsonl") == (2, 2)
        list(other.add(ALL))
        assert picture(other) == picture(store)
        (tmp_path / "ledger.jsonl").write_text('{"no": "judgement"}\n')
        with pytest.raises(InputError, match="line 1"):
            imported(other, tmp_path / "ledger.jsonl")


def test_a_line_of_the_ledger_in_words(store: BaseStore) -> None:
    steve, jo = named(store, "Steve Brandt"), named(store, "Jo Kim")
    first = judge_pair(store, steve, named(store, "Stefan Brandt"), Verdict.SAME, by="Ann")
    assert {words(store, first)} <= {
        "Steve Brandt and Stefan Brandt are the same",
        "Stefan Brandt and Steve Brandt are the same",
    }
    assert words(store, rename(store, jo, "Joanna Kim", by="Ann")) == "Jo Kim is shown as Joanna Kim"
    edit = judge_claim(store, claim_of(store, "a4"), "edited", by="Ann", values={"modality": "denied"})
    assert words(store, edit) == "MET Desi Marinova Jo Kim: edited (modality denied)"
    assert words(store, undo(store, first.id, by="Ann")) == f"takes back {first.id}"


def test_what_is_not_there_cannot_be_judged(store: BaseStore) -> None:
    jo = named(store, "Jo Kim")
    calls: list[Callable[[], Judgement]] = [
        lambda: judge_pair(store, jo, "s-none", Verdict.SAME, by="Ann"),
        lambda: judge_pair(store, jo, jo, Verdict.SAME, by="Ann"),
        lambda: judge_claim(store, "c-none", "right", by="Ann"),
        lambda: rename(store, "s-none", "X", by="Ann"),
        lambda: rename(store, jo, "  ", by="Ann"),
        lambda: undo(store, "j-none", by="Ann"),
    ]
    for call in calls:
        with pytest.raises(InputError):
            call()
    assert history(store) == []


@pytest.mark.parametrize("rounds", [40, pytest.param(1_000, marks=[pytest.mark.slow, pytest.mark.timeout(3_600)])])
def test_whatever_is_judged_and_undone_leaves_the_identical_graph(store: BaseStore, rounds: int) -> None:
    before = picture(store)
    chance = random.Random(rounds)
    ids = [str(row[0]) for row in store.query("MATCH (e:Entity) RETURN e.id ORDER BY e.id").rows]
    claims = [str(row[0]) for row in store.query("MATCH (c:Claim) RETURN c.id ORDER BY c.id").rows]
    standing: list[str] = []
    for _ in range(rounds):
        what = chance.randrange(7)
        if what == 0 and standing:
            undo(store, standing.pop(chance.randrange(len(standing))), by="Ann")
        elif what <= 3:
            left, right = chance.sample(ids, 2)
            standing.append(judge_pair(store, left, right, chance.choice(list(Verdict)), by="Ann", over=True).id)
        elif what == 4:
            edit = chance.choice([{"modality": "denied"}, {"relation": "VISITED"}, {}])
            verdict = "edited" if edit else "rejected"
            standing.append(judge_claim(store, chance.choice(claims), verdict, by="Ann", values=edit, over=True).id)
        elif what == 5:
            standing.append(retype(store, chance.choice(ids), chance.choice(list(Kind)), by="Ann").id)
        else:
            standing.append(rename(store, chance.choice(ids), f"Name {chance.randrange(9)}", by="Ann").id)
    assert check(store) == []
    chance.shuffle(standing)
    for identity in standing:
        undo(store, identity, by="Ann")
    assert picture(store) == before


def test_kinds_of_one_stakeholder_do_not_hinder_a_judgement(tmp_path: Path) -> None:
    """A company and a person judged one are one node, of the kind that most articles give it."""
    firm = told("k1", "Lind Ltd met Al Roth.", Says(source="Lind Ltd", relation="MET", target="Al Roth"),
                kinds={"Lind Ltd": Kind.ORGANIZATION})  # fmt: skip
    with open_store(str(tmp_path / "kinds.kgl")) as store:
        list(store.add([firm, STEVE, STEFAN]))
        before = picture(store)
        line = judge_pair(store, named(store, "Lind Ltd"), named(store, "Olga Lind"), Verdict.SAME, by="Ann")
        assert store.query("MATCH (p:Person {name: 'Olga Lind'}) RETURN p.aliases").rows == ((["Lind Ltd"],),)
        assert check(store) == []
        undo(store, line.id, by="Ann")
        assert picture(store) == before
