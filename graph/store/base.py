"""What every store has in common: batches, validation, reading back; a store adds its transactions and queries."""

from __future__ import annotations

import contextlib
import gc
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from graph.errors import GroundingError, StoreError
from graph.model import Extraction, Judgement, Rows
from graph.store.protocol import ROW_LIMIT, TIME_LIMIT, Added

if TYPE_CHECKING:
    from graph.store.ingest import Transaction

T = TypeVar("T")

#: A batch is written when it holds so many articles or claims, or when its first article has waited so many seconds.
BATCH_ARTICLES = 1_000
BATCH_CLAIMS = 20_000
BATCH_SECONDS = 0.5


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: a batch makes no cycles, and looking for them took a sixth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class BaseStore(ABC):
    """A store over `_read` and `_write`, which lend transactions; see `graph.store.protocol.Store`."""

    #: Whether the store finds nodes by `id` without an index that it was told to make.
    _ids_indexed = False
    #: Whether names are known to have their look-up form.
    _folded = False

    @property
    @abstractmethod
    def uri(self) -> str:
        """The URI that `open_store` was given, without a password."""

    @abstractmethod
    def _read(self, work: Callable[[Transaction], T]) -> T:
        """`work` over one consistent state of the store."""

    @abstractmethod
    def _write(self, work: Callable[[Transaction], T]) -> T:
        """`work` done whole and durable, or not at all; it may be called again after a lost connection."""

    @abstractmethod
    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = ROW_LIMIT,
        timeout: float | None = TIME_LIMIT,
    ) -> Rows:
        """The answer to a read-only Cypher text."""

    @abstractmethod
    def schema(self) -> Mapping[str, Any]:
        """Labels, relationship types, their properties and counts."""

    @abstractmethod
    def close(self) -> None:
        """Give back locks and connections."""

    def add(self, extractions: Iterable[Extraction]) -> Iterator[Added]:
        """Store each article whole or not at all, yielding once it is durable; a second time changes nothing.

        Articles are written in batches; what was yielded is safe even if a later article raises GroundingError.
        """
        from graph.store.ingest import validate

        batch: dict[str, Extraction] = {}
        since, claims = 0.0, 0
        try:
            for extraction in extractions:
                try:
                    validate(extraction)
                except GroundingError:
                    yield from self._flush(batch)
                    raise
                if extraction.article.id in batch:
                    yield from self._flush(batch)
                since, claims = (since, claims) if batch else (time.monotonic(), 0)
                batch[extraction.article.id] = extraction
                claims += len(extraction.claims)
                if len(batch) >= BATCH_ARTICLES or claims >= BATCH_CLAIMS or time.monotonic() - since >= BATCH_SECONDS:
                    yield from self._flush(batch)
            yield from self._flush(batch)
        finally:
            self._settle()

    def _flush(self, batch: dict[str, Extraction]) -> list[Added]:
        from graph.store.ingest import put

        waiting = list(batch.values())
        batch.clear()
        with _uncollected():
            return self._write(lambda tx: put(tx, waiting)) if waiting else []

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles, their claims, and what nothing else holds up; returns how many articles there were."""
        from graph.store.ingest import drop

        try:
            return self._write(lambda tx: drop(tx, article_ids))
        finally:
            self._settle()

    def extractions(self, article_ids: Sequence[str] | None = None) -> Iterator[Extraction]:
        """What was drawn from each article, as it was added, in order of the articles' ids (or as given)."""
        from graph.store import ingest

        ids = self._read(ingest.article_ids) if article_ids is None else list(article_ids)
        for start in range(0, len(ids), BATCH_ARTICLES):
            yield from self._read(partial(ingest.extractions, ids=ids[start : start + BATCH_ARTICLES]))

    def judgements(self) -> Iterator[Judgement]:
        """The ledger of analysts' judgements, oldest first."""
        from graph.store import ingest

        yield from self._read(ingest.judgements)

    def add_judgements(self, judgements: Sequence[Judgement]) -> None:
        """Append to the ledger; a judgement that is there already is left as it is."""
        from graph.store import ingest

        if judgements:
            try:
                self._write(lambda tx: ingest.judge(tx, judgements))
            finally:
                self._settle()

    def writable(self) -> None:
        """StoreError, saying what to do, unless the store's schema is this program's and no rebuild was broken off."""
        from graph.store.ingest import may_write

        self._read(may_write)

    def _searchable(self, cypher: str) -> None:
        """StoreError if `cypher` looks names up by `folded` in a store that was written before they had that."""
        if self._folded or "folded" not in cypher:
            return
        from graph.store.ingest import FOLDED_SINCE
        from graph.store.statements import GENERATION

        for row in self._read(lambda tx: tx.run(GENERATION)):
            if row["schema"] < FOLDED_SINCE:
                raise StoreError(
                    f"the store has the older schema version {row['schema']}, in which names cannot be looked up by "
                    "a part; run `backchannel rebuild`, nothing is lost"
                )
            self._folded = True

    def version(self) -> str:
        """A token that changes whenever the stored graph does, for caches."""
        from graph.store.statements import GENERATION

        rows = self._read(lambda tx: tx.run(GENERATION))
        return f"{rows[0]['uuid']}:{rows[0]['generation']}" if rows else "empty"

    def missing_indexes(self) -> list[str]:
        """The indexes that the store should have and has not, as `Label(property)`."""
        from graph.store.statements import INDEXED, SEARCHED, SHOW_INDEXES, TIES, UNIQUE

        held = {
            (label, name)
            for row in self._read(lambda tx: tx.run(SHOW_INDEXES))
            for label in row["labelsOrTypes"] or ()
            for name in row["properties"] or ()
        }
        wanted = [*INDEXED, *((relation, "id") for relation in TIES)]
        if not self._ids_indexed:
            wanted += [*((label, "id") for label in UNIQUE), *SEARCHED]
        return [f"{label}({name})" for label, name in wanted if (label, name) not in held]

    @abstractmethod
    def _settle(self) -> None:
        """Called when a batch of writes is over: a store may publish them and give back its lock."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
