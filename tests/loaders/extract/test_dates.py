"""A sentence published on Wednesday, 5 March 2025, its trigger between stars, and when it happened."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract.dates import find_dates
from loaders.extract.modality import judge_modality
from loaders.extract.types import Entities
from tests.loaders.extract.reading import lines, marked, read


def _cases() -> list[tuple[str | None, str, str]]:
    """The lines of `dates.txt`: date, sentence, relation."""
    return [(None if p[0] == "none" else p[0], p[1], p[2] if len(p) > 2 else "MET") for p in lines("dates.txt")]


def dated(text: str, *, published: str | None = "2025-03-05", relation: str = "MET") -> str | None:
    parsed, candidate = marked(text, published=published, relation=relation)
    candidate.modality = judge_modality(parsed, Entities(mentions=[], items=[]), candidate)
    return find_dates(parsed).of(candidate)


@pytest.mark.parametrize(("when", "text", "relation"), _cases())
def test_the_date_of_a_candidate(when: str | None, text: str, relation: str) -> None:
    assert dated(text, relation=relation) == when


@pytest.mark.parametrize("published", [None, "", "soon", "2025-13-45", "05/03/2025"])
def test_without_a_day_of_publication_only_dates_with_a_year_count(published: str | None) -> None:
    assert dated("Kushner *met* Putin on Monday.", published=published) is None
    assert dated("Kushner *met* Putin in May.", published=published) is None
    assert dated("Kushner *met* Putin last week.", published=published) is None
    assert dated("Kushner *met* Putin on March 12, 2024.", published=published) == "2024-03-12"
    assert dated("Kushner *met* Putin in May 2024.", published=published) == "2024-05"
    assert dated("Kushner has *led* the bank since 2021.", published=published) == "2021/"


def test_impossible_days_are_no_dates() -> None:
    assert dated("Kushner *met* Putin on February 31, 2024.") is None
    assert dated("Kushner *met* Putin on 2024-02-31.") is None


def test_the_year_may_turn_between_the_event_and_the_article() -> None:
    assert dated("Kushner *met* Putin on December 30.", published="2025-01-02") == "2024-12-30"
    assert dated("Kushner will *meet* Putin on January 3.", published="2024-12-30") == "2025-01-03"
    assert dated("Kushner *met* Putin on Monday.", published="2025-01-02") == "2024-12-30"


def test_a_founder_does_not_hold_the_role_at_the_founding_only() -> None:
    assert dated("Kushner *founded* the firm in 1999.", relation="HOLDS_ROLE") is None


def test_when_an_offer_was_turned_down_is_not_when_it_was_made() -> None:
    assert dated("The union turned down an *offer* from the firm on Monday.", relation="PROPOSED") is None


EDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?)?")
PIECES = st.sampled_from(
    "on Monday|last week|3|31|February|May|2024|since|from|to|1979|and|a year later|the same day|(|)|-|–|/|,|.|\n\n|"
    "He met her|next|this weekend|overnight|four days after|12 noon|99999|in the first half of 2026|until|0".split("|")
)


@settings(max_examples=60, deadline=None)
@given(
    text=st.lists(PIECES, max_size=25).map(" ".join),
    published=st.one_of(st.none(), st.dates().map(str), st.text(max_size=12)),
)
def test_any_text_gives_dates_in_their_form_or_none(text: str, published: str | None) -> None:
    parsed = read(text, published=published)
    for span in find_dates(parsed).spans:
        assert EDTF.fullmatch(span.value), span
        assert 0 <= span.start < span.end <= len(parsed.doc)
