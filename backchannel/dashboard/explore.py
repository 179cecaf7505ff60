"""The Explore page: the graph, its filters and the panel that proves each tie; all of it in one fragment."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any

import streamlit as st

from backchannel.dashboard.explore_pack import PICTURE, evidence_pack, web_page
from backchannel.dashboard.explore_panel import (
    chains_panel,
    entity_panel,
    marks_panel,
    overview_panel,
    several_panel,
    ties_panel,
)
from backchannel.dashboard.graph_view import graph_view, legend, payload
from backchannel.dashboard.links import go
from backchannel.dashboard.stores import current_store, store_uri
from graph.analysis import Link, brokers, chains, communities
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
)
from graph.view.search import NameIndex, name_index, search

_STATE = "explore_state"
_GRAPH = "explore_graph"
_DETAILS = "explore_details"
_PANEL_EVENTS = ("select", "search", "view", "mark", "pack", "open_article", "open_load")


@cache
def _details() -> Callable[..., object]:
    """The panel's component, made on first use as the graph's is."""
    return st.components.v2.component(
        "backchannel.details",
        html='<div class="bc-details"></div>',
        js="details.js",
        css="details.css",
        isolate_styles=False,
    )


_Drawn = tuple[int, tuple[tuple[str, ...], ...], str, str]


@dataclass(slots=True)
class _State:
    """What one reader has in the picture and has chosen; lives in their session."""

    limit: int = PICTURE_LIMIT
    steps: list[list[str]] = field(default_factory=list)  # ids that each expansion or search brought
    nodes: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    view: Mapping[str, Any] | None = None  # as the browser last told it
    opened: Mapping[str, Any] | None = None  # the view of the link that was opened
    ask: Mapping[str, Any] | None = None  # what the browser is asked to select
    found: Mapping[str, Any] | None = None
    command: Mapping[str, Any] | None = None
    marks: Mapping[str, Any] | None = None  # circles or brokers that the picture marks
    download: Mapping[str, Any] | None = None
    aside: Mapping[str, Any] | None = None  # what the panel shows in place of the selection: chains, marks
    leave: tuple[str, Mapping[str, str]] | None = None  # the page to go to, with its query parameters
    link: Mapping[str, str] = field(default_factory=dict)  # the query parameters that were read or written last
    sequence: int = 0
    drawn: _Drawn | None = None

    def picture(self) -> _Drawn:
        """What decides what the graph is sent: the arguments of its payload."""
        return self.limit, _frozen(self.steps), _text(self.ask), _text(self.opened)

    def next(self) -> int:
        """A number for a request, so that the browser obeys it once."""
        self.sequence += 1
        return self.sequence


def page() -> None:
    """The page; query parameters `node`, `tie` and `view` open what they name."""
    state: _State = st.session_state.setdefault(_STATE, _State())
    query = {key: st.query_params[key] for key in ("node", "tie", "view") if key in st.query_params}
    if query != state.link:
        _open_link(state, query)
    _explore()


@st.fragment
def _explore() -> None:
    state: _State = st.session_state[_STATE]
    uri, version = store_uri(), current_store().version()
    state.drawn = state.picture()
    left, right = st.columns([2.7, 1], gap="small")
    with left:
        graph_view(_payload(uri, version, *state.drawn), key=_GRAPH, on_event=_graph_event)
    with right:
        _details_beside()
        _names(uri, version)


@st.fragment
def _details_beside() -> None:
    """The panel, a fragment of its own: a click need not send the picture again."""
    state: _State = st.session_state[_STATE]
    if state.leave:
        (path, query), state.leave = state.leave, None
        go(path, **query)
    if state.drawn != state.picture():
        # The browser sends what came at once (the click and the expansion of a double click) as one batch, for one of
        # the two fragments only: here the panel's, while the picture must be drawn anew.
        st.rerun()
    uri, version = store_uri(), current_store().version()
    chosen = (tuple(state.nodes), tuple(state.ties))
    callbacks: dict[str, Any] = {f"on_{kind}_change": partial(_details_event, kind) for kind in _PANEL_EVENTS}
    _details()(
        key=_DETAILS,
        data={
            "panel": state.aside or _panel(uri, version, state.limit, _frozen(state.steps), *chosen),
            "selection": {"nodes": state.nodes, "ties": state.ties},
            "legend": legend(),
            "search": state.found,
            "command": state.command,
            "marks": state.marks,
            "download": state.download,
        },
        **callbacks,
    )


# ---- what is shown, kept for every reader of the same store ---


@st.cache_resource(show_spinner=False, max_entries=16)
def _picture(uri: str, version: str, limit: int, steps: tuple[tuple[str, ...], ...]) -> Picture:
    if not steps:
        return overview(current_store(), limit=limit)
    # Each step only asks for what it adds; the picture before it is most likely still here.
    return extended(current_store(), _picture(uri, version, limit, steps[:-1]), steps[-1])


@st.cache_data(show_spinner=False, max_entries=32)
def _payload(uri: str, version: str, limit: int, steps: tuple[tuple[str, ...], ...], ask: str, opened: str) -> bytes:
    picture = _picture(uri, version, limit, steps)
    came = {identity: number for number, step in enumerate(steps, 1) for identity in step}
    for node in _base_ids(uri, version, limit):
        came.pop(node, None)
    return payload(
        picture,
        graph=stable_id("g", uri),
        steps=came,
        limit=limit,
        selection=json.loads(ask) if ask else None,
        view=json.loads(opened) if opened else None,
    )


def _base_ids(uri: str, version: str, limit: int) -> tuple[str, ...]:
    """The ids of the picture before any expansion."""
    return tuple(node.id for node in _picture(uri, version, limit, ()).nodes)


@st.cache_data(show_spinner=False, max_entries=128)
def _panel(
    uri: str,
    version: str,
    limit: int,
    steps: tuple[tuple[str, ...], ...],
    nodes: tuple[str, ...],
    ties: tuple[str, ...],
) -> dict[str, Any]:
    store = current_store()
    picture = _picture(uri, version, limit, steps)
    found: dict[str, Any] | None = None
    if len(nodes) == 1:
        found = entity_panel(store, nodes[0])
    elif nodes:
        chosen = [node for node in picture.nodes if node.id in nodes]
        found = several_panel(chosen, picture) if chosen else None
    elif ties:
        own = [tie for tie in picture.ties if tie.id in ties] or _ties_elsewhere(ties)
        names = {node.id: node.name for node in picture.nodes}
        missing = [end for tie in own for end in (tie.source, tie.target) if end not in names]
        if missing:
            names |= {node.id: node.name for node in picture_of(store, missing).nodes}
        found = ties_panel(store, own, names)
    return found or overview_panel(picture)


def _ties_elsewhere(ties: tuple[str, ...]) -> list[PictureTie]:
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


def _graph_event(kind: str) -> None:
    """What changes the picture."""
    state: _State = st.session_state[_STATE]
    event = st.session_state[_GRAPH].get(kind)
    if not isinstance(event, Mapping):
        return
    if kind == "expand":
        _expand(state, str(event.get("node")), event.get("relation"))
    elif kind == "fetch":
        _bring(state, [str(event.get("node"))])
        _select(state, nodes=[str(event.get("node"))])
    elif kind == "open_tie":
        _open_tie(state, str(event.get("tie")))
    elif kind == "more":
        state.limit = min(PICTURE_MOST, state.limit + PICTURE_LIMIT)
    elif kind == "paths":
        _show_chains(state, str(event.get("from")), str(event.get("to")))


def _details_event(kind: str) -> None:
    """What leaves the picture as it is."""
    state: _State = st.session_state[_STATE]
    event = st.session_state[_DETAILS].get(kind)
    if not isinstance(event, Mapping):
        return
    if kind == "select":
        state.nodes, state.ties, state.aside = _ids(event.get("nodes")), _ids(event.get("ties")), None
        _keep_link(state)
    elif kind == "search":
        _search(state, str(event.get("text", ""))[:200])
    elif kind == "view":
        view = event.get("view")
        state.view = view if isinstance(view, Mapping) else None
        _keep_link(state)
    elif kind == "mark":
        _mark(state, event.get("kind"), set(_ids(event.get("ties"), most=TIES_MOST)))
    elif kind == "pack":
        _pack(state, event.get("kind"), set(_ids(event.get("ties"), most=TIES_MOST)))
    elif kind == "open_article":
        claim = event.get("claim")
        state.leave = "articles", {"article": str(event.get("article"))} | ({"claim": str(claim)} if claim else {})
    elif kind == "open_load":
        state.leave = "load", {}


def _search(state: _State, text: str) -> None:
    found = search(_names(store_uri(), current_store().version()).result(), text)
    state.found = {
        "text": text,
        "results": [{"id": one.id, "name": one.name, "kind": str(one.kind), "note": one.alias} for one in found],
    }


def _expand(state: _State, entity: str, relation: object) -> None:
    drawn = _drawn(state)
    room = PICTURE_MOST - len(drawn)
    if room <= 0:
        _say(state, f"The picture holds {len(drawn):,} already; hide some before bringing in more.")
        return
    fresh = neighbours(
        current_store(), entity, relation=str(relation) if relation else None, known=drawn, limit=min(20, room)
    )
    if not fresh.ids:
        _say(state, "All its neighbours are in the picture.")
        return
    _bring(state, list(fresh.ids))
    if fresh.left_out:
        total = len(fresh.ids) + fresh.left_out
        _say(state, f"{len(fresh.ids)} of {total:,} more neighbours brought in. Double click again for the next ones.")


def _bring(state: _State, ids: list[str]) -> None:
    drawn = _drawn(state)
    fresh = [identity for identity in ids if identity not in drawn]
    if fresh:
        state.steps.append(fresh)


def _drawn(state: _State) -> set[str]:
    return {node.id for node in _shown(state).nodes}


def _open_tie(state: _State, tie: str) -> None:
    ends = ends_of(current_store(), tie)
    if ends is None:
        _say(state, "This tie is no longer in the store.")
        return
    _bring(state, list(ends))
    _select(state, ties=[tie])


def _show_chains(state: _State, start: str, end: str) -> None:
    found = chains(current_store(), start, end)
    _bring(state, [node for chain in found for node in chain.nodes])
    if found:
        _select(state, ties=[tie for chain in found for step in chain.ties for tie in step[:1]])
    state.aside = chains_panel(found, (start, end), _shown(state))


def _mark(state: _State, kind: object, ties: set[str]) -> None:
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


def _pack(state: _State, kind: object, ties: set[str]) -> None:
    picture = _shown(state)
    own = tuple(tie for tie in picture.ties if tie.id in ties)
    if kind == "page":
        ends = {end for tie in own for end in (tie.source, tie.target)}
        nodes = tuple(node for node in picture.nodes if node.id in ends)
        name, text = "backchannel.html", web_page(replace(picture, nodes=nodes, ties=own))
    else:
        name, text = "evidence.html", evidence_pack(current_store(), picture, own, today=date.today())
    state.download = {"sequence": state.next(), "name": name, "text": text, "type": "text/html", "picture": PICTURE}


def _shown(state: _State) -> Picture:
    return _picture(store_uri(), current_store().version(), state.limit, _frozen(state.steps))


def link_to(nodes: Sequence[str], ties: Sequence[str] = ()) -> dict[str, str]:
    """The query parameters with which the page opens with these stakeholders and ties in the picture and selected."""
    kept = {"steps": [list(nodes)], "nodes": list(nodes), "ties": list(ties)}
    return {"view": _packed({key: value for key, value in kept.items() if value})}


def _select(state: _State, *, nodes: list[str] | None = None, ties: list[str] | None = None) -> None:
    state.nodes, state.ties, state.aside = nodes or [], ties or [], None
    state.ask = {"sequence": state.next(), "nodes": state.nodes, "ties": state.ties, "look": True}
    _keep_link(state)


def _say(state: _State, text: str) -> None:
    state.command = {"sequence": state.next(), "do": "say", "text": text}


# ---- links ---


def _keep_link(state: _State) -> None:
    """Write what is shown into the page's address, so that a copy of it reopens the same."""
    query: dict[str, str] = {}
    if len(state.nodes) == 1:
        query["node"] = state.nodes[0]
    elif state.ties:
        query["tie"] = state.ties[0]
    kept = {
        key: value
        for key, value in (
            ("view", state.view),
            ("steps", state.steps),
            ("limit", state.limit if state.limit != PICTURE_LIMIT else None),
            ("nodes", state.nodes if len(state.nodes) > 1 else None),
            ("ties", state.ties if len(state.ties) > 1 else None),
        )
        if value
    }
    if kept:
        query["view"] = _packed(kept)
    state.link = query
    for key in ("node", "tie", "view"):
        if key in query:
            st.query_params[key] = query[key]
        elif key in st.query_params:
            del st.query_params[key]


def _open_link(state: _State, query: Mapping[str, str]) -> None:
    state.link = dict(query)
    if not query:
        return
    kept = _unpacked(query.get("view", ""))
    if kept:
        state.limit = (
            min(PICTURE_MOST, max(1, int(kept["limit"]))) if isinstance(kept.get("limit"), int) else PICTURE_LIMIT
        )
        steps = kept.get("steps")
        state.steps = [_ids(step) for step in steps if _ids(step)] if isinstance(steps, list) else []
        view = kept.get("view")
        if isinstance(view, Mapping):
            state.view = view
            state.opened = {**view, "sequence": state.next()}
    if "tie" in query:
        _open_tie(state, query["tie"])
    elif "node" in query:
        if picture_of(current_store(), [query["node"]]).nodes:
            _bring(state, [query["node"]])
            _select(state, nodes=[query["node"]])
        else:
            _say(state, "Whom this link names is not in the store.")
    elif kept and (_ids(kept.get("nodes")) or _ids(kept.get("ties"))):
        _select(state, nodes=_ids(kept.get("nodes")), ties=_ids(kept.get("ties")))


def _packed(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


def _unpacked(text: str) -> Mapping[str, Any]:
    """What `_packed` packed; empty for anything else, a bomb (over a megabyte unpacked) included."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value = json.loads(zlib.decompressobj().decompress(raw, 1_000_000))
    except (ValueError, binascii.Error, zlib.error):
        return {}
    return value if isinstance(value, Mapping) else {}


def _ids(value: object, *, most: int = 2_000) -> list[str]:
    return [str(item)[:200] for item in value[:most]] if isinstance(value, list) else []


def _frozen(steps: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(step) for step in steps)


def _text(value: Mapping[str, Any] | None) -> str:
    return json.dumps(value, sort_keys=True) if value else ""
