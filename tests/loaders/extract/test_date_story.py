"""Dates that claims take from elsewhere in the story, published on Wednesday, 5 March 2025."""

from __future__ import annotations

import re

import pytest

from graph.model import Article, Kind, Modality
from loaders.extract import Extractor
from loaders.extract.date_story import settle_dates
from loaders.extract.dates import find_dates
from loaders.extract.types import Candidate, Entities, Mention, Referent
from tests.loaders.extract.reading import lines, read


def settled(text: str, *triggers: str, target: Kind = Kind.PERSON) -> list[str | None]:
    """The dates of one MET candidate a trigger, after the whole article has been seen; all have the same ends."""
    parsed = read(text)
    found = []
    for word in triggers:
        token = next(token for token in parsed.doc if token.text == word)
        found.append(
            Candidate(
                relation="PARTICIPATED_IN" if target is Kind.EVENT else "MET",
                source=0,
                target=1,
                trigger=token.i,
                start=token.i,
                end=token.i + 1,
                rule="test",
                modality=Modality.ASSERTED,
            )
        )
    mentions = [
        Mention(start=token.i - 1, end=token.i + 1, head=token.i, form="nominal", kind=target, entities=(1,))
        for token in parsed.doc
        if token.text == "ceremony"
    ]
    entities = Entities(
        mentions=mentions,
        items=[
            Referent(name="Kushner", kind=Kind.PERSON),
            Referent(name="other", kind=target, mentions=list(range(len(mentions)))),
        ],
    )
    dates = find_dates(parsed)
    for candidate in found:
        candidate.date = dates.of(candidate)
    settle_dates(dates, entities, found)
    return [candidate.date for candidate in found]


def test_a_headline_takes_its_date_from_the_body() -> None:
    text = "Kushner meets Putin\n\nKushner met Putin in Moscow on Monday. They spoke."
    assert settled(text, "meets", "met") == ["2025-03-03", "2025-03-03"]


def test_who_attended_an_event_did_so_when_it_took_place() -> None:
    text = "Headline\n\nThe pact was signed at a ceremony on Monday. Kushner attended the ceremony."
    assert settled(text, "attended", target=Kind.EVENT) == ["2025-03-03"]


def test_then_goes_on_at_the_same_date_but_later_may_be_any_time() -> None:
    assert settled("Headline\n\nHe flew to Oslo on Monday. He then met Putin.", "met") == ["2025-03-03"]
    assert settled("Headline\n\nHe flew to Oslo on Monday. He later met Putin.", "met") == [None]


#: Makes the names of the stories known.
_BEFORE = "Anna Weber, Paul Ricard, Talberg Foods and Corvin Holdings\n\n"


@pytest.mark.parametrize(("text", "told"), lines("dated_stories.txt"))
def test_a_story_carries_its_dates_over_its_sentences(text: str, told: str) -> None:
    extraction = Extractor().extract(Article(id="a", text=_BEFORE + text, published="2025-03-05"))
    names = {entity.id: entity.name for entity in extraction.entities}
    found = [
        (names[claim.source], claim.relation, names[claim.target], claim.date)
        for claim in extraction.claims
        if claim.evidence.start >= len(_BEFORE)
    ]
    for claim, _, when in (one.partition(" = ") for one in told.split("; ")):
        source, relation, target = re.split(" ([A-Z_]{3,}) ", claim)
        dates = {
            date
            for a, kind, b, date in found
            if kind == relation and ((a == source and target in b) or (a, b) == (target, source))
        }
        assert dates == {None if when == "none" else when}, (claim, found)
