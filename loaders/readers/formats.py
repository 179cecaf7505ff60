"""Which module reads which document: by its suffix or media type, then by its first bytes.

A format is one module here or in `loaders.tables` with `SUFFIXES`, `MEDIA_TYPES` and `read(document)`; nothing else
names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

import loaders.readers
import loaders.tables
from graph.errors import InputError
from graph.model import Refusal
from loaders.readers.document import Document, Found


class Reader(Protocol):
    """A module that reads one format."""

    __name__: str
    SUFFIXES: tuple[str, ...]
    MEDIA_TYPES: tuple[str, ...]

    def read(self, document: Document) -> Iterator[Found]:
        """The articles of the document; raises InputError where it is none of this format."""


@cache
def readers() -> tuple[Reader, ...]:
    """All formats, in the order of their names."""
    found = (
        f"{package.__name__}.{module.name}"
        for package in (loaders.readers, loaders.tables)
        for module in pkgutil.iter_modules(package.__path__)
    )
    modules = map(importlib.import_module, sorted(found))
    return tuple(cast("Reader", module) for module in modules if hasattr(module, "SUFFIXES"))


def suffixes() -> frozenset[str]:
    """The suffixes of files that can be read."""
    return frozenset(suffix for reader in readers() for suffix in reader.SUFFIXES)


def _named(name: str) -> Reader:
    return next(reader for reader in readers() if reader.__name__.endswith(f".{name}"))


def _by_content(data: bytes) -> Reader | None:
    """The format that the first bytes give away."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return _named("pdf")
    if start.startswith(b"pk\x03\x04"):
        return _named("docx")
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:500]:
        return _named("html")
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return _named("feed")
    if start.startswith(b"{"):
        return _named("jsonl")
    return None


def reader_for(document: Document, media_type: str | None = None) -> Reader:
    """The format of the document; raises InputError for a media type or suffix that is surely none of ours."""
    content = _by_content(document.data)
    if content is not None and content.__name__.endswith((".pdf", ".docx")):
        return content  # sure, whatever the name says
    if media_type and media_type not in ("application/octet-stream", "binary/octet-stream", "text/plain"):
        for reader in readers():
            if media_type in reader.MEDIA_TYPES:
                # XML may be a page, and a page may be a feed that is sent under a wrong name.
                return content if content is not None and media_type.endswith("xml") else reader
        if not media_type.startswith("text/"):
            raise InputError(f"it is {media_type}, which is not read; formats are {', '.join(sorted(suffixes()))}")
    for reader in readers():
        if document.suffix in reader.SUFFIXES:
            return reader
    return content or _named("text")


def read_document(document: Document, *, media_type: str | None = None) -> Iterator[Found]:
    """The document's articles, and a refusal for each part of it that cannot be read; never raises."""
    try:
        yield from reader_for(document, media_type).read(document)
    except InputError as error:
        yield Refusal(what=document.name, why=str(error))
    except Exception as error:  # noqa: BLE001 - a parser that a hostile document breaks must not end the batch
        reason = " ".join(str(error).split())[:200]
        yield Refusal(
            what=document.name,
            why=f"it cannot be read ({type(error).__name__}: {reason}); it is damaged or not what its name says",
        )
