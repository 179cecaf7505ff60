"""Copies of one text are one source, whoever prints them and in whatever order they come."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from graph.model import Article, Extraction
from graph.store import Store
from graph.store.check import check, rebuild
from tests.graph.store.test_contract import add, picture
from tests.graph.test_copies import text
from tests.graph.told import Says, told

BODY = " ".join(text(1, 200))


def story(article: str, body: str, publisher: str | None, published: str) -> Extraction:
    """An article that says that Ann Lee met Bo Chen, in its first sentence."""
    sentence = "Ann Lee met Bo Chen."
    plain = told(article, sentence, Says(source="Ann Lee", relation="MET", target="Bo Chen", date="2024-03-12"))
    whole = Article(id=article, text=f"{sentence} {body}", headline=sentence, publisher=publisher, published=published)
    return replace(plain, article=whole)


WIRE = story("wire", BODY, "Wire", "2024-03-12")
GAZETTE = story("gazette", " ".join(BODY.split()[:130]) + " our own words", "Gazette", "2024-03-13")
HERALD = story("herald", "HERALD. " + BODY, "Herald", "2024-03-14")
OWN = story("own", " ".join(text(2, 200)), "Gazette", "2024-03-15")


def sources(store: Store) -> list[int]:
    return [row[0] for row in store.query("MATCH ()-[r:MET]->() RETURN r.sources ORDER BY r.sources").rows]


def copies(store: Store) -> set[tuple[str, str]]:
    return {tuple(row) for row in store.query("MATCH (a:Article)-[:COPY_OF]->(b:Article) RETURN a.id, b.id").rows}


def test_copies_count_as_one_source(store: Store) -> None:
    add(store, WIRE, GAZETTE, HERALD)
    assert copies(store) == {("gazette", "wire"), ("herald", "wire"), ("herald", "gazette")}
    assert sources(store) == [1]
    add(store, OWN)
    assert sources(store) == [2]  # the Gazette's own story is one
    rows = store.query(
        "MATCH (a:Article) WHERE a.syndicated_from IS NOT NULL RETURN a.id, a.syndicated_from ORDER BY a.id"
    )
    assert rows.rows == (("gazette", "Wire"), ("herald", "Wire"))


def test_the_order_of_copies_does_not_matter(store: Store) -> None:
    add(store, WIRE, GAZETTE, HERALD, OWN)
    before = picture(store)
    for order in list(permutations([WIRE, GAZETTE, HERALD, OWN]))[1::5]:
        store.remove([e.article.id for e in order])
        assert picture(store) == {"nodes": [], "ties": []}
        for extraction in order:
            add(store, extraction)
        assert picture(store) == before


def test_without_the_first_the_next_is_the_source(store: Store) -> None:
    add(store, WIRE, GAZETTE, HERALD)
    store.remove(["wire"])
    assert copies(store) == {("herald", "gazette")}
    assert sources(store) == [1]
    add(store, replace(GAZETTE, article=replace(GAZETTE.article, text="Ann Lee met Bo Chen.")))
    assert copies(store) == set()
    assert sources(store) == [2]
    assert store.query("MATCH (a:Article) RETURN count(a.syndicated_from)").rows == ((0,),)


def test_a_text_between_two_joins_their_families(store: Store) -> None:
    words = text(5, 300)
    one = story("one", " ".join(words[:160]), "One", "2024-01-01")
    two = story("two", " ".join(words[140:]), "Two", "2024-01-02")
    both = story("both", " ".join(words), "Both", "2024-01-03")
    add(store, one, two)
    assert (copies(store), sources(store)) == (set(), [2])
    add(store, both)
    assert (copies(store), sources(store)) == ({("both", "one"), ("both", "two")}, [1])
    store.remove(["both"])
    assert (copies(store), sources(store)) == (set(), [2])


@pytest.mark.parametrize("seed", range(4))
def test_changes_in_any_order_give_what_a_rebuild_gives(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    everything = [WIRE, GAZETTE, HERALD, OWN, replace(WIRE, article=replace(WIRE.article, publisher="Agency"))]
    for _ in range(12):
        chosen = chance.choice(everything)
        if chance.random() < 0.35:
            store.remove([chosen.article.id])
        else:
            add(store, chosen)
    before = picture(store)
    assert check(store) == []  # type: ignore[arg-type]
    rebuild(store)  # type: ignore[arg-type]
    assert picture(store) == before
