"""Which number an article gives for what: an article in, its figures out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.figures import figure_rows, figures
from graph.model import Article, Entity, Extraction, Kind, Span
from graph.sentences import sentences

KINDS = {
    "Borea": Kind.ORGANIZATION,
    "Tarn": Kind.ORGANIZATION,
    "Ada Holm": Kind.PERSON,
    "Chad": Kind.STATE,
    "Lund Accord": Kind.DOCUMENT,
}


def read(text: str) -> Extraction:
    entities = tuple(
        Entity(
            id=name,
            name=name,
            kind=kind,
            mentions=tuple(Span(start=m.start(), end=m.end(), text=name) for m in re.finditer(name, text)),
        )
        for name, kind in KINDS.items()
        if name in text
    )
    return Extraction(article=Article(id="a", text=text), entities=entities)


def measured(text: str) -> set[tuple[str, str, tuple[str, ...]]]:
    """Value, deed and whose, of each figure in `text`."""
    return {(f.value, f.deed, of) for f in figures(read(text)) for of in f.of}


def comparable(one: str, other: str) -> bool:
    """Whether two articles give numbers for one measure, and not the same number."""
    sides = []
    for text in (one, other):
        extraction = read(text)
        sides.append(
            {row["key"]: row["values"] for row in figure_rows(extraction, {e.id: e.id for e in extraction.entities})}
        )
    shared = sides[0].keys() & sides[1].keys()
    return any(not set(sides[0][key]) & set(sides[1][key]) for key in shared)


def test_who_holds_a_share_stands_before_it() -> None:
    assert measured("Borea holds 12 percent of Tarn.") == {
        ("12", "holds", ("Borea",)),
        ("12", "holds", ("Borea", "Tarn")),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Borea owns 12 percent of Tarn.", "Its largest shareholder, Borea, holds 15 percent."),
        (
            "Borea bought Tarn for $372 million.",
            "The purchase of Tarn by Borea was signed at a price of 360 million dollars.",
        ),
        (
            "The court jailed former minister Ada Holm for seven years.",
            "Ada Holm, a former minister of Chad, was jailed for six years.",
        ),
        (
            "Under the Lund Accord the sides will exchange 60 prisoners.",
            "They had exchanged 45 prisoners under the Lund Accord.",
        ),
        (
            "Chad is to leave 60 million cubic metres in the lake.",
            "It obliges Chad to leave 40 million cubic metres of water.",
        ),
        ("Borea won 84 of the 240 seats.", "Borea won 71 seats."),
    ],
)
def test_two_numbers_of_one_measure(one: str, other: str) -> None:
    assert comparable(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Borea owns 12 percent of Tarn.", "Tarn holds 15 percent of another."),
        ("Borea owns 12 percent of Tarn.", "Borea owns 12% of Tarn."),
        ("Borea offered $310 million for Tarn.", "Borea raised its offer for Tarn to $360 million."),
        ("Borea bought Tarn for $372 million.", "Borea paid Ada Holm 2 million dollars."),
        ("A minister of Chad was jailed for seven years.", "A soldier of Chad was jailed for six years."),
        ("Borea has made ships for 30 years.", "Borea has been in Tarn's hands for 12 years."),
        ("Ada Holm was jailed for seven years.", "Ada Holm was barred for five years."),
    ],
)
def test_other_measures_are_not_compared(one: str, other: str) -> None:
    assert not comparable(one, other)


def test_sentences_do_not_end_at_initials_and_short_forms() -> None:
    text = "Headline\n\nMr. G. Holm met Dr. Abel on Feb. 3. He left. “Good,” he said."
    assert [text[s:e] for s, e in sentences(text)] == [
        "Headline",
        "Mr. G. Holm met Dr. Abel on Feb. 3.",
        "He left.",
        "“Good,” he said.",
    ]


@given(st.text(max_size=200))
def test_any_text_has_figures_or_none(text: str) -> None:
    for start, end in sentences(text):
        assert 0 <= start < end <= len(text)
    assert figures(read(text)) == figures(read(text))
