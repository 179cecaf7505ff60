"""The reference tables of the extractor: words, territories and given names, loaded once.

`words.toml` is written by hand; `territories.tsv` and `given_names.tsv` are made by `scripts/make_tables.py`, which
names their sources and licences.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from graph.errors import OntologyError
from graph.model import Kind
from graph.ontology import ONTOLOGY


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """The words of the table `name` of `words.toml`; raises OntologyError where it has none of that name."""
    tables = _word_tables()
    if name not in tables:
        raise OntologyError(f"words.toml has no table {name!r}; tables are {', '.join(sorted(tables))}")
    return tables[name]


@cache
def _word_tables() -> Mapping[str, frozenset[str]]:
    try:
        data = tomllib.loads(_text("words.toml"))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"words.toml is not TOML: {error}") from error
    for name, value in data.items():
        if not isinstance(value, str) or not value.split():
            raise OntologyError(f"words.toml, {name}: write the words as one string, parted by spaces")
    return MappingProxyType({name: frozenset(value.split()) for name, value in data.items()})


@dataclass(frozen=True, slots=True)
class Territory:
    """A state ("state"), a dependent territory ("territory") or a part of a state ("part")."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Territories:
    """Territories by every name, demonym and capital, each as it is written ("U.S.", "Dutch", "Kyiv")."""

    names: Mapping[str, Territory]
    demonyms: Mapping[str, Territory]
    capitals: Mapping[str, Territory]


@cache
def territories() -> Territories:
    """The table of territories; where two share a demonym or name, the state comes before its parts, else the first."""
    names: dict[str, Territory] = {}
    demonyms: dict[str, Territory] = {}
    capitals: dict[str, Territory] = {}
    rows = [line.split("\t") for line in _text("territories.tsv").splitlines() if not line.startswith("#")]
    order = {"state": 0, "territory": 1, "part": 2}
    for code, kind, name, others, people, cities in sorted(rows, key=lambda row: order[row[1]]):
        territory = Territory(code, kind, name)
        for form in (name, *filter(None, others.split("|"))):
            names.setdefault(form, territory)
        for form in filter(None, people.split("|")):
            demonyms.setdefault(form, territory)
        for form in filter(None, cities.split("|")):
            capitals.setdefault(form, territory)
    if not demonyms or not capitals:
        raise OntologyError("territories.tsv has no demonyms or no capitals; make it again with scripts/make_tables.py")
    return Territories(
        names=MappingProxyType(names), demonyms=MappingProxyType(demonyms), capitals=MappingProxyType(capitals)
    )


@cache
def given_names() -> Mapping[str, str]:
    """Given names (without accents) with the gender that bears them: "m", "f" or, for both, "mf"."""
    found: dict[str, str] = {}
    for table in ("given_names.tsv", "given_names_more.tsv"):
        for line in _text(table).splitlines():
            if not line.startswith("#"):
                name, gender = line.split("\t")
                found[_plain(name)] = gender
    return MappingProxyType(found)


def _plain(name: str) -> str:
    name = name.translate(_UNDECOMPOSED)
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@cache
def _common() -> frozenset[str]:
    return frozenset(line for line in _text("common.txt").splitlines() if not line.startswith("#"))


def is_common(word: str) -> bool:
    """Whether the word is in an English dictionary, inflected or not (which some names are, too)."""
    known, low = _common(), word.lower()
    if low in known:
        return True
    stems = [low[: -len(end)] + new for end, new in _INFLECTED if low.endswith(end)]
    return any(len(stem) > 2 and stem in known for stem in stems)


_INFLECTED = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@cache
def cities() -> frozenset[str]:
    """Names of the world's larger cities, with and without accents; a hint only, for people bear such names too."""
    return frozenset(line for line in _text("cities.txt").splitlines() if not line.startswith("#"))


def noun_kinds(lemma: str) -> frozenset[Kind]:
    """The kinds that a described stakeholder headed by the noun may be of; empty where it is none."""
    return _noun_kinds().get(lemma, frozenset())


@cache
def _noun_kinds() -> Mapping[str, frozenset[Kind]]:
    found: dict[str, set[Kind]] = {}
    for table, kind in (
        ("offices", Kind.PERSON),
        ("people", Kind.PERSON),
        ("people_collective", Kind.GROUP),
        ("organizations", Kind.ORGANIZATION),
        ("states", Kind.STATE),
        ("places", Kind.PLACE),
        ("documents", Kind.DOCUMENT),
        ("events", Kind.EVENT),
    ):
        for word in words(table):
            found.setdefault(word, set()).add(kind)
    return MappingProxyType({word: frozenset(kinds) for word, kinds in found.items()})


@dataclass(frozen=True, slots=True)
class Role:
    """A relation that a role noun may carry; `inverse`: the bearer is the target ("a unit of X")."""

    relation: str
    inverse: bool


@cache
def roles() -> Mapping[str, tuple[Role, ...]]:
    """The relations of each role phrase ("chief of staff", "envoy"), from the `roles` tables of the ontology."""
    found: dict[str, list[Role]] = {}
    for name, relation in ONTOLOGY.relations.items():
        for line in relation.frames.get("roles", ()):
            for phrase in line.split(","):
                word = phrase.strip().removeprefix("<").strip()
                found.setdefault(word, []).append(Role(name, phrase.strip().startswith("<")))
    return MappingProxyType({word: tuple(carried) for word, carried in found.items()})


#: Letters that no normal form takes apart.
_UNDECOMPOSED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "ß": "ss"}
)


def given_name_gender(name: str) -> str | None:
    """The gender of who bears the given name: "m", "f", "mf"; None where it is no known given name."""
    known = given_names()
    return known.get(_plain(name)) or known.get(_plain(name.split("-")[0]))
