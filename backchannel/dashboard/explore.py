"""The Explore page: the graph, its filters and the panel that proves each tie; all of it in one fragment.

The graph is sent whole once. What a reader does after that goes by way of the panel, whose component tells the graph
what to add: an expansion of twenty must not send three hundred again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from backchannel.dashboard.components import component
from backchannel.dashboard.explore_pack import PICTURE, evidence_pack, web_page
from backchannel.dashboard.explore_panel import (
    chains_panel,
    entity_panel,
    marks_panel,
    overview_panel,
    several_panel,
    ties_panel,
)
from backchannel.dashboard.explore_saved import change_saved, saved_query, saved_views
from backchannel.dashboard.explore_state import LINK_KEYS, State, ids_of, query_of, take_view
from backchannel.dashboard.failures import errors_in_words
from backchannel.dashboard.graph_view import graph_view, growth, legend, payload
from backchannel.dashboard.links import go
from backchannel.dashboard.stores import current_store, store_uri
from graph.analysis import Link, brokers, chains, communities
from graph.errors import BackchannelError
from graph.model import stable_id
from graph.view.picture import (
    PICTURE_LIMIT,
    PICTURE_MOST,
    TIES_MOST,
    Picture,
    PictureTie,
    ends_of,
    extended,
    neighbours,
    overview,
    picture_of,
    unseen_relations,
)
from graph.view.search import NameIndex, name_index, search

_STATE = "explore_state"
_GRAPH = "explore_graph"
_DETAILS = "explore_details"
#: What the reader may ask of the page; each is a trigger of its own, since two of one name in a batch would overwrite
#: each other.
_PANEL_EVENTS = (
    "select", "search", "view", "mark", "pack", "more", "expand", "fetch", "open_tie", "paths", "relations", "saved",
    "again", "open_article", "open_load",
)  # fmt: skip
#: In place of the panel's content where what was brought must not wait for it: the browser asks again.
_LATER: Mapping[str, Any] = {"shows": "later"}
_Steps = tuple[tuple[str, ...], ...]


def page() -> None:
    """The page; query parameters `node`, `tie`, `view` and `saved` open what they name."""
    state: State = st.session_state.setdefault(_STATE, State())
    query = {key: st.query_params[key] for key in LINK_KEYS if key in st.query_params}
    if not query and state.link:
        _keep_link(state)  # a reader who comes back from another page finds what they left
    elif query != state.link:
        _open_link(state, query)
    _explore()


@st.fragment
def _explore() -> None:
    with errors_in_words():
        state: State = st.session_state[_STATE]
        uri, version = store_uri(), current_store().version()
        state.sent, state.grown = state.base(), []  # all that was brought is in what is sent now
        left, right = st.columns([2.7, 1], gap="small")
        with left:
            graph_view(_payload(uri, version, state.limit, _frozen(state.steps), state.base()[1]), key=_GRAPH)
        with right:
            _details_beside()
            _names(uri, version)


@st.fragment
def _details_beside() -> None:
    """The panel, a fragment of its own: a click need not send the picture again."""
    with errors_in_words():
        state: State = st.session_state[_STATE]
        if state.leave:
            (path, query), state.leave = state.leave, None
            go(path, **query)
        if state.sent != state.base():
            st.rerun()  # the graph's own fragment around this one
        hurried, state.hurried = state.hurried, False
        callbacks: dict[str, Any] = {f"on_{kind}_change": partial(_event, kind) for kind in _PANEL_EVENTS}
        component("details", '<div class="bc-details"></div>', isolate_styles=False)(
            key=_DETAILS,
            data={
                "panel": _LATER if hurried else state.aside or _panel(state),
                "selection": {"nodes": state.nodes, "ties": state.ties},
                "legend": legend(),
                "grown": state.grown,
                "ask": state.ask,
                "search": state.found,
                "unseen": state.unseen,
                "command": state.command,
                "marks": state.marks,
                "download": state.download,
                "saved": saved_views(),
            },
            **callbacks,
        )


# ---- what is shown, kept for every reader of the same store ---


@st.cache_resource(show_spinner=False, max_entries=4)
def _base(uri: str, version: str, limit: int) -> Picture:  # noqa: ARG001 - the cache's key
    return overview(current_store(), limit=limit)


def _shown(state: State) -> Picture:
    """The picture with all that was brought into it; the one made last is kept, since most steps only add to it."""
    uri, version = store_uri(), current_store().version()
    steps = _frozen(state.steps)
    key = (uri, version, state.limit, steps)
    if state.shown is None or state.shown[0] != key:
        base = _base(uri, version, state.limit)
        before = state.shown[1] if state.shown and state.shown[0] == (*key[:3], steps[:-1]) else None
        if steps and before:
            made = extended(current_store(), before, steps[-1])
        else:
            made = extended(current_store(), base, [one for step in steps for one in step]) if steps else base
        state.shown = (key, made)
    return state.shown[1]


@st.cache_data(show_spinner=False, max_entries=16)
def _payload(uri: str, version: str, limit: int, steps: _Steps, opened: str) -> bytes:
    base = _base(uri, version, limit)
    picture = extended(current_store(), base, [one for step in steps for one in step]) if steps else base
    came = {identity: number for number, step in enumerate(steps, 1) for identity in step}
    for node in base.nodes:
        came.pop(node.id, None)
    view = json.loads(opened) if opened else None
    return payload(picture, graph=stable_id("g", uri), steps=came, limit=limit, view=view)


def _panel(state: State) -> dict[str, Any]:
    uri, version = store_uri(), current_store().version()
    found: dict[str, Any] | None = None
    if len(state.nodes) == 1:
        found = _dossier(uri, version, state.nodes[0])
    elif state.nodes:
        picture = _shown(state)
        chosen = [node for node in picture.nodes if node.id in state.nodes]
        found = several_panel(chosen, picture) if chosen else None
    elif state.ties:
        found = _proofs(_shown(state), state.ties)
    return found or _overview(uri, version, state.limit)


@st.cache_data(show_spinner=False, max_entries=128)
def _dossier(uri: str, version: str, entity: str) -> dict[str, Any] | None:  # noqa: ARG001 - the cache's key
    return entity_panel(current_store(), entity)


@st.cache_data(show_spinner=False, max_entries=4)
def _overview(uri: str, version: str, limit: int) -> dict[str, Any]:
    return overview_panel(_base(uri, version, limit))


def _proofs(picture: Picture, ties: list[str]) -> dict[str, Any] | None:
    store = current_store()
    own = [tie for tie in picture.ties if tie.id in ties] or _ties_elsewhere(ties)
    names = {node.id: node.name for node in picture.nodes}
    missing = [end for tie in own for end in (tie.source, tie.target) if end not in names]
    if missing:
        names |= {node.id: node.name for node in picture_of(store, missing).nodes}
    return ties_panel(store, own, names)


def _ties_elsewhere(ties: list[str]) -> list[PictureTie]:
    """Ties that the picture does not hold, such as the one that a dossier lists with somebody who is not drawn."""
    store = current_store()
    found = []
    for tie in ties:
        ends = ends_of(store, tie)
        if ends:
            found += [other for other in picture_of(store, ends).ties if other.id == tie]
    return found


@st.cache_resource(show_spinner=False, max_entries=2)
def _names(uri: str, version: str) -> Future[NameIndex]:  # noqa: ARG001 - the cache's key
    """The index of all names, being made in a thread of its own from the moment that the page is first shown."""
    store = current_store()
    worker = ThreadPoolExecutor(1, "names")
    made = worker.submit(name_index, store)
    worker.shutdown(wait=False)
    return made


# ---- what the reader does ---


def _event(kind: str) -> None:
    """What the reader did in the graph or the panel."""
    state: State = st.session_state[_STATE]
    event = st.session_state[_DETAILS].get(kind)
    if not isinstance(event, Mapping):
        return
    try:
        _ACTS[kind](state, event)
    except BackchannelError as error:
        state.say(str(error))


def _more(state: State, _: Mapping[str, Any]) -> None:
    state.limit = min(PICTURE_MOST, state.limit + PICTURE_LIMIT)
    _keep_link(state)


def _chosen(state: State, event: Mapping[str, Any]) -> None:
    state.nodes, state.ties, state.aside = ids_of(event.get("nodes")), ids_of(event.get("ties")), None
    _keep_link(state)


def _view(state: State, event: Mapping[str, Any]) -> None:
    view = event.get("view")
    state.view = view if isinstance(view, Mapping) else None
    _keep_link(state)


def _search(state: State, event: Mapping[str, Any]) -> None:
    text = str(event.get("text", ""))[:200]
    found = search(_names(store_uri(), current_store().version()).result(), text)
    state.found = {
        "text": text,
        "results": [{"id": one.id, "name": one.name, "kind": str(one.kind), "note": one.alias} for one in found],
    }


def _expand(state: State, event: Mapping[str, Any]) -> None:
    relation = event.get("relation")
    drawn = _drawn(state)
    room = PICTURE_MOST - len(drawn)
    if room <= 0:
        state.say(f"The picture holds {len(drawn):,} already; hide some before bringing in more.")
        return
    fresh = neighbours(
        current_store(),
        str(event.get("node")),
        relation=str(relation) if relation else None,
        known=drawn,
        limit=min(20, room),
    )
    if not fresh.ids:
        if not event.get("revealed"):
            state.say("All its neighbours are in the picture.")
        return
    _bring(state, list(fresh.ids))
    state.hurried = not state.aside
    if fresh.left_out:
        total = len(fresh.ids) + fresh.left_out
        state.say(f"{len(fresh.ids)} of {total:,} more neighbours brought in. Double click again for the next ones.")


def _fetch(state: State, event: Mapping[str, Any]) -> None:
    node = str(event.get("node"))
    _bring(state, [node])
    state.select(nodes=[node])
    _keep_link(state)


def _bring(state: State, ids: list[str]) -> None:
    drawn = _drawn(state)
    fresh = [identity for identity in dict.fromkeys(ids) if identity not in drawn]
    if fresh:
        state.steps.append(fresh)
        state.grew(growth(_shown(state), fresh, step=len(state.steps)))
        _keep_link(state)


def _drawn(state: State) -> set[str]:
    return {node.id for node in _shown(state).nodes}


def _open_tie(state: State, tie: str) -> None:
    ends = ends_of(current_store(), tie)
    if ends is None:
        state.say("This tie is no longer in the store.")
        return
    _bring(state, list(ends))
    state.select(ties=[tie])


def _tie(state: State, event: Mapping[str, Any]) -> None:
    _open_tie(state, str(event.get("tie")))
    _keep_link(state)


def _paths(state: State, event: Mapping[str, Any]) -> None:
    start, end = str(event.get("from")), str(event.get("to"))
    found = chains(current_store(), start, end)
    _bring(state, [node for chain in found for node in chain.nodes])
    if found:
        state.select(ties=[tie for chain in found for step in chain.ties for tie in step[:1]])
        _keep_link(state)
    state.aside = chains_panel(found, (start, end), _shown(state))


def _relations(state: State, event: Mapping[str, Any]) -> None:
    node = str(event.get("node"))
    found = unseen_relations(current_store(), node, known=_drawn(state))
    state.unseen = {"sequence": state.next(), "node": node, "relations": list(found.items())}


def _mark(state: State, event: Mapping[str, Any]) -> None:
    kind, ties = event.get("kind"), set(ids_of(event.get("ties"), most=2 * TIES_MOST))
    picture = _shown(state)
    links = [
        Link(id=tie.id, source=tie.source, target=tie.target, modality=tie.modality)
        for tie in picture.ties
        if tie.id in ties
    ]
    state.marks = state.aside = None
    if kind == "circles":
        circles = communities(links)
        state.marks = {"sequence": state.next(), "kind": kind, "circles": [sorted(circle) for circle in circles]}
        state.aside = marks_panel(kind, circles, picture)
    elif kind == "brokers":
        found = brokers(links)
        state.marks = {"sequence": state.next(), "kind": kind, "brokers": [broker.node for broker in found]}
        state.aside = marks_panel(kind, found, picture)


def _pack(state: State, event: Mapping[str, Any]) -> None:
    ties = set(ids_of(event.get("ties"), most=2 * TIES_MOST))
    picture = _shown(state)
    own = tuple(tie for tie in picture.ties if tie.id in ties)
    if event.get("kind") == "page":
        ends = {end for tie in own for end in (tie.source, tie.target)}
        nodes = tuple(node for node in picture.nodes if node.id in ends)
        name, text = "backchannel.html", web_page(replace(picture, nodes=nodes, ties=own))
    else:
        name, text = "evidence.html", evidence_pack(current_store(), picture, own, today=date.today())
    state.download = {"sequence": state.next(), "name": name, "text": text, "type": "text/html", "picture": PICTURE}


def _saved(state: State, event: Mapping[str, Any]) -> None:
    if event.get("do") != "open":
        change_saved(state, event)
        return
    name = str(event.get("name"))
    _open_link(state, {"saved": name})
    _keep_link(state)


def _again(_: State, __: Mapping[str, Any]) -> None:
    """Nothing is changed: the run that follows makes the panel that an expansion left for later."""


def _open_article(state: State, event: Mapping[str, Any]) -> None:
    claim = event.get("claim")
    state.leave = "articles", {"article": str(event.get("article"))} | ({"claim": str(claim)} if claim else {})


def _open_load(state: State, _: Mapping[str, Any]) -> None:
    state.leave = "load", {}


_ACTS: Mapping[str, Callable[[State, Mapping[str, Any]], None]] = {
    "select": _chosen,
    "search": _search,
    "view": _view,
    "mark": _mark,
    "pack": _pack,
    "more": _more,
    "expand": _expand,
    "fetch": _fetch,
    "open_tie": _tie,
    "paths": _paths,
    "relations": _relations,
    "saved": _saved,
    "again": _again,
    "open_article": _open_article,
    "open_load": _open_load,
}


# ---- links ---


def _keep_link(state: State) -> None:
    """Write what is shown into the page's address, so that a copy of it reopens the same."""
    query = query_of(state)
    state.link = query
    for key in LINK_KEYS:
        if key in query:
            st.query_params[key] = query[key]
        elif key in st.query_params:
            del st.query_params[key]


def _open_link(state: State, query: Mapping[str, str]) -> None:
    state.link = dict(query)
    if "saved" in query:
        kept = saved_query(query["saved"])
        if kept is None:
            state.say("No view is saved under the name that this link gives.")
            return
        query = {"view": ""} | kept  # a view that was saved without any change is the whole picture
        state.nodes, state.ties, state.aside = [], [], None
    nodes, ties = take_view(state, query["view"]) if "view" in query else ([], [])
    if "tie" in query and len(ties) < 2:
        _open_tie(state, query["tie"])
    elif "node" in query:
        if picture_of(current_store(), [query["node"]]).nodes:
            _bring(state, [query["node"]])
            state.select(nodes=[query["node"]])
        else:
            state.say("Whom this link names is not in the store.")
    elif nodes or ties:
        state.select(nodes=nodes, ties=ties)


def _frozen(steps: list[list[str]]) -> _Steps:
    return tuple(tuple(step) for step in steps)
