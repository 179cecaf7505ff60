"""Plain text: a headline on the first line if it reads like one, then paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Article, Refusal
from loaders.readers.document import Document, from_paragraphs, paragraphs
from loaders.readers.encoding import decode

SUFFIXES = (".txt", ".text")
MEDIA_TYPES = ("text/plain",)


def read(document: Document) -> Iterator[Article | Refusal]:
    """The one article that the text is."""
    text = decode(document.data, name=document.name, declared=document.charset)
    yield from_paragraphs(paragraphs(text), name=document.name, url=document.url)
