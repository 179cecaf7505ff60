"""The frame around every page: navigation, the store's name, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from backchannel.dashboard import articles, explore, links, load, query
from backchannel.dashboard.plain import count, plain
from backchannel.dashboard.stores import article_count, forget_store, store_name, store_uri
from graph.errors import BackchannelError, StoreError, StoreLocked

_STATIC = Path(__file__).parent / "static"
_status_line = st.components.v2.component(
    "backchannel.status",
    html='<div class="bc-status" role="status"></div>',
    css="status.css",
    js="status.js",
    isolate_styles=False,
)

#: Title, path and content of each page; the first is where the dashboard opens. A new page is one line here.
PAGES: tuple[tuple[str, str, Callable[[], None]], ...] = (
    ("Explore", "explore", explore.page),
    ("Articles", "articles", articles.page),
    ("Query", "query", query.page),
    ("Load", "load", load.page),
)


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Show what Backchannel raises on purpose as a message on the page; anything else stays an error."""
    try:
        yield
    except StoreError as error:
        title = (
            "Another process is writing to the store."
            if isinstance(error, StoreLocked)
            else "The store cannot be read."
        )
        st.error(f"**{title}** {plain(error)}", icon=":material/database_off:")
        st.caption(
            f"The dashboard was started on the store {plain(store_name(store_uri()))}; `backchannel serve --store` or "
            "`BACKCHANNEL_STORE` name another."
        )
        if st.button("Try again", icon=":material/refresh:", key="shell_retry"):
            forget_store()
            st.rerun()
    except BackchannelError as error:
        st.error(plain(error), icon=":material/error:")


def _home() -> None:
    """The root address: Explore, under its own path, with the query parameters that came along."""
    links.go(PAGES[0][1], **st.query_params.to_dict())


def _status() -> None:
    uri = store_uri()
    try:
        articles = count(article_count(), "article")
    except BackchannelError:
        articles = "not available"
    _status_line(key="shell_status", data={"name": store_name(uri), "articles": articles})


def run() -> None:
    """Draw the page that the address names, within the frame."""
    st.set_page_config(
        page_title="Backchannel",
        page_icon=str(_STATIC / "icon.svg"),  # a named icon would be fetched from Streamlit's own server
        layout="wide",
        menu_items={"About": "**Backchannel**: every tie leads to the sentence that proves it."},
    )
    st.logo(str(_STATIC / "logo.svg"))
    pages = {path: st.Page(page, title=title, url_path=path) for title, path, page in PAGES}
    home = st.Page(_home, title="Backchannel", url_path="home", default=True, visibility="hidden")
    current = st.navigation([home, *pages.values()], position="top")
    links.know_pages(pages)
    with errors_in_words():
        current.run()
    _status()
