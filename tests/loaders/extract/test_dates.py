"""A sentence published on Wednesday, 5 March 2025, its trigger between stars, and when it happened."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Kind, Modality
from loaders.extract.dates import find_dates
from loaders.extract.types import Candidate, Entities, Mention, Referent
from tests.loaders.extract.reading import marked, read

CASES = [
    ("2025-03-03", "Kushner *met* Putin on Monday."),
    ("2025-03-05", "Kushner *met* Putin on Wednesday."),
    ("2025-02-27", "Kushner *met* Putin last Thursday."),
    ("2025-03-07", "Kushner will *meet* Putin on Friday."),
    ("2025-03-14", "Kushner will *meet* Putin next Friday."),
    ("2025-03-12", "Kushner *met* Putin on March 12, 2025."),
    ("2024-03-12", "Kushner *met* Putin on March 12."),
    ("2025-03-12", "Kushner will *meet* Putin on 12 March."),
    ("2025-03-02", "Kushner *met* Putin on 2 March."),
    ("2025-01", "Kushner *met* Putin in January."),
    ("2024-12", "Kushner *met* Putin in December."),
    ("2024-06", "Kushner *met* Putin in June 2024."),
    ("2025-04", "Kushner plans to *meet* Putin in April."),
    ("2019", "Kushner *met* Putin in 2019."),
    ("2021/2025", "Kushner has *represented* Qatar since 2021."),
    ("1979/1994", "From 1979 to 1994 she *ran* the office."),
    ("2025-02-24/2025-03-02", "Kushner *met* Putin last week."),
    ("2025-03-03/2025-03-09", "Kushner will *meet* Putin this week."),
    ("2025-03-10/2025-03-16", "Kushner will *meet* Putin next week."),
    ("2025-03-01/2025-03-02", "Kushner *met* Putin over the weekend."),
    ("2025-03-08/2025-03-09", "Kushner will *meet* Putin this weekend."),
    ("2025-03-01/2025-03-02", "Kushner *met* Putin last weekend."),
    ("2025-03-04/2025-03-05", "The army *shelled* the town overnight."),
    ("2025-02", "Kushner *met* Putin last month."),
    ("2025-04", "Kushner is to *meet* Putin next month."),
    ("2024", "Kushner *met* Putin last year."),
    ("2025-03-04", "Kushner *met* Putin yesterday."),
    ("2025-03-05", "Kushner *met* Putin today."),
    ("2025-03-06", "Kushner will *meet* Putin tomorrow."),
    ("2025-03-02", "Kushner *met* Putin three days ago."),
    ("2025-01", "Kushner *met* Putin two months ago."),
    ("2023", "Kushner *met* Putin two years ago."),
    ("2025-02-18/2025-02-19", "*Talks* were held in Istanbul on Feb. 18-19."),
    ("2025-02-18/2025-02-19", "The *talks* in Istanbul on 18-19 February ended without a deal."),
    ("2025-01/2025-03", "The firm will *buy* its rival in the first quarter of 2025."),
    ("2026-01/2026-06", "The round will be *held* in the first half of 2026."),
    ("2025-03-05/2025-03-07", "She will *visit* Nicosia from Wednesday to Friday."),
    ("2025-03-03", "On Monday, Kushner *met* Putin."),
    ("2025-03-03", "Kushner flew to Moscow on Monday to *meet* Putin."),
    ("2025-03-03", "Monday's *meeting* between Kushner and Putin was short."),
    ("2025-03-03", "Kushner *met* Putin and dined with Lavrov on Monday."),
    ("2025-03-03", "Kushner flew to Moscow on Monday and *met* Putin."),
    ("2025-03-03", "Britain blacklisted the bank on Monday, *accusing* it of fraud."),
    ("2025-03-07", "The *meeting*, scheduled for Friday, will be private."),
    ("2024-07", "The *pact*, which was signed in July, helped the firm."),
    ("2025-03-03", "A *draft* tabled on Monday was rejected on Tuesday."),
    ("2025-03-03", "In a call on Monday, Kushner *urged* Putin to stop."),
    ("2025-02-28", "Officials said on Tuesday that Kushner had *met* Putin on Friday."),
    (None, "Officials said on Tuesday that Kushner had *met* Putin."),
    (None, "Kushner *met* Putin, officials said on Tuesday."),
    (None, "Kushner, who *met* Putin, spoke to reporters on Monday."),
    (None, "The envoy agreed on Monday to *meet* Putin."),
    ("2025-03-10", "The envoy agreed to *meet* Putin on Monday."),
    (None, "Kushner *met* Putin."),
    (None, "The bank *sued* the firm, and on Monday a judge threw the case out."),
    (None, "The firm, which *bought* its rival, reported a loss in January."),
    (None, "He *met* the envoy at a Black Friday sale."),
    (None, "The talks *collapsed* at a Sunday Times lunch."),
    (None, "The firm *met* its goal of 2030 units."),
    (None, "He may *march* with the rebels."),
    ("2024-10", "Kushner, who *met* Putin in October, will return."),
    (None, "Kushner, who met Putin in October, will *return*."),
    ("2025-03-03", "Kushner met Lavrov on Sunday and *held* talks with Putin on Monday."),
    ("2025-03-02", "Kushner *met* Lavrov on Sunday and held talks with Putin on Monday."),
    ("2025-03-02", "Kushner met Putin on Monday, a day after *visiting* Kyiv."),
    ("2025-03-01", "Kushner met Putin on Sunday, a day after the envoy *visited* Kyiv."),
    ("2025-03-05", "Kushner *met* Putin this morning."),
    ("2025-03-04", "Kushner *met* Putin last night."),
    ("2025-03-04", "Late on Tuesday the council *approved* the plan."),
    ("2025", "The envoy will *visit* Iraq before the end of the year."),
    ("2025-03", "The two are to *meet* in Sochi later this month."),
    ("2025-03", "The envoy *visited* Manila earlier this month."),
    ("2025", "The minister *negotiated* the deal earlier this year."),
    ("2025-03-05", "The firms *merged* on 2025-03-05."),
    ("2024-11-14", "The firms *merged* on Nov. 14."),
    ("2024-11-14", "The firms *merged* on the 14th of November."),
    ("2025-03-06", "The president *meets* the pope on Thursday next week."),
]


def dated(text: str, *, published: str | None = "2025-03-05", relation: str = "MET") -> str | None:
    parsed, candidate = marked(text, published=published, relation=relation)
    return find_dates(parsed).of(candidate)


@pytest.mark.parametrize(("when", "text"), CASES)
def test_the_date_of_a_candidate(when: str | None, text: str) -> None:
    assert dated(text) == when


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
    dates.settle(entities, found)
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
