"""Values of a query's answer, the same from every store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from graph.model import Node, Relationship


def node(labels: Any, properties: Mapping[str, Any]) -> Node:
    """A node; its `id` is the property of that name."""
    return Node(
        id=str(properties.get("id", "")), labels=tuple(sorted(labels)), properties=dict(sorted(properties.items()))
    )


def relationship(name: str, source: str, target: str, properties: Mapping[str, Any]) -> Relationship:
    """A relationship between the nodes with these `id`s; without an `id` of its own it is called by its ends."""
    identity = str(properties.get("id") or f"{source}-{name}-{target}")
    return Relationship(
        id=identity, name=name, source=source, target=target, properties=dict(sorted(properties.items()))
    )


def moment(value: datetime) -> datetime:
    """A time with its offset from UTC, whatever kind of time zone the store gave it; a local one as it is."""
    offset = value.utcoffset()
    return value if offset is None else value.replace(tzinfo=timezone(offset))
