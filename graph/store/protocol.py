"""What every store does; the contract test in `tests/graph/store` runs over each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from graph.model import Extraction, Rows

#: Rows that an analyst's query returns unless more are asked for, and seconds that it may take.
ROW_LIMIT = 1_000
TIME_LIMIT = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What `Store.add` did with one article: `outcome` is "added", "unchanged" or "replaced"."""

    article: str
    outcome: str
    claims: int
    ties: int


class Store(Protocol):
    """A graph of claims, entities and derived ties that can be asked in Cypher.

    The schema that queries see is drawn in the README; it is the same in every store. Methods raise StoreError (or
    QueryError for a query's own faults), each with a message that says what to do.
    """

    @property
    def uri(self) -> str:
        """The URI that `open_store` was given, without a password."""

    def add(self, extractions: Iterable[Extraction]) -> Iterator[Added]:
        """Store each article whole or not at all, yielding once it is durable; a second time changes nothing."""

    def remove(self, article_ids: Sequence[str]) -> int:
        """Remove articles, their claims, and what nothing else holds up; returns how many articles there were."""

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = ROW_LIMIT,
        timeout: float | None = TIME_LIMIT,
    ) -> Rows:
        """The answer to a read-only Cypher text; QueryRefused if it would write or is not portable."""

    def schema(self) -> Mapping[str, Any]:
        """{"labels": [...], "relationship_types": [...], "properties": {label or type: [...]}, "counts": {...}}."""

    def version(self) -> str:
        """A token that changes whenever the stored graph does, for caches."""

    def close(self) -> None:
        """Give back locks and connections; further calls raise StoreError."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
