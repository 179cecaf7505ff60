"""What is wrong with a store is found, and deriving anew mends it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graph.errors import StoreError
from graph.store import check as checking
from graph.store import ingest
from graph.store.base import BaseStore
from graph.store.check import check, rebuild
from tests.gold_articles import gold_extractions
from tests.graph.store.test_contract import AGAIN, KYIV, MOSCOW, picture


@pytest.fixture
def full(store: BaseStore) -> BaseStore:
    list(store.add([MOSCOW, AGAIN, KYIV, *list(gold_extractions())[:1]]))
    return store


def run(store: BaseStore, cypher: str, **parameters: Any) -> None:
    store._write(lambda tx: tx.run(cypher, **parameters))
    store._settle()


def words(store: BaseStore) -> list[str]:
    return sorted(f"{problem.what} {problem.how}" for problem in check(store))


def test_a_sound_store_has_no_problem(full: BaseStore) -> None:
    version = full.version()
    assert check(full) == []
    assert full.version() == version


def test_an_empty_store_has_no_problem(store: BaseStore) -> None:
    assert check(store) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("MATCH ()-[r:MET {modality: 'asserted'}]->() SET r.modality = 'denied'", "MET .* has the wrong modality"),
        ("MATCH ()-[r:MET]->() DELETE r", "MET .* is missing"),
        ("MATCH (a:Person),(b:Article) CREATE (a)-[:VISITED {id: 't-1'}]->(b)", "VISITED .* does not follow"),
        ("MATCH (c:Claim {relation: 'MET'}) SET c.evidence = 'hearsay'", "Claim .* has the wrong evidence"),
        ("MATCH (c:Claim {relation: 'MET'}) DETACH DELETE c", "Claim .* is missing"),
        ("MATCH (p:Person {name: 'Vladimir Putin'}) SET p.name = 'Nobody'", "Person .* has the wrong name"),
        ("MERGE (p:Person {id: 's-lost'}) SET p:Entity", "Person 's-lost' does not follow"),
        ("MATCH (a:Article {id: 'moscow'}) SET a.text = 'something else'", "article 'moscow' .* text"),
        ("MATCH (r:Reading {id: 'moscow'}) DETACH DELETE r", "article 'moscow' has no reading"),
        ("MATCH (r:Reading {id: 'moscow'}) SET r.record = '{'", "article 'moscow' .* damaged"),
        ("MATCH (r:Reading {id: 'moscow'}) SET r.digest = 'x'", "article 'moscow' .* not what was stored"),
        ("MATCH (c:Claim)-[r:SAID_BY]->() DELETE r", "SAID_BY .* is missing"),
        ("MATCH (n:Name) SET n.counts = [7]", "Name .* has the wrong counts"),
    ],
)
def test_damage_is_found(full: BaseStore, damage: str, said: str) -> None:
    run(full, damage)
    found = words(full)
    assert any(re.search(said, line) for line in found), found


@pytest.mark.parametrize(
    "damage",
    [
        "MATCH ()-[r:MET]->() DELETE r",
        "MATCH (c:Claim) DETACH DELETE c",
        "MATCH (e:Person) DETACH DELETE e",
        "MATCH (n:Name) DETACH DELETE n",
        "MATCH (p:Person) SET p.name = 'Nobody'",
        "MATCH (c:Claim) SET c.evidence = 'hearsay'",
        "MATCH (q:Quote) DETACH DELETE q",
    ],
)
def test_rebuilding_mends_what_is_derived(full: BaseStore, damage: str) -> None:
    before = picture(full)
    run(full, damage)
    assert picture(full) != before
    assert rebuild(full) == 4
    assert picture(full) == before
    assert check(full) == []


def test_rebuilding_a_sound_store_gives_the_identical_graph(full: BaseStore) -> None:
    before, version = picture(full), full.version()
    rebuild(full)
    assert picture(full) == before
    assert full.version() != version  # whoever cached the graph looks again


@pytest.mark.parametrize("step", [1, 2, 4, 11, 12])
def test_a_rebuild_that_was_broken_off_is_finished_later(
    full: BaseStore, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = picture(full)
    monkeypatch.setattr(checking, "BATCH_ARTICLES", 1)
    original, calls = full._write, 0

    def failing(work: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == step:
            raise RuntimeError("pulled the plug")
        return original(work)

    monkeypatch.setattr(full, "_write", failing)
    with pytest.raises(RuntimeError):
        rebuild(full)
    monkeypatch.undo()
    if step > 1:
        with pytest.raises(StoreError, match="backchannel rebuild"):
            list(full.add([KYIV, MOSCOW, AGAIN, *list(gold_extractions())[5:6]]))
        assert any("broken off" in line for line in words(full))
    rebuild(full)
    assert picture(full) == before
    assert check(full) == []


def test_a_newer_schema_is_not_written(full: BaseStore) -> None:
    run(full, "MATCH (m:Meta) SET m.schema = 99")
    before = picture(full)
    with pytest.raises(StoreError, match="schema version 99"):
        full.remove(["kyiv"])
    with pytest.raises(StoreError, match="schema version 99"):
        list(full.add(list(gold_extractions())[6:7]))
    with pytest.raises(StoreError, match="schema version 99"):
        rebuild(full)
    assert picture(full) == before


def test_an_older_schema_is_read_and_brought_forward(full: BaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before, older = picture(full), ingest.SCHEMA_VERSION
    monkeypatch.setattr(ingest, "SCHEMA_VERSION", older + 1)
    assert picture(full) == before
    with pytest.raises(StoreError, match="backchannel rebuild"):
        full.remove(["kyiv"])
    assert any(f"schema version {older}" in line for line in words(full))
    rebuild(full)
    assert picture(full) == before
    assert full.remove(["kyiv"]) == 1
    assert check(full) == []


def test_no_index_is_missing(full: BaseStore) -> None:
    assert full.missing_indexes() == []
