"""Verify a store against what it was derived from, and derive it anew."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from graph.errors import BackchannelError
from graph.store import ingest, statements
from graph.store.base import BATCH_ARTICLES, BaseStore
from graph.store.record import digest, encode

#: Derived nodes that one transaction of a rebuild deletes.
_CLEAR = 10_000
#: Nodes that are compared at a time.
_PAGE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that a store should not hold, or should hold and does not; `what` says which, `how` what is wrong."""

    what: str
    how: str


def check(store: BaseStore, *, on_article: Callable[[str], None] | None = None) -> list[Problem]:
    """All that is wrong with `store`: claims that their articles do not hold, and whatever else than what follows from
    its readings; nothing is changed.

    The graph is derived anew into a temporary store beside which everything is compared, so this takes as long as
    loading did, without the reading of articles; the temporary store is in memory as an embedded store is.
    """
    digests = dict(_readings(store))
    problems: list[Problem] = []
    if digests:
        problems += [Problem(what=f"index {name}", how="is missing") for name in store.missing_indexes()]
    for row in store._read(lambda tx: tx.run(statements.GENERATION)):
        if row["schema"] != ingest.SCHEMA_VERSION:
            problems.append(
                Problem(what="store", how=f"has the schema version {row['schema']}; run `backchannel rebuild`")
            )
        if row["rebuilding"]:
            problems.append(Problem(what="store", how="a rebuild was broken off; run `backchannel rebuild`"))
    articles = {row["id"] for row in store._read(lambda tx: tx.run(statements.STORED_ARTICLES))}
    problems += [Problem(what=f"article {i!r}", how="has no reading") for i in sorted(articles - digests.keys())]
    with tempfile.TemporaryDirectory() as folder:
        from graph.store.embedded import EmbeddedStore

        with EmbeddedStore(str(Path(folder) / "again.kgl")) as again:
            again.add_judgements(list(store.judgements()))
            sound = _sound(store, digests, problems)
            for added in again.add(sound):
                if on_article:
                    on_article(added.article)
            problems += _differences(store, again)
    return problems


def rebuild(store: BaseStore, *, on_article: Callable[[str], None] | None = None) -> int:
    """Derive the whole graph anew from the readings and judgements; returns how many articles there are.

    If it is broken off, nothing is lost and nothing else may write; run it again.
    """
    try:
        store._write(ingest.start_rebuild)
        while store._write(partial(ingest.clear, limit=_CLEAR)):
            pass
        ids = store._read(ingest.stale_ids)
        for start in range(0, len(ids), BATCH_ARTICLES):
            part = ids[start : start + BATCH_ARTICLES]
            store._write(partial(ingest.project, ids=part))
            for identity in part:
                if on_article:
                    on_article(identity)
        store._write(ingest.end_rebuild)
    finally:
        store._settle()
    return len(ids)


def _readings(store: BaseStore) -> Iterator[tuple[str, str]]:
    ids = store._read(ingest.article_ids)
    for start in range(0, len(ids), BATCH_ARTICLES):
        part = ids[start : start + BATCH_ARTICLES]
        for row in store._read(lambda tx, part=part: tx.run(statements.DIGESTS, ids=part)):  # type: ignore[misc]
            yield row["id"], row["digest"]


def _sound(store: BaseStore, digests: Mapping[str, str], problems: list[Problem]) -> Iterator[Any]:
    """The extractions that are what they were when they were stored; the rest goes into `problems`."""
    for identity, expected in digests.items():
        what = f"article {identity!r}"
        try:
            [extraction] = store.extractions([identity])
            ingest.validate(extraction)
        except BackchannelError as error:
            problems.append(Problem(what=what, how=str(error)))
            continue
        if expected and digest(extraction.article, encode(extraction)) != expected:
            problems.append(Problem(what=what, how="its text or reading is not what was stored"))
        yield extraction


def _differences(store: BaseStore, again: BaseStore) -> Iterator[Problem]:
    """What one of the two stores holds and the other does not hold just so, a few thousand nodes at a time."""
    for label in statements.NODES:
        ids = sorted({*_ids(store, label), *_ids(again, label)})
        for start in range(0, len(ids), _PAGE):
            part = ids[start : start + _PAGE]
            yield from _compared(_nodes(store, label, part), _nodes(again, label, part))
            if label in statements.LINKS:
                yield from _compared(_links(store, label, part), _links(again, label, part))


def _ids(store: BaseStore, label: str) -> list[str]:
    return [row["id"] for row in store._read(lambda tx: tx.run(statements.NODE_IDS[label]))]


_Found = dict[str, list[dict[str, Any]]]  # by words that name a node or relationship: its properties, once for each


def _nodes(store: BaseStore, label: str, ids: list[str]) -> _Found:
    found: _Found = defaultdict(list)
    for row in store._read(lambda tx: tx.run(statements.NODES[label], ids=ids)):
        found[f"{label} {row['id']!r}"].append({**_plain(row["values"]), "labels": sorted(row["labels"])})
    return found


def _links(store: BaseStore, label: str, ids: list[str]) -> _Found:
    found: _Found = defaultdict(list)
    for row in store._read(lambda tx: tx.run(statements.LINKS[label], ids=ids)):
        ends = (row["name"], row["source"], row["target"], row["values"].get("id"))
        found[" ".join(str(part) for part in ends if part)].append(_plain(row["values"]))
    return found


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None and key not in ("title", "type")}


def _compared(here: _Found, there: _Found) -> Iterator[Problem]:
    for what in sorted(here.keys() | there.keys()):
        own, due = here.get(what, []), there.get(what, [])
        if not due:
            yield Problem(what=what, how="does not follow from any article")
        elif not own:
            yield Problem(what=what, how="is missing")
        elif len(own) != len(due):
            yield Problem(what=what, how=f"is there {len(own)} times")
        elif len(own) == 1:
            wrong = sorted(n for n in own[0].keys() | due[0].keys() if own[0].get(n) != due[0].get(n))
            if wrong:
                yield Problem(what=what, how=f"has the wrong {', '.join(wrong)}")
