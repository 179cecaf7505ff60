"""Who met, speaks for, serves, names, owns or sues whom: `people.txt`, and what such words do not mean.

A line is SENTENCE | CLAIM; CLAIM. A claim that is not asserted has its modality in brackets; one behind a question
mark may be drawn and need not be. Of these relations nothing else may be drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.model import Article
from loaders.extract import Extractor

RELATIONS = frozenset(
    """MET SPOKE_WITH NEGOTIATED_WITH VISITED HOSTED PARTICIPATED_IN MEDIATED REPRESENTED SPOKESPERSON_FOR
    CONVEYED_SIGNALS_TO BRIEFED AIDE_TO APPOINTED DISMISSED MEMBER_OF OWNS ACQUIRED RELATED_TO HOLDS_ROLE SUED""".split()
)
SYMMETRIC = frozenset({"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "RELATED_TO"})
CLAIM = re.compile(r"(?P<source>.+?) (?P<relation>[A-Z_]{3,}) (?P<target>.+?)(?: \[(?P<modality>\w+)\])?")

Told = tuple[str, str, str, str]


@dataclass(frozen=True)
class Line:
    sentence: str
    required: frozenset[Told]
    allowed: frozenset[Told]


def told(source: str, relation: str, target: str, modality: str) -> Told:
    ends = [re.sub(r"^(?:the|an?) ", "", end, flags=re.IGNORECASE) for end in (source, target)]
    if relation in SYMMETRIC:
        ends.sort()
    return (ends[0], relation, ends[1], modality)


def line(text: str) -> Line:
    sentence, _, expected = text.partition(" |")
    required, allowed = set(), set()
    for part in filter(None, (part.strip() for part in expected.split(";"))):
        match = CLAIM.fullmatch(part.removeprefix("?"))
        assert match is not None, part
        claim = told(match["source"], match["relation"], match["target"], match["modality"] or "asserted")
        (allowed if part.startswith("?") else required).add(claim)
    return Line(sentence, frozenset(required), frozenset(required | allowed))


@cache
def lines() -> tuple[Line, ...]:
    rows = Path(__file__).with_name("people.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line(row) for row in rows if row and not row.startswith("#"))


@cache
def drawn() -> dict[str, frozenset[Told]]:
    articles = [Article(id=str(n), text=row.sentence, published="2025-06-11") for n, row in enumerate(lines())]
    found = {}
    for extraction in Extractor().pipe(articles):
        names = {entity.id: entity.name for entity in extraction.entities}
        found[extraction.article.text] = frozenset(
            told(names[c.source], c.relation, names[c.target], str(c.modality))
            for c in extraction.claims
            if c.relation in RELATIONS
        )
    return found


def found(row: Line, claim: Told) -> bool:
    """Whether `claim` was drawn, or the same with another modality that the line allows."""
    return bool(drawn()[row.sentence] & {other for other in row.allowed if other[:3] == claim[:3]})


def test_most_of_what_is_said_is_drawn() -> None:
    wanted = [(row, claim) for row in lines() for claim in row.required]
    missed = [(row.sentence, claim) for row, claim in wanted if not found(row, claim)]
    assert len(wanted) > 300
    assert len(missed) / len(wanted) < 0.1, missed


def test_little_is_drawn_that_is_not_said() -> None:
    claims = [(row, claim) for row in lines() for claim in drawn()[row.sentence]]
    wrong = [(row.sentence, claim) for row, claim in claims if claim not in row.allowed]
    assert len(wrong) / len(claims) < 0.05, wrong
