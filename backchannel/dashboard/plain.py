"""Text from articles, names, URLs and queries, made safe for the places where Streamlit reads Markdown."""

from __future__ import annotations

import re

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
