"""A web page: the article in it (by trafilatura), with the headline, publisher and date that the page gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.errors import InputError
from loaders.readers.document import Document, Found, from_paragraphs
from loaders.readers.encoding import decode

SUFFIXES = (".html", ".htm", ".xhtml")
MEDIA_TYPES = ("text/html", "application/xhtml+xml")

#: Elements within elements; the pages of newspapers stay below 60, and far above it parsers run out of stack.
MAX_DEPTH = 400
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dt dd option".split()
)


def _depth(page: str) -> int:
    """How deeply elements are nested, at least: by their tags alone, without a parser that the page could exhaust."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", page):
        if match[2].lower() not in _VOID:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def declared_charset(data: bytes) -> str | None:
    """What the page's own head says of its encoding."""
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii", "replace") if match else None


def read(document: Document) -> Iterator[Found]:
    """The one article of the page; refused where there is none to be found."""
    import trafilatura

    page = decode(document.data, name=document.name, declared=document.charset or declared_charset(document.data))
    if _depth(page) > MAX_DEPTH:
        raise InputError(
            f"its elements are nested more than {MAX_DEPTH} deep, which no article needs; give its text instead"
        )
    found = trafilatura.bare_extraction(
        page.replace("\x00", " "),
        url=document.url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # A year in a footer is not when an article was published.
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    text = getattr(found, "text", None)
    if found is None or isinstance(found, dict) or not text:
        raise InputError("no article was found in the page; copy its text into a .txt or .md file and load that")
    yield from_paragraphs(
        text.split("\n"),
        name=document.name,
        headline=found.title,
        url=document.url or found.url,
        publisher=found.sitename or found.hostname,
        published=found.date,
    )
