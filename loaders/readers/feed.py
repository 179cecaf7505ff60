"""RSS and Atom feeds (by feedparser): an article an entry, with as much of its text as the feed carries."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping

from graph.errors import InputError
from graph.model import Article, Refusal
from loaders.readers.document import Document, Found, from_paragraphs, web_address

SUFFIXES = (".rss", ".atom", ".xml")
MEDIA_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")

log = logging.getLogger(__name__)
_BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, blockquote, br, tr"


def _paragraphs(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML; text without any is one."""
    from lxml import etree, html

    if "<" not in markup:
        from html import unescape

        return unescape(markup).split("\n")
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    for element in tree.iter("script", "style"):
        element.text = None
    for element in tree.iter(*_BLOCKS.split(", ")):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    return [" ".join(line.split()) for line in str(tree.text_content()).split("\n")]


def _entry(entry: Mapping[str, object], *, publisher: object, name: str) -> Article:
    contents = entry.get("content")
    pieces = [str(c.get("value", "")) for c in contents] if isinstance(contents, list) else []
    markup = max([*pieces, str(entry.get("summary") or "")], key=len)
    url = web_address(entry.get("link"))
    return from_paragraphs(
        _paragraphs(markup),
        name=name,
        headline=entry.get("title") and " ".join(_paragraphs(str(entry["title"]))),
        own_id=None if url else entry.get("id"),
        url=url,
        publisher=publisher,
        published=entry.get("published") or entry.get("updated"),
    )


def read(document: Document) -> Iterator[Found]:
    """An article for each entry; an entry without text is refused by its number."""
    import feedparser

    found = feedparser.parse(io.BytesIO(document.data))
    if not found.get("version") and not found.entries:
        raise InputError("it is no RSS or Atom feed; for a page, give its address or save it as .html")
    if not found.entries:
        raise InputError("the feed has no entries")
    if found.bozo:
        log.warning("%s: the feed is not well-formed; what could be read was taken", document.name)
    for number, entry in enumerate(found.entries, 1):
        try:
            yield _entry(entry, publisher=found.feed.get("title"), name=document.name)
        except InputError as error:
            yield Refusal(what=document.name, why=str(error), where=f"entry {number}")
