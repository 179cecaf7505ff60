"""What states, firms and people do to each other: sentence in, claims out, with sentences that only look alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from graph.model import Article
from loaders.extract import Extractor

RELATIONS = frozenset(
    """ACCUSED AGREED_TO AIDED ATTACKED CRITICIZED PROPOSED REJECTED REQUESTED SANCTIONED SUPPORTED THREATENED
    WITHDREW_FROM""".split()
)


@cache
def sentences() -> list[tuple[str, list[str]]]:
    """The sentences of `events.txt`, each with what is said of it."""
    lines = Path(__file__).with_name("events.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" | ") for line in lines if " | " in line and not line.startswith("#")]
    return [(sentence, told.split("; ")) for sentence, _, told in rows]


@cache
def claims() -> list[set[str]]:
    """The claims of each sentence as "Source RELATION Target"."""
    articles = [Article(id=str(i), text=text, published="2025-06-11") for i, (text, _) in enumerate(sentences())]
    found = []
    for extraction in Extractor().pipe(articles):
        names = {entity.id: entity.name for entity in extraction.entities}
        found.append(
            {
                f"{names[claim.source]} {claim.relation} {names[claim.target]}"
                for claim in extraction.claims
                if claim.relation in RELATIONS
            }
        )
    return found


def test_what_is_told_in_many_ways_is_found() -> None:
    wanted = [
        (text, claim, claim in found)
        for (text, told), found in zip(sentences(), claims(), strict=True)
        for claim in told
        if claim != "-" and not claim.startswith("not ")
    ]
    missed = [(text, claim) for text, claim, right in wanted if not right]
    assert len(wanted) > 200
    assert len(missed) / len(wanted) < 0.07, missed


def test_what_only_looks_alike_is_no_claim() -> None:
    drawn = []
    checked = 0
    for (text, told), found in zip(sentences(), claims(), strict=True):
        for word in told:
            if word == "-":
                checked += 1
                drawn += [(text, claim) for claim in found]
            elif word.startswith("not "):
                checked += 1
                drawn += [(text, word) for claim in found if claim == word[4:]]
    assert checked > 15
    assert not drawn


def test_every_relation_has_its_sentences() -> None:
    told = {word for _, claims_told in sentences() for claim in claims_told for word in claim.split()}
    assert told >= RELATIONS
