"""What people touch: the command line, the pipeline and the dashboard.

In a notebook: `store = backchannel.open("backchannel.kgl")`, then `store.query("MATCH ...").to_pandas()`, and
`graph.export.to_networkx(store)` for the whole graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.store.base import BaseStore

__all__ = ["open"]


def open(uri: str) -> BaseStore:  # noqa: A001 (backchannel.open reads as it is meant)
    """The store at `uri`, a file or a Neo4j server's address; StoreError if there is none."""
    from graph.store import open_store

    return open_store(uri, create=False)
