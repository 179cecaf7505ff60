"""What is a quotation, by its marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.extract.quotes import find_quotes
from tests.loaders.extract.reading import read


def quotes(text: str) -> list[str]:
    return [text[quote.start_char : quote.end_char] for quote in find_quotes(read(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We will talk," he said. "Soon."', ["We will talk,", "Soon."]),
        ("“We will talk,” he said. “Soon.”", ["We will talk,", "Soon."]),
        ("‘We will talk,’ he said. ‘Soon.’", ["We will talk,", "Soon."]),
        ("'We will talk,' he said. 'Soon.'", ["We will talk,", "Soon."]),
        ("« Nous parlerons », said he.", ["Nous parlerons"]),
        ("„Wir reden“, said he.", ["Wir reden"]),
        ("He called it “a gift to crime”.", ["a gift to crime"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ("‘He said “no” to me,’ she said.", ["He said “no” to me,"]),
        ("“Don’t go,” he said.", ["Don’t go,"]),
        ("‘Don’t go,’ he said.", ["Don’t go,"]),
        ("'Don't go,' he said.", ["Don't go,"]),
        ("‘The players’ union won’t agree,’ he said.", ["The players’ union won’t agree,"]),
        ("(“We will talk.”)", ["We will talk."]),
        ("He said:“We will talk.”", ["We will talk."]),
        ("Text—“We will talk”—more.", ["We will talk"]),
    ],
)
def test_marks_open_and_close_a_quotation(text: str, found: list[str]) -> None:
    assert quotes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The players’ union met the firm’s owners.",
        "The players' union met the firm's owners.",
        "It was the summer of ’68 and of '69.",
        "He was 6' 2\" tall and 5'11\" wide.",
        "O’Neill met D’Angelo and l'Oréal’s boss.",
        "Rock 'n' roll isn't dead.",
        'He said "',
        "“ ”",
        "“…”",
        "",
    ],
)
def test_apostrophes_inches_and_empty_marks_are_no_quotation(text: str) -> None:
    assert quotes(text) == []


def test_a_quotation_over_paragraphs_opens_each_and_closes_the_last() -> None:
    text = "“We came early.\n\n“We left late.\n\n“We slept,” he said.\n\nHe slept."
    assert quotes(text) == ["We came early.", "We left late.", "We slept,"]


def test_a_mark_left_open_does_not_swallow_the_rest() -> None:
    assert quotes("“We came early, he said.\n\nThe firm paid.\n\n“We left,” he said.") == ["We left,"]


MARKED = st.text(alphabet="ab .,\n“”\"'‘’«»—s5", max_size=80)


@settings(max_examples=150, deadline=None)
@given(MARKED)
def test_any_text_gives_spans_in_order_that_stand_in_it(text: str) -> None:
    parsed = read(text)
    last = 0
    for quote in find_quotes(parsed):
        assert last <= quote.start_char < quote.end_char <= len(text)
        assert 0 <= quote.start < quote.end <= len(parsed.doc)
        assert not text[quote.start_char].isspace()
        assert not text[quote.end_char - 1].isspace()
        assert "\n\n" not in text[quote.start_char : quote.end_char]
        last = quote.end_char
