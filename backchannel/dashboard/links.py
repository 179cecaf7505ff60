"""Ways from one page to another, with what the other page should show."""

from __future__ import annotations

from typing import Any, NoReturn

import streamlit as st

_PAGES = "shell_pages"
_PENDING = "shell_pending"


def know_pages(pages: dict[str, Any]) -> None:
    """Remember this run's pages by their path, and go where a callback has asked to go."""
    st.session_state[_PAGES] = pages
    if pending := st.session_state.pop(_PENDING, None):
        path, query = pending
        go(path, **query)


def go(path: str, /, **query: str) -> NoReturn:
    """Leave the running page for the one at `path`, with `query` as its query parameters."""
    st.switch_page(st.session_state[_PAGES][path], query_params=query)


def go_after(path: str, /, **query: str) -> None:
    """As `go`, from a widget's callback: the page changes once the callback is done."""
    st.session_state[_PENDING] = (path, query)
