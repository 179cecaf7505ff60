"""What the text does not hold, or the ontology forbids, is no claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import GroundingError
from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Span
from loaders.extract.ground import assemble, check
from loaders.extract.types import Candidate, Entities, Mention, Parsed, QuoteSpan, Referent

TEXT = "Anna Weber met Paul Ricard. Oslo was cold. “Enough,” she said."
NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def parsed(text: str = TEXT) -> Parsed:
    return Parsed(article=Article(id="a", text=text), doc=NLP(text))


def entities() -> Entities:
    mentions = [
        Mention(start=0, end=2, head=1, form="name", entities=(0,)),
        Mention(start=3, end=5, head=4, form="name", entities=(1,)),
        Mention(start=6, end=7, head=6, form="name", entities=(2,)),
        Mention(start=14, end=15, head=14, form="pronoun", entities=(0,)),
    ]
    items = [
        Referent(name="Anna Weber", kind=Kind.PERSON),
        Referent(name="Paul Ricard", kind=Kind.PERSON),
        Referent(name="Oslo", kind=Kind.PLACE),
    ]
    return Entities(mentions=mentions, items=items)


def candidate(**changes: object) -> Candidate:
    return replace(
        Candidate(
            relation="MET", source=0, target=1, trigger=2, start=0, end=6, rule="test", modality=Modality.ASSERTED
        ),
        **changes,
    )


def test_a_claim_is_grounded_in_the_characters_of_its_stretch() -> None:
    (claim,) = assemble(parsed(), entities(), [candidate()], []).claims
    assert claim.evidence == Span(start=0, end=26, text="Anna Weber met Paul Ricard")


def test_pronouns_are_no_names_of_an_entity() -> None:
    anna = assemble(parsed(), entities(), [], []).entities[0]
    assert [mention.text for mention in anna.mentions] == ["Anna Weber"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"target": 2}, "MET does not run from a Person to a Place"),
        ({"target": 0}, "both ends are the same stakeholder"),
        ({"relation": "HUGGED"}, "no relation HUGGED"),
    ],
)
def test_what_the_ontology_forbids_is_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    extraction = assemble(parsed(), entities(), [candidate(**changes)], [])
    assert not extraction.claims
    (refusal,) = extraction.refused
    assert why in refusal.why


def test_of_two_candidates_that_say_the_same_the_surer_one_stays() -> None:
    sure = candidate(source=1, target=0, confidence=0.9, rule="sure")
    (claim,) = assemble(parsed(), entities(), [candidate(), sure], []).claims
    assert claim.rule == "sure"


def test_ids_depend_on_the_article_and_on_what_is_claimed_where() -> None:
    (first,) = assemble(parsed(), entities(), [candidate()], []).claims
    (again,) = assemble(parsed(), entities(), [candidate()], []).claims
    (other,) = assemble(parsed(), entities(), [candidate(modality=Modality.DENIED)], []).claims
    assert first.id == again.id != other.id


def test_a_quote_outside_the_text_is_an_error() -> None:
    outside = QuoteSpan(start_char=50, end_char=500, start=11, end=13)
    with pytest.raises(GroundingError, match="article a: no text at 50-500"):
        assemble(parsed(), entities(), [], [outside])


GOOD = Extraction(
    article=Article(id="a", text=TEXT),
    entities=(
        Entity(id="e0", name="Anna Weber", kind=Kind.PERSON),
        Entity(id="e1", name="Paul Ricard", kind=Kind.PERSON),
    ),
    claims=(
        Claim(
            id="c1",
            relation="MET",
            source="e0",
            target="e1",
            modality=Modality.ASSERTED,
            evidence=Span(start=0, end=26, text=TEXT[:26]),
        ),
    ),
    quotes=(Quote(id="q1", span=Span(start=44, end=50, text=TEXT[44:50]), speaker="e0"),),
)


def test_a_sound_extraction_passes() -> None:
    check(GOOD)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"evidence": Span(start=1, end=27, text=TEXT[:26])}, "the text at 1-27 is another"),
        ({"evidence": Span(start=0, end=0, text="")}, "the text at 0-0 is another"),
        ({"relation": "HUGGED"}, "unknown relation 'HUGGED'"),
        ({"target": "e7"}, "unknown entity 'e7'"),
        ({"asserter": "e7"}, "unknown entity 'e7'"),
        ({"relation": "ACQUIRED"}, "ACQUIRED does not run from a Person to a Person"),
    ],
)
def test_a_claim_that_does_not_hold_is_named(changes: dict[str, object], problem: str) -> None:
    bad = replace(GOOD, claims=(replace(GOOD.claims[0], **changes),))
    with pytest.raises(GroundingError, match="article a, claim c1"):
        check(bad)
    with pytest.raises(GroundingError, match=problem):
        check(bad)


@given(st.integers(0, 16), st.integers(1, 17), st.sampled_from(Modality))
def test_evidence_always_stands_in_the_text(start: int, length: int, modality: Modality) -> None:
    stretch = candidate(start=start, end=min(start + length, 17), trigger=start, modality=modality)
    for claim in assemble(parsed(), entities(), [stretch], []).claims:
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.text
