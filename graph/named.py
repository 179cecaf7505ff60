"""The named queries: Cypher files with a head that says what each asks, and with which parameters.

A file of `graph/queries/` begins with comment lines of TOML between `// ---` lines:

    // ---
    // title = "Who met whom"
    // question = "Which stakeholders met, when and where, and how do we know?"
    // columns = ["who", "whom", "date"]
    // [parameters.modality]
    // kind = "string"
    // default = "asserted"
    // help = "asserted, planned, requested, denied or hypothetical"
    // ---

The rest is the query. A parameter without a default must be given; `kind` is string, integer, float, boolean, date or
list. `whole_graph = true` marks a query that has to look at everything, whatever its parameters.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from graph.errors import BackchannelError

PARAMETER_KINDS = frozenset({"string", "integer", "float", "boolean", "date", "list"})
_RULE = "// ---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query's parameter; `required` where there is no default."""

    name: str
    kind: str
    default: Any = None
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One file of `graph/queries/`; `name` is the file's name without its suffix."""

    name: str
    title: str
    question: str
    theme: str
    parameters: Mapping[str, Parameter]
    columns: tuple[str, ...]
    cypher: str
    whole_graph: bool = False


def parse_named_query(name: str, text: str) -> NamedQuery:
    """The named query that `text` describes; BackchannelError names the file and what is wrong with its head."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != _RULE or _RULE not in (line.strip() for line in lines[1:]):
        raise BackchannelError(f"{name}.cypher: the head between two `{_RULE}` lines is missing")
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == _RULE)
    try:
        head = tomllib.loads("\n".join(line.removeprefix("//").removeprefix(" ") for line in lines[1:end]))
        parameters = {
            key: Parameter(
                name=key,
                kind=block["kind"],
                default=block.get("default"),
                required="default" not in block,
                help=block.get("help", ""),
            )
            for key, block in head.get("parameters", {}).items()
        }
        query = NamedQuery(
            name=name,
            title=head["title"],
            question=head["question"],
            theme=head["theme"],
            parameters=MappingProxyType(parameters),
            columns=tuple(head["columns"]),
            cypher="\n".join(lines[end + 1 :]).strip(),
            whole_graph=head.get("whole_graph", False),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BackchannelError(f"{name}.cypher: its head lacks or garbles {error}") from error
    for parameter in parameters.values():
        if parameter.kind not in PARAMETER_KINDS:
            raise BackchannelError(
                f"{name}.cypher: parameter {parameter.name} is of the unknown kind {parameter.kind!r}; "
                f"kinds are {', '.join(sorted(PARAMETER_KINDS))}"
            )
    return query


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """All shipped queries by name, in order of their names."""
    folder = files("graph").joinpath("queries")
    found = {
        entry.name.removesuffix(".cypher"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".cypher")
    }
    return MappingProxyType({name: parse_named_query(name, found[name]) for name in sorted(found)})
