"""The store that the pages show: one object for each URI in the process, shared by every session."""

from __future__ import annotations

import os
from pathlib import PurePath
from urllib.parse import urlsplit

import streamlit as st

from backchannel.dashboard.ahead import opened_ahead
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


@st.cache_resource(show_spinner="Opening the store", max_entries=4, on_release=lambda store: store.close())
def _opened(uri: str) -> BaseStore:
    return opened_ahead(uri) or open_store(uri)


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
