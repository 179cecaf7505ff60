"""Generated queries mean the same on both stores: 300 of them, or as many as BACKCHANNEL_DIFFERENTIAL says."""

from __future__ import annotations

import os
from typing import Any

import pytest

from graph.errors import QueryError
from graph.model import Rows
from graph.store import Store
from tests.graph.portable.generate import PARAMETERS, generate

NUMBER = int(os.environ.get("BACKCHANNEL_DIFFERENTIAL", "300"))
FIRST = int(os.environ.get("BACKCHANNEL_DIFFERENTIAL_FROM", "0"))
BATCH = 10


@pytest.mark.neo4j
@pytest.mark.parametrize("first", range(FIRST, FIRST + NUMBER, BATCH))
def test_the_same_question_has_the_same_answer(gold_embedded: Store, gold_neo4j: Store, first: int) -> None:
    for seed in range(first, min(first + BATCH, FIRST + NUMBER)):
        cypher = generate(seed)
        one, other = answer(gold_neo4j, cypher), answer(gold_embedded, cypher)
        assert one == other, f"query {seed}:\n{cypher}"


@pytest.mark.neo4j
def test_most_generated_queries_have_rows(gold_embedded: Store) -> None:
    answers = [answer(gold_embedded, generate(seed)) for seed in range(200)]
    assert sum(bool(found[1]) for found in answers if isinstance(found, tuple)) > 80
    assert not [found for found in answers if isinstance(found, str)]


def answer(store: Store, cypher: str) -> tuple[tuple[str, ...], list[Any]] | str:
    """Columns and rows, in order where there is one; or that the query is wrong."""
    try:
        found: Rows = store.query(cypher, PARAMETERS, limit=None, timeout=60)
    except QueryError:
        return "wrong"
    rows = [tuple(plain(value) for value in row) for row in found.rows]
    return found.columns, rows if "ORDER BY x" in cypher else sorted(rows, key=repr)


def plain(value: Any) -> Any:
    """A value for comparison: kinds of numbers told apart, sums to twelve digits, lists in no order.

    The order in which `collect` and comprehensions over patterns gather is no store's promise.
    """
    if isinstance(value, float):
        return "float", float(f"{value:.12g}")
    if isinstance(value, bool | int):
        return type(value).__name__, value
    if isinstance(value, list):
        return "list", *sorted((plain(part) for part in value), key=repr)
    return value
