"""Plain text: a headline on the first line if it reads like one, then paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.readers.document import Document, Found, from_paragraphs, paragraphs
from loaders.readers.encoding import decode

SUFFIXES = (".txt", ".text")
MEDIA_TYPES = ("text/plain",)


def read(document: Document) -> Iterator[Found]:
    """The one article that the text is."""
    text = decode(document.data, name=document.name, declared=document.charset)
    yield from_paragraphs(paragraphs(text), name=document.name, url=document.url)
