"""Views that readers keep by name in the store: a kept text is the query parameters of the view's link, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from backchannel.dashboard.explore_state import LINK_KEYS, State, query_of
from backchannel.dashboard.reader import reader_name
from backchannel.dashboard.stores import current_store, store_uri
from graph.errors import BackchannelError
from graph.shelf import Kept, discard, keep, shelf
from graph.view.words import date_words, plain


def saved_views() -> list[dict[str, str]]:
    """The kept views as the browser lists them, by name."""
    kept = _shelf(store_uri(), current_store().version())
    return [
        {"name": one.name, "by": plain(one.by, 80), "when": date_words(one.at.date().isoformat())}
        for one in kept.values()
    ]


def saved_query(name: str) -> dict[str, str] | None:
    """The query parameters that are kept under `name`, or None where nothing is."""
    kept = _shelf(store_uri(), current_store().version()).get(name)
    if kept is None:
        return None
    try:
        query = json.loads(kept.text)
    except ValueError:
        return {}
    found = query.items() if isinstance(query, dict) else ()
    return {key: str(value) for key, value in found if key in LINK_KEYS and key != "saved"}


def change_saved(state: State, event: Mapping[str, Any]) -> None:
    """Save, rename or delete a view, as the browser asks; says what was done, or why it was not."""
    act, name, to = (str(event.get(key) or "") for key in ("do", "name", "to"))
    store, by = current_store(), reader_name()
    try:
        if act == "save":
            keep(store, "view", name, json.dumps(query_of(state)), by=by)
            state.say(f"Saved as “{' '.join(name.split())}”, for every reader of this store.")
        elif act == "discard":
            discard(store, "view", name, by=by)
            state.say(f"“{name}” is deleted.")
        elif act == "rename" and (kept := shelf(store, "view").get(name)):
            keep(store, "view", to, kept.text, by=by)
            if " ".join(to.split()) != name:
                discard(store, "view", name, by=by)
            state.say(f"“{name}” is now called “{' '.join(to.split())}”.")
    except BackchannelError as error:
        state.say(str(error))


@st.cache_data(show_spinner=False, max_entries=8)
def _shelf(uri: str, version: str) -> dict[str, Kept]:  # noqa: ARG001 - what the cache is keyed by
    return dict(shelf(current_store(), "view"))
