"""What a person who debugs an extraction is told."""

from __future__ import annotations

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Refusal, Span
from loaders.extract import Extractor
from loaders.extract.explain import explain

TEXT = "Headline\n\nKushner met\nPutin in Moscow, Ushakov said."


def span(text: str) -> Span:
    start = TEXT.index(text)
    return Span(start=start, end=start + len(text), text=text)


def entity(id_: str, name: str, *forms: str) -> Entity:
    return Entity(id=id_, name=name, kind=Kind.PERSON, mentions=tuple(span(form) for form in (name, *forms)))


EXTRACTION = Extraction(
    article=Article(id="a-1", text=TEXT, headline="Headline", published="2025-03-05"),
    entities=(entity("e0", "Kushner"), entity("e1", "Putin"), entity("e2", "Ushakov")),
    claims=(
        Claim(
            id="c-1",
            relation="MET",
            source="e0",
            target="e1",
            modality=Modality.PLANNED,
            evidence=span("Kushner met\nPutin in Moscow"),
            date="2025-03-04",
            place="Moscow",
            asserter="e2",
            confidence=0.8,
            rule="MET/verbs/meet",
        ),
    ),
    quotes=(Quote(id="q-1", span=span("met")),),
    refused=(Refusal(what="Kushner MET Kushner", why="both ends are the same stakeholder", where="10-20"),),
)


def test_each_claim_is_shown_with_its_sentence_and_its_rule() -> None:
    lines = list(explain(EXTRACTION))
    assert lines[0] == "a-1: Headline"
    assert "  Kushner MET -- Putin" in lines
    assert "    planned, 2025-03-04, in Moscow, says Ushakov; confidence 0.80" in lines
    assert "    10-37 Kushner met Putin in Moscow" in lines
    assert "    made by rules: MET/verbs/meet" in lines


def test_what_was_refused_is_shown_with_the_reason() -> None:
    assert "  Kushner MET Kushner at 10-20: both ends are the same stakeholder" in list(explain(EXTRACTION))


def test_nothing_spills_over_its_line() -> None:
    assert all("\n" not in line for line in explain(EXTRACTION))


def test_an_empty_extraction_says_so() -> None:
    lines = list(explain(Extraction(article=Article(id="a-2", text=""))))
    assert lines[-1] == "  nothing"
    assert "  published on an unknown day; 0 entities, 0 claims, 0 quotations, 0 refused" in lines


def test_a_predicate_without_its_ends_is_refused_with_the_reason_where_that_is_asked_for() -> None:
    article = Article(
        id="a", text="Anna Weber spoke.\n\nThe rain met the wind. Anna Weber told reporters that she was tired."
    )
    quiet = Extractor().extract(article)
    told = Extractor(tell_misses=True).extract(article)
    assert quiet.claims == told.claims
    assert quiet.refused == ()
    why = {refusal.what.partition(" at ")[0]: refusal.why for refusal in told.refused}
    assert "“rain” refers to nobody known" in why["MET"]
    assert why["BRIEFED"] == "the press at large is nobody's counterpart"
    lines = list(explain(told))
    assert any(line.startswith("  MET at “met” (MET/verbs/meet") for line in lines)
