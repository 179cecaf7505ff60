"""Stores and pages for tests that need no browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.store import open_store
from tests.gold_articles import GOLD, gold_extraction

ARTICLE = "08-letter-courier"
OTHERS = ("14-cable-summit", "42-un-noon-briefing")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """No test sees another's store."""
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def store_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with three annotated articles, which the dashboard is started on."""
    path = tmp_path / "three.kgl"
    with open_store(str(path)) as store:
        list(
            store.add(
                gold_extraction(GOLD / "articles" / f"{name}.json", publisher="Gold Wire")
                for name in (ARTICLE, *OTHERS)
            )
        )
    monkeypatch.setenv("BACKCHANNEL_STORE", str(path))
    return path


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The address of a store that holds nothing yet."""
    path = tmp_path / "empty.kgl"
    monkeypatch.setenv("BACKCHANNEL_STORE", str(path))
    return path


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Runs the page at a path within the frame, as a visit to its address would, and gives what it shows."""

    def visit(path: str, **query: str) -> AppTest:
        test = AppTest.from_function(_one_page, kwargs={"path": path}, default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        return test.run()

    return visit


def _one_page(path: str) -> None:
    """The frame with one page as its first: AppTest cannot go to a page that is a function."""
    from unittest.mock import patch

    from backchannel.dashboard import shell

    chosen = [page for page in shell.PAGES if page[1] == path]
    others = [page for page in shell.PAGES if page[1] != path]
    with patch.object(shell, "PAGES", (*chosen, *others)):
        shell.run()
