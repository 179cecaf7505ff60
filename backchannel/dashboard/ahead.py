"""A store that is opened before the first reader comes: before Streamlit runs, so nothing of it is used here."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from graph.errors import StoreError
from graph.store import open_store
from graph.store.base import BaseStore

_ready: dict[str, Future[BaseStore]] = {}


def open_ahead(uri: str) -> None:
    """Open the store in a thread of its own, so that the first reader does not wait for a large one to be read.

    What goes wrong is told when a reader first asks for the store, which is then opened again.
    """
    opener = ThreadPoolExecutor(1, "store")
    _ready[uri] = opener.submit(_open, uri)
    opener.shutdown(wait=False)


def _open(uri: str) -> BaseStore:
    store = open_store(uri)
    store.query("MATCH (a:Article) RETURN count(a) AS articles")  # a file is read when it is first asked
    return store


def opened_ahead(uri: str) -> BaseStore | None:
    """The store that was opened ahead, once; None where none was, or where it could not be opened."""
    ahead = _ready.pop(uri, None)
    if ahead is not None:
        with suppress(StoreError):
            return ahead.result()
    return None
