"""The store that the pages show: one object for each URI in the process, shared by every session."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import PurePath
from urllib.parse import urlsplit

import streamlit as st

from graph.errors import StoreError
from graph.store import open_store
from graph.store.base import BaseStore

DEFAULT_URI = "backchannel.kgl"


def store_uri() -> str:
    """Where the store lies: `BACKCHANNEL_STORE`, else `backchannel.kgl` in the current folder."""
    return os.environ.get("BACKCHANNEL_STORE") or DEFAULT_URI


def store_name(uri: str) -> str:
    """What the reader sees of a URI: a file's name without its suffix, or a server's host; never a password."""
    if "://" in uri:
        return urlsplit(uri).hostname or "server"
    return PurePath(uri).stem


_ready: dict[str, Future[BaseStore]] = {}


def open_ahead(uri: str) -> None:
    """Open the store in a thread of its own, so that the first reader does not wait for a large one to be read.

    What goes wrong is told when a reader first asks for the store.
    """
    opener = ThreadPoolExecutor(1, "store")
    _ready[uri] = opener.submit(_open, uri)
    opener.shutdown(wait=False)


def _open(uri: str) -> BaseStore:
    store = open_store(uri)
    store.query("MATCH (a:Article) RETURN count(a) AS articles")  # a file is read when it is first asked
    return store


@st.cache_resource(show_spinner="Opening the store", max_entries=4, on_release=lambda store: store.close())
def _opened(uri: str) -> BaseStore:
    ahead = _ready.pop(uri, None)
    if ahead is not None:
        with suppress(StoreError):  # asked again here, where it is told
            return ahead.result()
    return open_store(uri)


def current_store() -> BaseStore:
    """The store that the dashboard was started on; StoreError, saying what to do, where it cannot be opened."""
    return _opened(store_uri())


def forget_store() -> None:
    """Close the store, so that the next page opens it again (after an error, when a reader asks to try again)."""
    _opened.clear()


@st.cache_data(show_spinner=False, max_entries=8)
def _article_count(uri: str, version: str) -> int:  # noqa: ARG001 - the version is the cache's key
    return int(_opened(uri).query("MATCH (a:Article) RETURN count(a) AS articles").rows[0][0])


def article_count() -> int:
    """How many articles the current store holds, asked again only when the store has changed."""
    return _article_count(store_uri(), current_store().version())
