"""The gate that analysts' Cypher passes on its way to a store; the queries that ship are in `graph.named`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from graph.errors import QueryError, QueryRefused
from graph.portable import Checked, Translated
from graph.portable import check as _check
from graph.portable import for_embedded as _for_embedded


def check(cypher: str) -> None:
    """Raise QueryRefused if `cypher` would write or is not portable, QueryError if it is wrong."""
    _checked(cypher, ())


def for_embedded(cypher: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The text to ask kglite for `cypher`, and its parameters."""
    translated = _translated(cypher, _kinds(cypher, parameters))
    return translated.text, translated.bind(parameters)


def for_neo4j(cypher: str, parameters: Mapping[str, Any]) -> str:
    """The text to ask Neo4j for `cypher`: the same, without comments."""
    return _checked(cypher, _kinds(cypher, parameters)).plain


@lru_cache(maxsize=256)
def _checked(cypher: str, kinds: tuple[tuple[str, str], ...]) -> Checked:
    return _check(cypher, dict(kinds))


@lru_cache(maxsize=256)
def _translated(cypher: str, kinds: tuple[tuple[str, str], ...]) -> Translated:
    return _for_embedded(_checked(cypher, kinds))


def _kinds(cypher: str, parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The kinds of the parameters; QueryError if one that `cypher` names is missing."""
    kinds = tuple(sorted((name, _kind(value)) for name, value in parameters.items()))
    for name, value in parameters.items():
        if isinstance(value, list | tuple):
            _alike(name, value)
    if missing := sorted(_checked(cypher, kinds).parameters - parameters.keys()):
        names = ", ".join(f"${name}" for name in missing)
        raise QueryError(f"the query needs the parameter{'s' * (len(missing) > 1)} {names}")
    return kinds


def _alike(name: str, given: Sequence[Any]) -> None:
    """QueryRefused where the two stores do not compare the values of a list in the same way."""
    if any(isinstance(value, datetime) for value in given) and not all(
        value is None or isinstance(value, datetime) for value in given
    ):
        raise QueryRefused(f"${name} mixes times of day with other values; give dates alone")
    whole = {value for value in given if type(value) is int}
    for value in given:
        if isinstance(value, float) and value in whole:
            raise QueryRefused(f"${name} holds {value:g} with and without decimals; write it one way")


def _kind(value: Any) -> str:
    """What a parameter is, in the words of `graph.portable.functions`."""
    if isinstance(value, list | tuple | set | frozenset):
        inside = {_kind(part) for part in value} - {"null"}
        return f"list:{inside.pop()}" if len(inside) == 1 else "list"
    for kind, types in _KINDS.items():
        if isinstance(value, types):
            return kind
    return "null" if value is None else "any"


_KINDS: dict[str, type | tuple[type, ...]] = {
    "boolean": bool,
    "number": (int, float),
    "text": str,
    "moment": datetime,
    "date": date,
    "map": dict,
}
