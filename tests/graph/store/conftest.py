"""The stores that the contract is run over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store

Opener = Callable[[], Store]


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the test's one store, empty at first; again and again if asked."""
    if request.param == "embedded":
        uri = str(tmp_path / "store.kgl")
    else:
        uri = request.getfixturevalue("neo4j_uri")
        with open_store(uri) as store:
            store._write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))  # type: ignore[attr-defined]
    opened: list[Store] = []

    def opens() -> Store:
        opened.append(open_store(uri))
        return opened[-1]

    yield opens
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()
