"""Compiles the frame tables of `graph/ontology.toml`: which words carry a relation, and where its two ends stand.

A frame line has two or three parts:

    PREDICATES | SOURCE > TARGET | OPTIONS

PREDICATES, parted by commas, are lemmas. In `verbs`: `meet`; `sit+down` (with a particle); `hold:talk/meeting` (with
one of these direct objects); `enter@into:talk` (with a preposition and one of these nouns); `tell/ask@in/on:call` (any
of the verbs with any of the prepositions). In `nouns` and `adjectives`: plain lemmas.

SOURCE and TARGET are slots, parted by commas where several will do, the first that is filled counting:

    subject, object, dative    of the verb in its active sense, however the sentence puts it
    complement                 the subject of the verb's complement clause ("asked that X go")
    subject.poss, subject.by   whose the subject is ("A's suit accuses"), who made it ("a suit filed by A accuses")
    deed, deed.to, ...         whom the infinitive after it would touch ("threatened to cut off gas to X")
    with, to, from, ...        what the preposition governs, at the verb or (`hold:talk`) at its object
    object.with, object.poss   the same at the direct object alone; `poss` is its possessor, `mod` a name before it
    object.holder              whose the object is, has or gives it
    unless                     on whose deed it hangs: the subject of "unless B pays", "if B does not pay"
    to.poss, at.poss, ...      the possessor of what the preposition governs ("came to B's aid")
    poss, mod, holder          of a noun: its possessor; names before it ("US-Iran talks"); whoever has, gives or
                               begins it ("A began talks")
    doer                       of a noun: whoever does it by a verb that only says so ("A launched an attack on B"), not
                               who speaks of it ("A condemned an attack on B")
    involving                  who is said to be in it ("talks involving A and B")
    self                       the predicate noun itself, or the name that it stands before
    described                  who is said to be it ("A is a shareholder in B", "A, a shareholder in B")
    listed                     what it is said to be or include ("its subsidiaries include A and B")

The same slot on both sides pairs those who fill it with each other ("A and B met").

OPTIONS, parted by spaces:

    source=KIND/KIND  target=KIND/KIND   narrower than the relation's own ends
    object=NOUN/NOUN   the direct object must be one of these
    except=NOUN/NOUN   the target's head must be none of these
    modality=planned   the frame decides the modality
    behalf=SLOT/SLOT   on whose behalf
    needs=WORD/WORD    one of these words must depend on it (or on what does), govern it or be it
    without=WORD/WORD  none of these words may depend on it
    doing=VERB/VERB    the verb of its complement clause, or its predicate, must be one of these ("said that X lied")
    infinitive         the complement must be an infinitive ("urged X to go")
    finite             ... must not be one
    predicative        the object must have a predicate of its own ("named X chairman"); `plain`: must not
    intransitive       the verb must have no object
    must               the complement must be an obligation ("said that X must ...")
    subjunctive        the complement must say what is to be ("asked that X be freed")
    consequence        the complement must tell of what is to come ("warned that X would face ...")
    named              the predicate noun must stand before or beside a name ("its unit Nordlys")
    both               holds in both directions
    office             the target is a role noun: its own relation holds, to whose office it is ("served as mayor of B")
    presupposed        the relation holds whatever becomes of the deed ("will sell its stake in B")
    deep               the target is named inside what fills its slot, before that itself ("the board of B")
    loose              the target may be named inside what fills its slot ("criticized the handling of it by X")
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType

from graph.errors import OntologyError
from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY, Ontology, Relation

FLAGS = frozenset(
    {
        "infinitive",
        "finite",
        "predicative",
        "plain",
        "intransitive",
        "consequence",
        "must",
        "subjunctive",
        "both",
        "named",
        "loose",
        "deep",
        "office",
        "presupposed",
    }
)
_LIST_OPTIONS = frozenset({"source", "target", "object", "except", "behalf", "needs", "without", "doing"})
_PREDICATE = {
    "verbs": re.compile(
        r"(?P<lemma>[a-z-]+)(?:\+(?P<particle>[a-z]+))?(?:(?:@(?P<prep>[a-z]+))?:(?P<nouns>[^\s:@+]+))?"
    ),
    "nouns": re.compile(r"(?P<lemma>[a-z%-]+)(?P<particle>)(?P<prep>)(?P<nouns>)"),
    "adjectives": re.compile(r"(?P<lemma>[a-z-]+)(?P<particle>)(?P<prep>)(?P<nouns>)"),
}
_SLOT = re.compile(r"(?:[a-z]+\.)?[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One predicate with the slots of its two ends; `rule` names it in claims and figures."""

    relation: str
    table: str
    rule: str
    lemma: str
    particle: str
    prep: str
    nouns: frozenset[str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    source_kinds: frozenset[Kind]
    target_kinds: frozenset[Kind]
    objects: frozenset[str]
    excluded: frozenset[str]
    behalf: tuple[str, ...]
    needs: frozenset[str]
    without: frozenset[str]
    doing: frozenset[str]
    modality: Modality | None
    flags: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """All frames by the lemma of their predicate."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]


def _kinds(values: Sequence[str] | None, allowed: frozenset[Kind]) -> frozenset[Kind]:
    if values is None:
        return allowed
    kinds = frozenset(Kind(value) for value in values)
    if not kinds <= allowed:
        raise ValueError(f"the relation does not allow {', '.join(sorted(kinds - allowed))} there")
    return kinds


def _options(text: str) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    values: dict[str, tuple[str, ...]] = {}
    flags = set()
    for word in text.split():
        key, equals, value = word.partition("=")
        if equals and key in _LIST_OPTIONS | {"modality"} and value:
            values[key] = tuple(value.split("/"))
        elif not equals and key in FLAGS:
            flags.add(key)
        else:
            known = sorted(FLAGS | {f"{name}=" for name in _LIST_OPTIONS | {"modality"}})
            raise ValueError(f"unknown option {word!r}; options are {', '.join(known)}")
    return values, frozenset(flags)


def _slots(text: str) -> tuple[str, ...]:
    slots = tuple(slot.strip() for slot in text.split(","))
    for slot in slots:
        if not _SLOT.fullmatch(slot):
            raise ValueError(f"{slot!r} is no slot")
    return slots


def _alternatives(predicates: str) -> Iterator[str]:
    """The predicates of a line one by one, alternative verbs and prepositions multiplied out."""
    for predicate in (predicate.strip() for predicate in predicates.split(",")):
        match = re.fullmatch(r"([a-z/-]+)@([a-z/]+):(.+)", predicate)
        if match is None:
            yield predicate
        else:
            for verb, preposition in product(match[1].split("/"), match[2].split("/")):
                yield f"{verb}@{preposition}:{match[3]}"


def _compile_line(relation: Relation, table: str, line: str) -> list[Frame]:
    """The frames of one line; raises ValueError with the problem."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in (2, 3):
        raise ValueError("a frame line has two or three parts, PREDICATES | SOURCE > TARGET | OPTIONS")
    source, arrow, target = parts[1].partition(">")
    if not arrow:
        raise ValueError("the second part has no `>` between its slots")
    values, flags = _options(parts[2] if len(parts) == 3 else "")
    ends = relation.source | relation.target if relation.symmetric else None
    source_slots, target_slots = _slots(source), _slots(target)
    found = []
    for predicate in _alternatives(parts[0]):
        match = _PREDICATE[table].fullmatch(predicate)
        if not match:
            raise ValueError(f"{predicate!r} is no predicate for `{table}`")
        found.append(
            Frame(
                relation=relation.name,
                table=table,
                rule=f"{relation.name}/{table}/{predicate}/{','.join(source_slots)}>{','.join(target_slots)}",
                lemma=match["lemma"],
                particle=match["particle"] or "",
                prep=match["prep"] or "",
                nouns=frozenset((match["nouns"] or "").split("/")) - {""},
                source=source_slots,
                target=target_slots,
                source_kinds=_kinds(values.get("source"), ends or relation.source),
                target_kinds=_kinds(values.get("target"), ends or relation.target),
                objects=frozenset(values.get("object", ())),
                excluded=frozenset(values.get("except", ())),
                behalf=values.get("behalf", ()),
                needs=frozenset(values.get("needs", ())),
                without=frozenset(values.get("without", ())),
                doing=frozenset(values.get("doing", ())),
                modality=Modality(values["modality"][0]) if "modality" in values else None,
                flags=flags,
            )
        )
    return found


def compile_frames(ontology: Ontology) -> Frames:
    """The frames of every relation's `verbs`, `nouns` and `adjectives`.

    Raises OntologyError that names the block and the line that is wrong.
    """
    tables: dict[str, dict[str, list[Frame]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for relation in ontology.relations.values():
        for table, by_lemma in tables.items():
            for line in relation.frames.get(table, ()):
                try:
                    frames = _compile_line(relation, table, line)
                except ValueError as problem:
                    raise OntologyError(
                        f"ontology.toml, [relations.{relation.name}], `{table}`, line {line!r}: {problem}"
                    ) from problem
                for frame in frames:
                    by_lemma.setdefault(frame.lemma, []).append(frame)
    frozen = {
        table: MappingProxyType({lemma: tuple(frames) for lemma, frames in by_lemma.items()})
        for table, by_lemma in tables.items()
    }
    return Frames(verbs=frozen["verbs"], nouns=frozen["nouns"], adjectives=frozen["adjectives"])


@cache
def load_frames() -> Frames:
    """The frames of the shipped ontology."""
    return compile_frames(ONTOLOGY)
