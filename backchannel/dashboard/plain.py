"""Text from articles, names, URLs and queries, made safe for the places where Streamlit reads Markdown."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from graph.view import words

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: object, *, limit: int = 2_000) -> str:
    """`text` on one line with every sign escaped that Markdown or Streamlit's own directives could take for theirs.

    Without it a headline could bring an image from another machine, or a link of its own, onto the page.
    """
    return _PUNCTUATION.sub(r"\\\1", words.plain(str(text), limit))


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def marked(text: str, span: tuple[int, int], names: Sequence[tuple[int, int]]) -> str:
    """A sentence in Streamlit's Markdown: the claim's own words on a ground, names in bold, all else as it is."""
    start, end = span
    before, own, after = (_bold(text, a, b, names) for a, b in ((0, start), (start, end), (end, len(text))))
    return f"{before}{_around(own, ':blue-background[', ']')}{after}"


def _bold(text: str, start: int, end: int, names: Sequence[tuple[int, int]]) -> str:
    """The characters from `start` to `end`, escaped, with the names that lie in them whole in bold."""
    edges = [(start, start), *((a, b) for a, b in names if start <= a < b <= end), (end, end)]
    parts = []
    for (_, left), (a, b) in itertools.pairwise(edges):
        parts += [_escaped(text[left:a]), _around(_escaped(text[a:b]), "**", "**")]
    return "".join(parts)


def _escaped(text: str) -> str:
    """`text` escaped, with a space where it begins or ends with any."""
    words = plain(text)
    if not words:
        return " " if text else ""
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() else ''}"


def _around(text: str, opening: str, closing: str) -> str:
    """`text` between marks, which stand close to its words; nothing around nothing."""
    words = text.strip(" ")
    if not words:
        return text
    lead, _, tail = text.partition(words)
    return f"{lead}{opening}{words}{closing}{tail}"
