"""A query's answer as other shapes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import backchannel
from graph.errors import StoreError
from graph.model import Rows
from graph.store import open_store
from tests.graph.store.test_contract import MOSCOW


def test_rows_as_mappings() -> None:
    assert Rows(columns=("a", "b"), rows=((1, "x"),)).dicts() == [{"a": 1, "b": "x"}]


def test_rows_as_a_frame_keep_their_values() -> None:
    frame = Rows(columns=("n", "day", "list"), rows=((1, date(2024, 3, 12), ["a"]), (None, None, []))).to_pandas()
    assert list(frame.columns) == ["n", "day", "list"]
    assert frame["n"][0] == 1
    assert frame["day"][0] == date(2024, 3, 12)
    assert frame["list"][0] == ["a"]
    assert list(Rows(columns=("n",), rows=()).to_pandas().columns) == ["n"]


def test_a_notebook_opens_a_store(tmp_path: Path) -> None:
    path = str(tmp_path / "store.kgl")
    with pytest.raises(StoreError, match="no store at"):
        backchannel.open(path)
    with open_store(path) as store:
        list(store.add([MOSCOW]))
    with backchannel.open(path) as store:
        frame = store.query("MATCH (p:Person) RETURN p.name AS name ORDER BY name").to_pandas()
    assert list(frame["name"]) == ["Steve Witkoff", "Vladimir Putin", "Yuri Ushakov"]
