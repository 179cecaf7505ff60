"""The Articles page: the list with its filters, and the reader with claims and names marked in the text."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import streamlit as st

from backchannel.dashboard import links
from backchannel.dashboard.components import component
from backchannel.dashboard.graph_view import legend
from backchannel.dashboard.plain import count, plain
from backchannel.dashboard.stores import article_count, current_store, store_uri
from graph.ontology import ONTOLOGY
from graph.view.articles import (
    ArticleFilter,
    ArticleList,
    ArticleView,
    list_articles,
    name_of,
    paragraphs,
    publishers,
    read_article,
    tie_of_claim,
)
from graph.view.words import date_words

_TABLE_ROWS = 14
_MODALITIES = {style["key"]: style["label"] for style in legend()["modalities"]}
#: The list's filters, as they stand where nothing is chosen.
_FILTERS: dict[str, Any] = {
    "articles_text": "",
    "articles_publishers": [],
    "articles_modalities": [],
    "articles_relations": [],
    "articles_since": None,
    "articles_until": None,
}
#: The names of the filters in the page's address.
_LINKED = {
    "text": "articles_text",
    "publisher": "articles_publishers",
    "said": "articles_modalities",
    "relation": "articles_relations",
    "since": "articles_since",
    "until": "articles_until",
}


def page() -> None:
    """The article that the address names, or the list of all."""
    article = st.query_params.get("article")
    if article:
        _read(article)
    else:
        _list()


# --- the list


@st.cache_data(show_spinner=False, max_entries=16)
def _publishers(uri: str, version: str) -> list[str]:  # noqa: ARG001 - what the cache is keyed by
    return list(publishers(current_store()))


@st.cache_data(show_spinner=False, max_entries=64)
def _found(uri: str, version: str, wanted: ArticleFilter) -> ArticleList:  # noqa: ARG001 - what the cache is keyed by
    return list_articles(current_store(), wanted)


def _list() -> None:
    store = current_store()
    known = _publishers(store_uri(), store.version())
    if not article_count():
        _empty()
        return
    _restore(known)
    search, publisher, how, what, since, until = st.columns([3, 2, 2, 2, 1.5, 1.5], vertical_alignment="bottom")
    text = search.text_input(
        "Search",
        key="articles_text",
        placeholder="Headlines and texts",
        icon=":material/search:",
    )
    chosen = publisher.multiselect(
        "Publisher",
        known,
        key="articles_publishers",
        placeholder="All",
        disabled=not known,
    )
    modalities = how.multiselect(
        "With claims that are",
        list(_MODALITIES),
        key="articles_modalities",
        format_func=_MODALITIES.__getitem__,
        placeholder="Any",
    )
    relations = what.multiselect(
        "With claims of",
        list(ONTOLOGY.relations),
        key="articles_relations",
        format_func=lambda name: ONTOLOGY.relations[name].label,
        placeholder="Any",
    )
    first = since.date_input("Published since", None, key="articles_since", format="YYYY-MM-DD")
    last = until.date_input("Published until", None, key="articles_until", format="YYYY-MM-DD")
    entity = st.query_params.get("entity")
    _keep(entity)
    wanted = ArticleFilter(
        text=text or "",
        publishers=tuple(chosen),
        since=_iso(first),
        until=_iso(last),
        entity=entity,
        relations=tuple(relations),
        modalities=tuple(modalities),
    )
    found = _found(store_uri(), store.version(), wanted)
    if not found.lines:
        st.info("No article matches. Search for another word, or clear the filters.", icon=":material/search_off:")
        st.button("Clear the filters", on_click=_clear_filters, key="articles_clear")
        return
    said = count(found.total, "article")
    if found.total > len(found.lines):
        said = f"{len(found.lines):,} of {said} shown: the newest. Search or filter to see others"
    if entity:
        said += f" that {'name' if found.total != 1 else 'names'} {plain(name_of(store, entity) or 'nobody known')}"
    st.caption(f"{said}. Click one to read it.")
    visit = st.session_state.setdefault("articles_visit", 0)
    event = st.dataframe(
        {
            "Published": [line.published or "" for line in found.lines],
            "Headline": [line.headline for line in found.lines],
            "Publisher": [line.publisher or "" for line in found.lines],
            "Ties": [line.ties for line in found.lines],
            "Claims": [line.claims for line in found.lines],
        },
        key=f"articles_table_{visit}",
        hide_index=True,
        height=36 * (min(len(found.lines), _TABLE_ROWS) + 1),
        row_height=36,
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            "Published": st.column_config.TextColumn(width=110),
            "Headline": st.column_config.TextColumn(width=560),
            "Publisher": st.column_config.TextColumn(width=180),
            "Ties": st.column_config.NumberColumn(width=80, help="Different ties that the article tells of"),
            "Claims": st.column_config.NumberColumn(width=80, help="Sentences that support them"),
        },
    )
    if cells := event.selection.cells:
        st.session_state["articles_visit"] = visit + 1  # a new table, so that coming back finds nothing selected
        links.go("articles", article=found.lines[cells[0][0]].id)


def _empty() -> None:
    st.info("The store holds no articles yet. Load some, and they are listed here.", icon=":material/article:")
    if st.button("Load articles", type="primary", icon=":material/upload:", key="articles_load"):
        links.go("load")


def _clear_filters() -> None:
    st.session_state.update(_FILTERS)
    st.query_params.clear()


def _restore(known: list[str]) -> None:
    """Filters as the address has them, else as the reader left them: Streamlit forgets those of a page not shown."""
    state, query = st.session_state, st.query_params
    if "articles_kept" not in state and (set(query) & set(_LINKED)):
        choices = {"publisher": known, "said": list(_MODALITIES), "relation": list(ONTOLOGY.relations)}
        for name, key in _LINKED.items():
            if name in choices:
                state[key] = [value for value in query.get_all(name) if value in choices[name]]
            elif name == "text":
                state[key] = query.get(name, "")
            elif name in query:
                state[key] = _day_of(query[name])
    for key, value in state.get("articles_kept", _FILTERS).items():
        state.setdefault(key, value)


def _keep(entity: str | None) -> None:
    """Remember the filters, and write them into the address, so that a copy of it reopens the same list."""
    state = st.session_state
    state["articles_kept"] = {key: state[key] for key in _FILTERS}
    chosen = {name: state[key] for name, key in _LINKED.items() if state[key]}
    link = {name: value.isoformat() if isinstance(value, date) else value for name, value in chosen.items()}
    if entity:
        link["entity"] = entity
    if {name: st.query_params.get_all(name) for name in st.query_params} != {
        name: value if isinstance(value, list) else [value] for name, value in link.items()
    }:
        st.query_params.from_dict(link)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# --- the reader


@st.cache_data(show_spinner=False, max_entries=64)
def _payload(uri: str, version: str, article: str, chosen: str | None) -> bytes | None:  # noqa: ARG001 - cache key
    view = read_article(current_store(), article)
    return None if view is None else json.dumps(_reader_data(view, chosen)).encode()


def _reader_data(view: ArticleView, chosen: str | None) -> dict[str, object]:
    names = {name.entity: name for name in view.names}
    order = {entity: index for index, entity in enumerate(names)}
    return {
        "id": view.id,
        "headline": view.headline,
        "publisher": view.publisher,
        "day": date_words(view.published) if view.published else None,
        "url": view.url,
        "paragraphs": [
            [
                [piece.text, piece.claims, -1 if piece.name is None else order[view.names[piece.name].entity]]
                for piece in pieces
            ]
            for pieces in paragraphs(view)
        ],
        "titled": view.text.startswith(view.headline),
        "claims": [
            {
                "id": claim.id,
                "modality": str(claim.modality),
                "words": claim.words,
                "note": claim.note,
                "length": claim.end - claim.start,
            }
            for claim in view.claims
        ],
        "mentions": [{"id": name.entity, "name": name.name, "kind": name.kind} for name in names.values()],
        "modalities": legend()["modalities"],
        "chosen": chosen,
        "empty": "No claim was found in this article.",
    }


def _read(article: str) -> None:
    store = current_store()
    if st.button("All articles", icon=":material/arrow_back:", type="tertiary", key="articles_back"):
        links.go("articles")
    payload = _payload(store_uri(), store.version(), article, st.query_params.get("claim"))
    if payload is None:
        st.warning(
            "The store holds no such article: the link is old, or the article was removed.", icon=":material/link_off:"
        )
        return
    reader = component("reader", '<article class="reader" aria-label="Article"></article>')
    reader(key="articles_reader", data=payload, on_tie_change=_open_tie, on_entity_change=_open_entity)


def _open_tie() -> None:
    claim = st.session_state["articles_reader"].get("tie")
    if not claim:
        return
    if tie := tie_of_claim(current_store(), str(claim)):
        links.go_after("explore", tie=tie)
    else:
        st.toast("No tie in the graph rests on this claim: it was rejected in review.", icon=":material/link_off:")


def _open_entity() -> None:
    if entity := st.session_state["articles_reader"].get("entity"):
        links.go_after("explore", node=str(entity))
