"""What the embedded engine is asked instead of the analyst's own words, where that is the same and quicker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreError
from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span
from graph.query import for_embedded
from graph.store import ingest, open_store
from graph.store.base import BaseStore


def text(cypher: str, **given: Any) -> str:
    return for_embedded(cypher, given)[0]


def test_an_entity_is_found_by_its_id_under_the_label_that_has_the_index() -> None:
    assert "`Person`|" in text("MATCH (n:Entity {id: $id}) RETURN n.name", id="x")
    assert "`Person`|" in text("MATCH (n:Entity)--(m) WHERE m.name > 'a' AND (n.id = $id) RETURN m.name", id="x")
    assert "`Entity`" in text("MATCH (n:Entity) WHERE n.id = $id OR n.name = 'x' RETURN n.name", id="x")
    assert "`Entity`" in text("MATCH (n:Entity {name: $id}) RETURN n.name", id="x")


def test_a_given_text_is_put_in_small_letters_once() -> None:
    cypher, bound = for_embedded("MATCH (n:Entity) WHERE n.folded CONTAINS toLower($p) RETURN n.id", {"p": "ÉVA"})
    assert "toLower" not in cypher
    assert "éva" in bound.values()
    for given, small in ((None, "x"), ("Y", "y")):
        _, bound = for_embedded("RETURN toLower(coalesce($p, 'X')) AS a", {"p": given})
        assert [value for name, value in bound.items() if name != "p"] == [small]
    assert "toLower" in text("MATCH (n:Entity) RETURN toLower(n.name) AS a")


def met(article: str, other: str, *, publisher: str = "Post") -> Extraction:
    sentence = f"Çağla Erdoğan met {other}."
    return Extraction(
        article=Article(id=article, text=sentence, publisher=publisher, published="2024-03-01"),
        entities=(
            Entity(id="a", name="Çağla Erdoğan", kind=Kind.PERSON),
            Entity(id="b", name=other, kind=Kind.PERSON),
        ),
        claims=(
            Claim(
                id=f"c-{article}",
                relation="MET",
                source="a",
                target="b",
                modality=Modality.ASSERTED,
                evidence=Span(start=0, end=len(sentence), text=sentence),
                confidence=0.9,
            ),
        ),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BaseStore]:
    with open_store(str(tmp_path / "s.kgl")) as made:
        list(made.add([met("one", "Ben Hart"), met("two", "Ida Lund")]))
        yield made


@pytest.mark.parametrize("part", ["erdoğan", "ERDOGAN", "Cagla", "çağla e"])
def test_a_part_of_a_name_is_found_with_and_without_its_accents(store: BaseStore, part: str) -> None:
    cypher = "MATCH (n:Entity) WHERE n.folded CONTAINS toLower($part) RETURN n.name"
    assert store.query(cypher, {"part": part}).rows == (("Çağla Erdoğan",),)


def test_a_store_without_look_up_forms_says_so_instead_of_finding_nobody(
    store: BaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "FOLDED_SINCE", ingest.SCHEMA_VERSION + 1)
    assert store.query("MATCH (n:Entity) RETURN count(n)").rows == ((3,),)
    with pytest.raises(StoreError, match="backchannel rebuild"):
        store.query("MATCH (n:Entity) WHERE n.folded CONTAINS 'x' RETURN n.name")


def test_ties_that_stand_are_not_written_again(store: BaseStore) -> None:
    written: list[str] = []
    write = store._write

    def watching(work: Any) -> Any:
        def watched(tx: Any) -> Any:
            class Watching:
                def run(self, cypher: str, **parameters: Any) -> Any:
                    if "claim_ids: row.claim_ids" in cypher:
                        written.extend(row["target"] for row in parameters["rows"])
                    return tx.run(cypher, **parameters)

            return work(Watching())

        return write(watched)

    store._write = watching  # type: ignore[method-assign]
    list(store.add([met("three", "Ben Hart", publisher="Wire")]))
    assert len(written) == 1
    rows = store.query(
        "MATCH (:Entity)-[r:MET]-(b:Entity) WHERE b.name <> 'Çağla Erdoğan' RETURN b.name, r.sources ORDER BY b.name"
    )
    assert rows.rows == (("Ben Hart", 2), ("Ida Lund", 1))
    assert store.query("MATCH (n:Entity) RETURN n.name, n.ties ORDER BY n.name").rows == (
        ("Ben Hart", 1),
        ("Ida Lund", 1),
        ("Çağla Erdoğan", 2),
    )


@pytest.mark.parametrize(
    ("cypher", "indexed"),
    [
        ("MATCH (n:Person {id: $id})-[r]-(m:Entity) RETURN m.name, r.id", False),
        ("MATCH (n:Person {name: $id})-[r:MET]-(m:Entity) RETURN m.name ORDER BY r.id", False),
        ("MATCH (c:Claim {tie: $id}) RETURN c.evidence", True),
        ("MATCH (c:Claim) WHERE c.pair = $id RETURN c.evidence", True),
        ("MATCH (a)-[r:MET {id: $id}]-(b) RETURN a.name", True),
        ("MATCH (a)-[r:MET]-(b) WHERE r.id = $id RETURN a.name", True),
    ],
)
def test_a_large_file_is_opened_without_the_indexes_that_a_text_does_not_need(
    store: BaseStore, monkeypatch: pytest.MonkeyPatch, cypher: str, indexed: bool
) -> None:
    monkeypatch.setattr("graph.store.embedded.SMALL", 0)
    store.close()
    with open_store(store.uri) as opened:
        rows = opened.query(cypher, {"id": "x"}).rows
        assert opened._indexed is indexed  # type: ignore[attr-defined]
        opened.query("MATCH (c:Claim {tie: 'x'}) RETURN c.id")
        assert opened._indexed  # type: ignore[attr-defined]
        assert opened.query(cypher, {"id": "x"}).rows == rows
