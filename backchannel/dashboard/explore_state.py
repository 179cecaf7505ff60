"""What one reader has in the picture and has chosen, and the link that reopens it."""

from __future__ import annotations

import base64
import binascii
import json
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.view.picture import PICTURE_LIMIT, PICTURE_MOST, Picture

#: The query parameters that a link to a picture may have.
LINK_KEYS = ("node", "tie", "view", "saved")
#: Answers that are still sent along with later ones, since the browser may be told of two at once.
_RECENT = 3


@dataclass(slots=True)
class State:
    """Lives in the reader's session; `steps` are the ids that each expansion or search brought into the picture."""

    limit: int = PICTURE_LIMIT
    steps: list[list[str]] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)
    view: Mapping[str, Any] | None = None  # as the browser last told it
    opened: Mapping[str, Any] | None = None  # the view of the link that was opened
    grown: list[Mapping[str, Any]] = field(default_factory=list)  # what the latest steps brought, to be drawn
    ask: Mapping[str, Any] | None = None  # what the browser is asked to select
    found: Mapping[str, Any] | None = None
    unseen: Mapping[str, Any] | None = None  # the relations to neighbours who are not drawn, for the menu
    command: Mapping[str, Any] | None = None
    marks: Mapping[str, Any] | None = None  # circles or brokers that the picture marks
    download: Mapping[str, Any] | None = None
    aside: Mapping[str, Any] | None = None  # what the panel shows in place of the selection: chains, marks
    hurried: bool = False  # an expansion is to be drawn before the panel is made
    leave: tuple[str, Mapping[str, str]] | None = None  # the page to go to, with its query parameters
    link: Mapping[str, str] = field(default_factory=dict)  # the query parameters that were read or written last
    sequence: int = field(default_factory=lambda: int(time.time() * 1000))  # beyond that of any session before
    sent: tuple[int, str] | None = None  # limit and opened view of the picture that was sent last
    shown: tuple[tuple[object, ...], Picture] | None = None  # the picture made last, with what it was made for

    def base(self) -> tuple[int, str]:
        """What only the graph itself can show: how many are drawn, and the view of a link."""
        return self.limit, text_of(self.opened)

    def next(self) -> int:
        """A number for a request, so that the browser obeys it once."""
        self.sequence += 1
        return self.sequence

    def grew(self, brought: Mapping[str, Any]) -> None:
        """Have the browser draw what was `brought` beside what it draws."""
        self.grown = [*self.grown[1 - _RECENT :], {"sequence": self.next(), **brought}]

    def say(self, text: str) -> None:
        """Show a short message over the picture."""
        self.command = {"sequence": self.next(), "do": "say", "text": text}

    def select(self, *, nodes: Sequence[str] = (), ties: Sequence[str] = ()) -> None:
        """Select, and have the browser bring it into sight."""
        self.nodes, self.ties, self.aside = list(nodes), list(ties), None
        self.ask = {"sequence": self.next(), "nodes": self.nodes, "ties": self.ties}


def query_of(state: State) -> dict[str, str]:
    """The query parameters that reopen what `state` shows."""
    query: dict[str, str] = {}
    if len(state.nodes) == 1:
        query["node"] = state.nodes[0]
    elif state.ties:
        query["tie"] = state.ties[0]
    kept = {
        "view": state.view,
        "steps": state.steps,
        "limit": state.limit if state.limit != PICTURE_LIMIT else None,
        "nodes": state.nodes if len(state.nodes) > 1 else None,
        "ties": state.ties if len(state.ties) > 1 else None,
    }
    if any(kept.values()):
        query["view"] = packed({key: value for key, value in kept.items() if value})
    return query


def link_to(nodes: Sequence[str], ties: Sequence[str] = ()) -> dict[str, str]:
    """The query parameters with which the page opens with these stakeholders and ties in the picture and selected."""
    kept = {"steps": [list(nodes)], "nodes": list(nodes), "ties": list(ties)}
    return {"view": packed({key: value for key, value in kept.items() if value})}


def take_view(state: State, text: str) -> tuple[list[str], list[str]]:
    """Take over the picture that a link's `view` holds; returns the stakeholders and ties that it selects."""
    kept = unpacked(text)
    limit, steps, view = kept.get("limit"), kept.get("steps"), kept.get("view")
    state.limit = min(PICTURE_MOST, max(1, limit)) if isinstance(limit, int) else PICTURE_LIMIT
    state.steps = [ids_of(step) for step in steps if ids_of(step)] if isinstance(steps, list) else []
    state.view = view if isinstance(view, Mapping) else None
    state.opened = {**(state.view or {}), "sequence": state.next()}
    return ids_of(kept.get("nodes")), ids_of(kept.get("ties"))


def packed(value: Mapping[str, Any]) -> str:
    """`value` as text that an address can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")


def unpacked(text: str) -> Mapping[str, Any]:
    """What `packed` packed; empty for anything else, a bomb (over a megabyte unpacked) included."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value = json.loads(zlib.decompressobj().decompress(raw, 1_000_000))
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        return {}
    return value if isinstance(value, Mapping) else {}


def ids_of(value: object, *, most: int = 2_000) -> list[str]:
    """`value` as ids, where it is a list; what comes from a browser may be anything."""
    return [str(item)[:200] for item in value[:most]] if isinstance(value, list) else []


def text_of(value: Mapping[str, Any] | None) -> str:
    """`value` as text that a cache can be keyed by."""
    return json.dumps(value, sort_keys=True) if value else ""
