"""JSON lines: an object a line, `{"id", "published", "text"}` and optionally `headline`, `publisher` and `url`.

An article's text is kept as it stands, so that offsets into it hold for whoever sent it; only line ends become `\\n`.
FollowTheMoney entities (objects with `schema` and `properties`) are taken as a table of ties.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

from graph.errors import InputError
from graph.model import Article, Refusal
from loaders.readers.document import MAX_BYTES, Document, Found, clean, headline_of, line_of, make_article
from loaders.readers.encoding import decode
from loaders.tables import followthemoney

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


class _Sorter:
    """Takes records one by one: articles go on at once, FollowTheMoney entities wait for those that they name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entities: list[tuple[str, Mapping[str, Any]]] = []

    def take(self, record: object, where: str) -> Iterator[Found]:
        if followthemoney.is_entity(record):
            self._entities.append((where, cast("Mapping[str, Any]", record)))
            return
        try:
            yield article_of(record, name=f"{self._name}, {where}" if where else self._name)
        except InputError as error:
            yield Refusal(what=self._name, why=str(error), where=where)

    def rest(self) -> Iterator[Found]:
        yield from followthemoney.extractions(self._entities, name=self._name)


def read_lines(stream: BinaryIO, *, name: str) -> Iterator[Found]:
    """One article a line, however long the stream; a broken line is refused by its number and the others go on."""
    number = 0
    sorter = _Sorter(name)
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"line {number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield Refusal(what=name, why=f"it is longer than {MAX_BYTES // 1_000_000} MB; split it", where=where)
        elif line.strip():
            try:
                record = _parse(line, name=f"{name}, {where}")
            except InputError as error:
                yield Refusal(what=name, why=str(error), where=where)
            else:
                yield from sorter.take(record, where)
    yield from sorter.rest()
    if number == 0:
        yield Refusal(what=name, why="it is empty")


def read(document: Document) -> Iterator[Found]:
    """The articles of the lines, or of one JSON object or array written over several lines."""
    try:
        whole = json.loads(document.data)
    except (ValueError, RecursionError):
        yield from read_lines(io.BytesIO(document.data), name=document.name)
        return
    sorter = _Sorter(document.name)
    for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield from sorter.take(record, f"item {number}" if isinstance(whole, list) else "")
    yield from sorter.rest()
