"""The node kinds and relation types of `ontology.toml`, loaded once and validated.

from graph.ontology import ONTOLOGY
ONTOLOGY.relations["MET"].symmetric
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from graph.errors import OntologyError
from graph.model import Kind

#: PLOVER's root events (https://github.com/openeventdata/PLOVER).
PLOVER_ROOTS = frozenset(
    [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ]
)
SHAPES = frozenset(["dot", "square", "hexagon", "ellipse", "diamond", "triangle", "star"])


@dataclass(frozen=True, slots=True, kw_only=True)
class KindStyle:
    """How a kind of entity is named in the plural and drawn."""

    kind: Kind
    plural: str
    colour: str
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation type; the fields are those that the head of `ontology.toml` explains.

    `frames` holds the block's lexical tables (key to list of frame lines) as they stand, for the extractor to compile.
    """

    name: str
    means: str
    label: str
    verb: str
    inverse: str
    source: frozenset[Kind]
    target: frozenset[Kind]
    symmetric: bool
    nature: str
    plover: str
    cameo: str
    frames: Mapping[str, tuple[str, ...]]

    def allows(self, source: Kind, target: Kind) -> bool:
        """Whether the relation may run from an entity of kind `source` to one of kind `target`."""
        if source in self.source and target in self.target:
            return True
        return self.symmetric and target in self.source and source in self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """All kinds and relations, by name, in the order of the file."""

    kinds: Mapping[Kind, KindStyle]
    relations: Mapping[str, Relation]


_REQUIRED = {
    "means": str,
    "label": str,
    "verb": str,
    "inverse": str,
    "source": list,
    "target": list,
    "symmetric": bool,
    "nature": str,
    "plover": str,
    "cameo": str,
}
#: The lexical tables that a relation's block may hold; the extractor says what a line of each looks like.
FRAME_TABLES = frozenset({"verbs", "nouns", "adjectives", "roles"})


def _fail(block: str, problem: str) -> OntologyError:
    return OntologyError(f"ontology.toml, [{block}]: {problem}")


def _kinds(block: str, key: str, names: list[Any]) -> frozenset[Kind]:
    if not names:
        raise _fail(block, f"`{key}` is empty; name at least one kind")
    known = {str(kind) for kind in Kind}
    for name in names:
        if name not in known:
            raise _fail(block, f"`{key}` has the unknown kind {name!r}; kinds are {', '.join(sorted(known))}")
    return frozenset(Kind(name) for name in names)


def _relation(name: str, block: Mapping[str, Any]) -> Relation:
    where = f"relations.{name}"
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
        raise _fail(where, "a relation's name is written in CAPITALS_AND_UNDERSCORES")
    for key, kind in _REQUIRED.items():
        if key not in block:
            raise _fail(where, f"`{key}` is missing")
        if not isinstance(block[key], kind):
            raise _fail(where, f"`{key}` must be {'a list' if kind is list else kind.__name__}")
    for key in ("means", "label", "verb", "inverse"):
        if not block[key].strip():
            raise _fail(where, f"`{key}` is empty")
    if extra := set(block) - set(_REQUIRED) - FRAME_TABLES:
        raise _fail(where, f"unknown key {min(extra)!r}")
    if block["nature"] not in ("event", "state"):
        raise _fail(where, f'`nature` is {block["nature"]!r}; it must be "event" or "state"')
    if block["plover"] and block["plover"] not in PLOVER_ROOTS:
        raise _fail(where, f"`plover` is {block['plover']!r}; PLOVER's roots are {', '.join(sorted(PLOVER_ROOTS))}")
    if block["cameo"] and not re.fullmatch(r"\d{2,4}", block["cameo"]):
        raise _fail(where, f"`cameo` is {block['cameo']!r}; a CAMEO code has two to four digits")
    if block["symmetric"] and block["label"] != block["inverse"]:
        raise _fail(where, "a symmetric relation reads the same from both ends: `label` and `inverse` differ")
    frames: dict[str, tuple[str, ...]] = {}
    for table in FRAME_TABLES & set(block):
        lines = block[table]
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise _fail(where, f"`{table}` must be a list of strings")
        frames[table] = tuple(lines)
    return Relation(
        name=name,
        means=block["means"],
        label=block["label"],
        verb=block["verb"],
        inverse=block["inverse"],
        source=_kinds(where, "source", block["source"]),
        target=_kinds(where, "target", block["target"]),
        symmetric=block["symmetric"],
        nature=block["nature"],
        plover=block["plover"],
        cameo=block["cameo"],
        frames=MappingProxyType(frames),
    )


def _style(name: str, block: Mapping[str, Any]) -> KindStyle:
    where = f"kinds.{name}"
    if name not in {str(kind) for kind in Kind}:
        raise _fail(where, f"unknown kind; kinds are {', '.join(sorted(Kind))}")
    for key in ("plural", "colour", "shape"):
        if not isinstance(block.get(key), str) or not block[key]:
            raise _fail(where, f"`{key}` is missing")
    if extra := set(block) - {"plural", "colour", "shape"}:
        raise _fail(where, f"unknown key {min(extra)!r}")
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", block["colour"]):
        raise _fail(where, f"`colour` is {block['colour']!r}; write it as #RRGGBB")
    if block["shape"] not in SHAPES:
        raise _fail(where, f"`shape` is {block['shape']!r}; shapes are {', '.join(sorted(SHAPES))}")
    return KindStyle(kind=Kind(name), plural=block["plural"], colour=block["colour"], shape=block["shape"])


def parse_ontology(text: str) -> Ontology:
    """The ontology that `text` (TOML) describes; raises OntologyError naming the block that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"ontology.toml is not TOML: {error}") from error
    if extra := set(data) - {"kinds", "relations"}:
        raise _fail(min(extra), "unknown block; blocks are [kinds.NAME] and [relations.NAME]")
    styles = [_style(name, block) for name, block in data.get("kinds", {}).items()]
    kinds = {style.kind: style for style in styles}
    if missing := set(Kind) - set(kinds):
        raise _fail(f"kinds.{min(missing)}", "the block is missing")
    relations = {name: _relation(name, block) for name, block in data.get("relations", {}).items()}
    if not relations:
        raise OntologyError("ontology.toml has no [relations.NAME] block")
    return Ontology(kinds=MappingProxyType(kinds), relations=MappingProxyType(relations))


@cache
def load_ontology() -> Ontology:
    """The ontology shipped with the package."""
    return parse_ontology(files("graph").joinpath("ontology.toml").read_text(encoding="utf-8"))


ONTOLOGY = load_ontology()
