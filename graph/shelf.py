"""Queries and views that readers keep by name, in the store's ledger: copied, dumped and shared with it.

A line of the ledger with the kind "query" or "view" keeps a text under a name or takes the name off the shelf; the last
line of a name holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.model import Judgement, stable_id

if TYPE_CHECKING:
    from graph.store.base import BaseStore

KINDS = ("query", "view")
#: Characters that a name may have.
MAX_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A text on the shelf, with who put it there last."""

    name: str
    text: str
    by: str
    at: datetime


def shelf(store: BaseStore, kind: str) -> Mapping[str, Kept]:
    """What is kept of `kind`, by name, in the order of the names."""
    found: dict[str, Kept] = {}
    for line in store.judgements():
        if line.kind != kind:
            continue
        if line.verdict == "kept":
            found[line.left] = Kept(name=line.left, text=str(line.values.get("text", "")), by=line.by, at=line.at)
        else:
            found.pop(line.left, None)
    return dict(sorted(found.items()))


def keep(store: BaseStore, kind: str, name: str, text: str, *, by: str) -> None:
    """Keep `text` under `name`, in place of what was kept under it; InputError where the name cannot be one."""
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > MAX_NAME:
        raise InputError(f"a name has 1 to {MAX_NAME} characters; {name[:40]!r} has {len(cleaned)}")
    _write(store, kind, cleaned, "kept", by, {"text": text})


def discard(store: BaseStore, kind: str, name: str, *, by: str) -> None:
    """Take `name` off the shelf; nothing happens where it is not on it."""
    if name in shelf(store, kind):
        _write(store, kind, name, "discarded", by, {})


def _write(store: BaseStore, kind: str, name: str, verdict: str, by: str, values: Mapping[str, str]) -> None:
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not kept; kinds are {', '.join(KINDS)}")
    at = datetime.now(UTC)
    line = Judgement(
        id=stable_id("k", kind, name, at.isoformat(), by),
        kind=kind,
        left=name,
        right=None,
        verdict=verdict,
        by=by,
        at=at,
        values=values,
    )
    store.add_judgements([line])
