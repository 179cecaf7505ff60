"""JSON lines: an object a line, `{"id", "published", "text"}` and optionally `headline`, `publisher` and `url`.

The text is kept as it stands, so that offsets into it hold for whoever sent it; only line ends become `\\n`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from graph.errors import InputError
from graph.model import Article, Refusal
from loaders.readers.document import MAX_BYTES, Document, clean, headline_of, line_of, make_article
from loaders.readers.encoding import decode

SUFFIXES = (".jsonl", ".ndjson", ".json")
MEDIA_TYPES = ("application/json", "application/x-ndjson", "application/jsonl", "application/json-lines")


def article_of(record: object, *, name: str) -> Article:
    """The article that a JSON object describes; raises InputError where it is none."""
    if not isinstance(record, Mapping):
        raise InputError('it is no JSON object; write {"id": "...", "published": "2024-03-12", "text": "..."}')
    text = record.get("text")
    if not isinstance(text, str):
        has = ", ".join(sorted(map(str, record))[:8]) or "nothing"
        raise InputError(f'it has no "text" (it has {has}); put the article\'s text there')
    text = clean(text)
    headline = line_of(record.get("headline") or record.get("title")) or ""
    first, _, rest = text.partition("\n\n")
    if not headline:
        headline = headline_of(first) if rest.strip() else ""
    elif line_of(first) != headline:
        text = f"{headline}\n\n{text}"
    return make_article(
        text,
        name=name,
        headline=headline,
        own_id=record.get("id"),
        url=record.get("url") or record.get("link"),
        publisher=record.get("publisher") or record.get("source"),
        published=record.get("published") or record.get("date"),
    )


def _parse(data: bytes, *, name: str) -> object:
    try:
        return json.loads(decode(data, name=name))
    except json.JSONDecodeError as error:
        raise InputError(f"it is no JSON: {error.msg} at character {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"it is no JSON that can be read: {error}") from error


def read_lines(stream: BinaryIO, *, name: str) -> Iterator[Article | Refusal]:
    """One article a line, however long the stream; a broken line is refused by its number and the others go on."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"line {number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield Refusal(what=name, why=f"it is longer than {MAX_BYTES // 1_000_000} MB; split it", where=where)
            continue
        try:
            if line.strip():
                yield article_of(_parse(line, name=f"{name}, {where}"), name=f"{name}, {where}")
        except InputError as error:
            yield Refusal(what=name, why=str(error), where=where)
    if number == 0:
        yield Refusal(what=name, why="it is empty")


def read(document: Document) -> Iterator[Article | Refusal]:
    """The articles of the lines, or of one JSON object or array written over several lines."""
    try:
        whole = json.loads(document.data)
    except (ValueError, RecursionError):
        yield from read_lines(io.BytesIO(document.data), name=document.name)
        return
    for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        try:
            yield article_of(record, name=document.name)
        except InputError as error:
            where = f"item {number}" if isinstance(whole, list) else ""
            yield Refusal(what=document.name, why=str(error), where=where)
