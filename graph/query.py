"""The gate that analysts' Cypher passes on its way to a store, and the queries that ship with Backchannel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graph.errors import QueryError
from graph.portable import Checked
from graph.portable import check as _check
from graph.portable import for_embedded as _for_embedded


def check(cypher: str) -> None:
    """Raise QueryRefused if `cypher` would write or is not portable, QueryError if it is wrong."""
    _check(cypher)


@lru_cache(maxsize=256)
def _cached(cypher: str) -> Checked:
    return _check(cypher)


@lru_cache(maxsize=256)
def _translated(cypher: str) -> str:
    return _for_embedded(_cached(cypher))


def prepared(cypher: str, parameters: Mapping[str, Any]) -> Checked:
    """`cypher` checked together with its parameters: all that it names must be there."""
    checked = _cached(cypher)
    if missing := sorted(checked.parameters - parameters.keys()):
        raise QueryError(
            f"the query needs the parameter{'s' * (len(missing) > 1)} {', '.join('$' + m for m in missing)}"
        )
    return checked


def for_embedded(cypher: str, parameters: Mapping[str, Any]) -> str:
    """The text to ask kglite for `cypher`."""
    prepared(cypher, parameters)
    return _translated(cypher)


def for_neo4j(cypher: str, parameters: Mapping[str, Any]) -> str:
    """The text to ask Neo4j for `cypher`: the same, without comments."""
    return prepared(cypher, parameters).plain
