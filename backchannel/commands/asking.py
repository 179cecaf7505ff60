"""Commands that ask the store: query and queries."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from backchannel.commands.voice import DONE, counted, say, tell, terminal_width
from graph.errors import InputError

if TYPE_CHECKING:
    from graph.named import NamedQuery, Parameter


def parameter(text: str) -> tuple[str, str]:
    """A parameter's name and value from `name=value`."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise InputError(
            f'--param {text!r} is no parameter; write --param name=value, as in --param person="Ada Lovelace"'
        )
    return name, value


def free_value(text: str) -> Any:
    """A parameter's value for a query of the user's own: what is JSON (a number, true, a list) is that, else a text."""
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def query(options: argparse.Namespace) -> int:
    """Ask the store."""
    from backchannel import output as render
    from graph.store import open_store

    given = dict(map(parameter, options.param))
    if options.cypher.startswith("@"):
        named = _query(options.cypher)
        cypher, parameters = named.cypher, _values(named, given)
    else:
        cypher = sys.stdin.read() if options.cypher == "-" else options.cypher
        parameters = {name: free_value(text) for name, text in given.items()}
    with open_store(options.store, create=False) as opened:
        rows = opened.query(cypher, parameters, limit=options.limit, timeout=options.timeout)
    if options.format == "json":
        tell(render.rows_to_json(rows))
    elif options.format == "csv":
        tell(render.rows_to_csv(rows))
    else:
        tell(render.rows_to_table(rows, width=terminal_width()))
    if rows.truncated:
        say(f"only the first {counted(len(rows.rows), 'row')} of the answer; --limit asks for more")
    return DONE


def _query(name: str) -> NamedQuery:
    """The named query, with or without its @."""
    from graph.named import named_queries

    known = named_queries()
    name = name.removeprefix("@")
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3)
        meant = f"did you mean {' or '.join(f'@{other}' for other in near)}? " if near else ""
        raise InputError(f"there is no query @{name}; {meant}`backchannel queries` lists them")
    return known[name]


def _values(named: NamedQuery, given: dict[str, str]) -> dict[str, Any]:
    """The values of a named query's parameters: as given, each of its kind, else the defaults."""
    if extra := sorted(given.keys() - named.parameters.keys()):
        takes = ", ".join(named.parameters) or "no parameters"
        raise InputError(f"@{named.name} does not know the parameter {extra[0]}; it takes {takes}")
    values: dict[str, Any] = {}
    for name, wanted in named.parameters.items():
        if name in given:
            values[name] = _value(named, wanted, given[name])
        elif wanted.required:
            raise InputError(f"@{named.name} asks for {name} ({wanted.help or wanted.kind}): --param {name}=...")
        else:
            values[name] = wanted.default
    return values


#: For each kind of parameter: the Python types of its values, and how one is written.
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "3"),
    "float": ((int, float), "0.5"),
    "boolean": ((bool,), "true"),
    "list": ((list,), '\'["a", "b"]\''),
    "date": ((str,), "2024-03-12"),
}


def _value(named: NamedQuery, wanted: Parameter, text: str) -> Any:
    """The value that a text stands for, of the parameter's kind; a date stays a text, as stores hold it."""
    if wanted.kind == "string":
        return text
    types, example = _KINDS[wanted.kind]
    value = text if wanted.kind == "date" else free_value(text)
    good = isinstance(value, types) and isinstance(value, bool) is (wanted.kind == "boolean")
    if good and wanted.kind == "date":
        from datetime import date

        try:
            value = date.fromisoformat(text).isoformat()
        except ValueError:
            good = False
    if not good:
        raise InputError(
            f"@{named.name} takes for {wanted.name} a value of the kind {wanted.kind}, and {text!r} is none; "
            f"write --param {wanted.name}={example}"
        )
    return value


def queries(options: argparse.Namespace) -> int:
    """List the named queries, or show one's Cypher."""
    from backchannel import output as render
    from graph.model import Rows
    from graph.named import named_queries

    if options.name is not None:
        tell(_query(options.name).cypher)
        return DONE
    listed = sorted(named_queries().values(), key=lambda found: (found.theme, found.name))
    rows = tuple(
        (f"@{found.name}", found.question, ", ".join(map(_usage, found.parameters.values()))) for found in listed
    )
    tell(render.rows_to_table(Rows(columns=("query", "asks", "parameters"), rows=rows), width=terminal_width()))
    return DONE


def _usage(wanted: Parameter) -> str:
    return wanted.name if wanted.required else f"{wanted.name}={'' if wanted.default is None else wanted.default}"
