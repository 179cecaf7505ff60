"""The stores, behind one protocol."""

from __future__ import annotations

from graph.store.base import BaseStore
from graph.store.protocol import ROW_LIMIT, TIME_LIMIT, Added, Store

__all__ = ["ROW_LIMIT", "TIME_LIMIT", "Added", "Store", "open_store"]

_SERVER = ("bolt", "neo4j")


def open_store(uri: str, *, create: bool = True) -> BaseStore:
    """The store at `uri`: a path is an embedded one, `bolt://` or `neo4j://` (also `+s`, `+ssc`) a Neo4j server.

    The server's credentials are read from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE. With `create` False a
    missing embedded store raises StoreError. An embedded store takes the writer's lock on its first write only.
    """
    scheme = uri.partition("://")[0] if "://" in uri else ""
    if scheme.partition("+")[0] in _SERVER:
        from graph.store.neo4j import Neo4jStore

        return Neo4jStore(uri)
    from graph.store.embedded import EmbeddedStore

    return EmbeddedStore(uri, create=create)
