"""The frame around every page: navigation, the store's name, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from backchannel.dashboard import articles, explore, links, load, query, review
from backchannel.dashboard.components import component
from backchannel.dashboard.failures import errors_in_words
from backchannel.dashboard.plain import count
from backchannel.dashboard.stores import article_count, current_store, store_name, store_uri
from graph.errors import BackchannelError

_STATIC = Path(__file__).parent / "static"

#: Title, path and content of each page; the first is where the dashboard opens. A new page is one line here.
PAGES: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("Explore", "explore", explore.page),
    ("Articles", "articles", articles.page),
    ("Query", "query", query.page),
    ("Review", "review", review.page),
    ("Load", "load", load.page),
)

#: The keys of each page but Explore, whose graph has a sheet of its own; `?` shows them.
KEYS: Mapping[str, Sequence[tuple[str, str]]] = {
    "articles": (("Tab, Enter", "From name to name, and open its dossier"), ("Esc", "Close this sheet")),
    "query": (
        ("Ctrl Enter", "Run the query"),
        ("Ctrl Space", "Complete a label, a relation or a property"),
        ("Esc, then Tab", "Leave the editor"),
    ),
    "review": (
        ("Y", "The same"),
        ("N", "Different"),
        ("H", "Cannot tell"),
        ("← →", "Back and on"),
        ("U", "Undo"),
    ),
    "load": (("Tab", "From field to field"), ("Esc", "Close this sheet")),
}

ABOUT = """
**Backchannel**: every tie leads to the sentence that proves it.

On every page the key **?** shows what the keys do.
"""


def _home() -> None:
    """The root address: Explore, under its own path, with the query parameters that came along."""
    links.go(PAGES[0][1], **st.query_params.to_dict())


def _status(path: str) -> None:
    uri = store_uri()
    try:
        articles = count(article_count(), "article")
    except BackchannelError:
        articles = "not available"
    line = component("status", '<div class="bc-status" role="status"></div>', isolate_styles=False)
    line(key="shell_status", data={"name": store_name(uri), "articles": articles, "keys": [*KEYS.get(path, ())]})


def run() -> None:
    """Draw the page that the address names, within the frame."""
    st.set_page_config(
        page_title="Backchannel",
        page_icon=str(_STATIC / "icon.svg"),  # a named icon would be fetched from Streamlit's own server
        layout="wide",
        menu_items={"About": ABOUT},
    )
    st.logo(str(_STATIC / "logo.svg"))
    pages = {path: st.Page(page, title=title, url_path=path) for title, path, page in PAGES}
    home = st.Page(_home, title="Backchannel", url_path="home", default=True, visibility="hidden")
    current = st.navigation([home, *pages.values()], position="top")
    links.know_pages(pages)
    with errors_in_words():
        current_store().version()  # so that a store that cannot be read is told before any page draws half of itself
        current.run()
    _status(current.url_path)
