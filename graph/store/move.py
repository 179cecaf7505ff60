"""Copy a store into another, dump it to a file and restore it; nothing is lost and ids stay.

What moves is what the graph is derived from: articles with their readings, and judgements. A dump is gzipped JSON:

    {"format": "backchannel-dump", "version": 1}                                                         a line each
    {"judgement": {"id", "kind", "left", "right", "verdict", "by", "at", "why", "undoes", "values"}}     any number
    {"article": {"id", "text", "headline", "url", "publisher", "published"}, "record": {...}}            any number
    {"end": {"articles": 2, "judgements": 1}}

`record` has the form of `graph.store.record`; offsets in it are code points into the article's `text`.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.model import Article, Extraction, Judgement
from graph.store.base import BaseStore
from graph.store.record import decode, encode

FORMAT, VERSION = "backchannel-dump", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What was copied, dumped or restored; `articles` counts those that are now there, `unchanged` those that were."""

    articles: int
    unchanged: int
    judgements: int


def copy(source: BaseStore, target: BaseStore, *, on_article: Callable[[str], None] | None = None) -> Moved:
    """Add everything in `source` to `target`; run it again to go on after a failure."""
    if source.uri == target.uri:
        raise StoreError(f"{source.uri} is both source and target; name another target")
    return _load(target, list(source.judgements()), source.extractions(), on_article)


def dump(store: BaseStore, path: Path, *, on_article: Callable[[str], None] | None = None) -> Moved:
    """Write everything in `store` to the file `path`, whole or not at all; an existing file is replaced."""
    partial = path.with_name(f".{path.name}.part")
    articles = judgements = 0
    try:
        with partial.open("wb") as raw:
            with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0, compresslevel=6) as file:

                def line(value: Any) -> None:
                    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

                line({"format": FORMAT, "version": VERSION})
                for judgement in store.judgements():
                    line({"judgement": judgement_to_json(judgement)})
                    judgements += 1
                for extraction in store.extractions():
                    line({"article": asdict(extraction.article), "record": json.loads(encode(extraction))})
                    articles += 1
                    if on_article:
                        on_article(extraction.article.id)
                line({"end": {"articles": articles, "judgements": judgements}})
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return Moved(articles=articles, unchanged=0, judgements=judgements)


def restore(store: BaseStore, path: Path, *, on_article: Callable[[str], None] | None = None) -> Moved:
    """Add everything in the dump `path` to `store`; the dump is read through first, so a damaged one adds nothing."""
    judgements = [found for found in _read(path) if isinstance(found, Judgement)]  # and see that the whole is sound
    articles = (found for found in _read(path) if isinstance(found, Extraction))
    return _load(store, judgements, articles, on_article)


def judgement_to_json(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain values; `at` in ISO form."""
    return {**asdict(replace(judgement, values={})), "at": judgement.at.isoformat(), "values": dict(judgement.values)}


def judgement_from_json(values: dict[str, Any]) -> Judgement:
    """The judgement that `judgement_to_json` wrote."""
    return Judgement(**{**values, "at": datetime.fromisoformat(values["at"])})


def _load(
    target: BaseStore,
    judgements: list[Judgement],
    extractions: Iterable[Extraction],
    on_article: Callable[[str], None] | None,
) -> Moved:
    articles = unchanged = 0
    target.add_judgements(judgements)
    for added in target.add(extractions):
        articles += 1
        unchanged += added.outcome == "unchanged"
        if on_article:
            on_article(added.article)
    return Moved(articles=articles, unchanged=unchanged, judgements=len(judgements))


def _read(path: Path) -> Iterator[Judgement | Extraction]:
    """Everything in a dump; StoreError naming the line if it is damaged, cut short or of a newer version."""
    articles = judgements = number = 0
    ended = False
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for number, text in enumerate(file, 1):
                value = json.loads(text)
                if number == 1:
                    if value.get("format") != FORMAT:
                        raise StoreError(f"{path} is not a Backchannel dump")
                    if value["version"] > VERSION:
                        raise StoreError(
                            f"{path} was written by a newer version (form {value['version']}); update this one"
                        )
                elif "judgement" in value:
                    judgements += 1
                    yield judgement_from_json(value["judgement"])
                elif "article" in value:
                    articles += 1
                    yield decode(Article(**value["article"]), json.dumps(value["record"]))
                else:
                    ended = value["end"] == {"articles": articles, "judgements": judgements}
    except FileNotFoundError:
        raise StoreError(f"there is no dump at {path}") from None
    except gzip.BadGzipFile as error:
        raise StoreError(f"{path} is not a Backchannel dump: {error}") from error
    except (EOFError, zlib.error) as error:
        raise StoreError(f"{path} is damaged or cut short after line {number}; nothing was restored") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"{path}, line {number}: not what a dump holds ({error!r}); nothing was restored") from error
    if not ended:
        raise StoreError(f"{path} is cut short after line {number}; nothing was restored")
