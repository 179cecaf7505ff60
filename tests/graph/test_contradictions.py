"""Which pairs of articles `@contradictions` sets side by side, and which it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Extraction, Kind, Modality
from graph.named import named_queries
from graph.store import open_store
from graph.view.evidence import evidence
from tests.graph.told import Says, told

KINDS = {"Lund Accord": Kind.DOCUMENT, "Borea": Kind.ORGANIZATION, "Tarn": Kind.ORGANIZATION}


def said(
    article: str,
    text: str,
    relation: str,
    target: str = "Cora Dahl",
    *,
    source: str = "Ada Holm",
    modality: Modality = Modality.ASSERTED,
    date: str | None = None,
    place: str | None = None,
    published: str = "2024-03-12",
) -> Extraction:
    claim = Says(source=source, relation=relation, target=target, modality=modality, date=date, place=place)
    return told(article, text, claim, kinds=KINDS, publisher=f"Paper {article}", published=published)


def kinds(tmp_path: Path, *articles: Extraction) -> list[str]:
    """The kinds of the contradictions between articles."""
    with open_store(str(tmp_path / "store.kgl")) as store:
        list(store.add(articles))
        asked = {row["kind"] for row in store.query(named_queries()["contradictions"].cypher).dicts()}
        ties = [row[0] for row in store.query("MATCH (:Entity)-[r]->(:Entity) RETURN r.id").rows]
        shown = {kind for tie in ties if (found := evidence(store, tie)) for kind in found.how.values()}
        assert shown == asked  # what a reader sees on a tie is what the query lists
        return sorted(asked)


MET = "Ada Holm met Cora Dahl."
DENIED = said("b", "Ada Holm denied that she had met Cora Dahl.", "MET", modality=Modality.DENIED)
OFF = said("b", "A meeting of Ada Holm and Cora Dahl was called off.", "MET", modality=Modality.DENIED)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (said("a", MET, "MET", date="2024-03-10"), DENIED, ["denial"]),
        (said("a", "Ada Holm will meet Cora Dahl.", "MET", modality=Modality.PLANNED), OFF, ["denial"]),
        (said("a", "Ada Holm will meet Cora Dahl.", "MET", modality=Modality.PLANNED), DENIED, []),
        (said("a", MET, "MET"), OFF, []),
        (said("a", MET, "MET", date="2024-03-10"), said("b", MET, "NEGOTIATED_WITH", date="2024-03-11"), ["date"]),
        (said("a", MET, "MET", date="2024-03-01"), said("b", MET, "MET", date="2024-03-11"), []),
        (
            said("a", MET, "MET", date="2021-06-03"),
            said("b", "Ada Holm, it said, met Cora Dahl.", "MET", date="2021-06-13"),
            ["date"],
        ),
        (
            said("a", "Ada Holm met Cora Dahl in Oslo.", "MET", date="2024-03-10", place="Oslo"),
            said("b", "Ada Holm met Cora Dahl in Bergen.", "MET", date="2024-03-10", place="Bergen"),
            ["place"],
        ),
        (
            said("a", "Ada Holm met Cora Dahl in Oslo, Norway.", "MET", date="2024-03-10", place="Oslo"),
            said("b", "Ada Holm met Cora Dahl in Norway.", "MET", date="2024-03-10", place="Norway"),
            [],
        ),
        (
            said("a", "Ada Holm accepted the Lund Accord.", "AGREED_TO", "Lund Accord"),
            said("b", "Ada Holm rejected the Lund Accord.", "REJECTED", "Lund Accord"),
            ["outcome"],
        ),
        (
            said("a", "Ada Holm accepted the Lund Accord.", "AGREED_TO", "Lund Accord", published="2024-06-01"),
            said("b", "Ada Holm rejected the Lund Accord.", "REJECTED", "Lund Accord"),
            [],
        ),
        (
            said("a", "Borea owns 12 percent of Tarn.", "OWNS", "Tarn", source="Borea"),
            said("b", "Borea holds 15 percent of Tarn.", "OWNS", "Tarn", source="Borea"),
            ["number"],
        ),
        (
            said("a", "Borea owns 12 percent of Tarn.", "OWNS", "Tarn", source="Borea"),
            said("b", "Borea holds 15 percent of Tarn.", "OWNS", "Tarn", source="Borea", published="2025-03-12"),
            [],
        ),
    ],
)
def test_what_contradicts_and_what_does_not(
    tmp_path: Path, one: Extraction, other: Extraction, expected: list[str]
) -> None:
    assert kinds(tmp_path, one, other) == expected


def test_a_rejected_claim_contradicts_nothing(tmp_path: Path) -> None:
    from graph import judgements

    with open_store(str(tmp_path / "store.kgl")) as store:
        list(store.add([said("a", MET, "MET", date="2024-03-10"), DENIED]))
        assert store.query(named_queries()["contradictions"].cypher).rows
        line = judgements.judge_claim(store, DENIED.claims[0].id, "rejected", by="ada")
        assert not store.query(named_queries()["contradictions"].cypher).rows
        judgements.undo(store, line.id, by="ada")
        assert store.query(named_queries()["contradictions"].cypher).rows
