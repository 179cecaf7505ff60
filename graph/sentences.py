"""Where the sentences of a text end, told from its marks alone, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
# A full stop after these, or after an initial, does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gen|Gov|Col|Lt|Prof|No|vs|Jr|Sr|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z])\.\s+$"
)


def breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next begins, for each break that begins in `[start, end)`."""
    for match in _BREAK.finditer(text, start, end):
        if not _ABBREVIATION.search(text[max(0, match.end() - 8) : match.end()]):
            yield match.start() + len(match[0].rstrip()), match.end()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` starts and ends."""
    start = 0
    for end, following in (*breaks(text, 0, len(text)), (len(text), len(text))):
        if text[start:end].strip():
            yield start, end
        start = following
