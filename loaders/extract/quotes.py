"""Finds the direct quotations of an article by their marks.

    find_quotes(parsed)  # spans without their marks, in order

Straight, typographic (“ ”, ‘ ’, „ “, « ») and single marks are read paragraph by paragraph: a quotation that runs over
several paragraphs opens each of them and closes only the last, and gives one span a paragraph. Apostrophes, elisions
and feet or inches are no marks. A quotation within a quotation belongs to the outer one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from loaders.extract.types import Parsed, QuoteSpan

_PARAGRAPH = re.compile(r"(?:(?!\n[^\S\n]*\n).)+", re.DOTALL)
#: Opening mark -> its closing marks.
_PAIRS = {"“": '”"', "„": "“”", "«": "»", "»": "«", "‹": "›", "‘": "’", '"': '"”', "'": "'", "「": "」"}
#: Fewer characters between single marks are an elision ("rock 'n' roll").
_LEAST_SINGLE = 3
_WORD = re.compile(r"\w")
#: What stands before a closing single mark where a sentence or clause ends: not a plural's apostrophe.
_STOPS = frozenset(".,!?;:…—")


def find_quotes(parsed: Parsed) -> list[QuoteSpan]:
    """The quotations of the article; speakers are not known yet."""
    text = parsed.article.text
    starts = parsed.starts()
    found: list[QuoteSpan] = []
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _in_paragraph(text, paragraph.start(), paragraph.end()):
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if not _WORD.search(text, start, end) or (text[start - 1] in "'‘" and end - start < _LEAST_SINGLE):
                continue
            first = bisect_left(starts, start)
            last = bisect_left(starts, end)
            if first < last:
                found.append(QuoteSpan(start_char=start, end_char=end, start=first, end=last))
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The characters between the outermost marks of one paragraph."""
    at = start
    while at < end:
        mark = text[at]
        if mark in _PAIRS and _opens(text, at, start, end):
            close = _close(text, at, end)
            if close is not None:
                yield at + 1, close
                at = close + 1
                continue
        at += 1


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` may open a quotation."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if after.isspace():
        return text[at] == "«"  # French spacing
    mark = text[at]
    if mark in "'‘":
        if after.isdigit():  # '90s
            return False
        return before.isspace() or before in '([{—–-/"“:'
    if mark == '"':
        return not before.isalnum()
    return mark != "»" or before.isspace()


def _close(text: str, at: int, end: int) -> int | None:
    """Where the quotation opened at `at` ends: at its mark, or with the paragraph if the next one reopens it."""
    mark = text[at]
    closing = _PAIRS[mark]
    if mark in "'‘":
        return _close_single(text, at, closing, end)
    depth = 0
    for here in range(at + 1, end):
        char = text[here]
        if char in closing and not (char == mark and text[here - 1].isspace()):
            if char == '"' and text[here - 1].isdigit() and mark != '"':
                continue
            if not depth:
                return here
            depth -= 1
        elif char == mark and mark != '"' and text[here - 1].isspace():
            depth += 1
    return end if _goes_on(text, at, end) else None


def _close_single(text: str, at: int, closing: str, end: int) -> int | None:
    """Where single marks close: at the first behind a stop, else at the first that is no plural's apostrophe."""
    fallback: int | None = None
    for here in range(at + 1, end):
        char = text[here]
        if char == text[at] and char == "‘":
            break  # the next quotation opens
        if char not in closing:
            continue
        after = text[here + 1] if here + 1 < end else " "
        if after.isalnum():
            continue  # "don’t"
        before = text[here - 1]
        if before in _STOPS or after in ".,;:!?" or here + 1 == end:
            return here
        if fallback is None or before not in "sS":
            plural = before in "sS" and after.isspace() and here + 2 < end and text[here + 2].isalpha()
            if not plural:
                return here
            fallback = here
    return fallback


def _goes_on(text: str, at: int, end: int) -> bool:
    """Whether the next paragraph opens with the same mark: the quotation is left open on purpose."""
    following = text[end : end + 40].lstrip()
    return bool(following) and following[0] == text[at]
