"""Queries and views kept by name in a store's ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.shelf import discard, keep, shelf
from graph.store import open_store


def test_what_is_kept_is_found_again_by_another_reader_of_the_store(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.kgl")
    with open_store(path) as store:
        keep(store, "query", "Who met  whom", "MATCH (a)-[:MET]-(b) RETURN a", by="Ann")
        keep(store, "view", "Moscow", "packed", by="Bob")
    with open_store(path) as store:
        assert {name: kept.text for name, kept in shelf(store, "query").items()} == {
            "Who met whom": "MATCH (a)-[:MET]-(b) RETURN a"
        }
        assert shelf(store, "view")["Moscow"].by == "Bob"


def test_the_last_text_of_a_name_holds_and_a_name_can_be_taken_off(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "kept.kgl")) as store:
        keep(store, "query", "b", "RETURN 1", by="Ann")
        keep(store, "query", "a", "RETURN 2", by="Ann")
        keep(store, "query", "b", "RETURN 3", by="Bob")
        assert [(name, kept.text, kept.by) for name, kept in shelf(store, "query").items()] == [
            ("a", "RETURN 2", "Ann"),
            ("b", "RETURN 3", "Bob"),
        ]
        discard(store, "query", "b", by="Ann")
        discard(store, "query", "never there", by="Ann")
        assert list(shelf(store, "query")) == ["a"]


@pytest.mark.parametrize("name", ["", "  \n", "x" * 121])
def test_a_name_must_be_one(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / "kept.kgl")) as store, pytest.raises(InputError, match="1 to 120"):
        keep(store, "query", name, "RETURN 1", by="Ann")


def test_hostile_names_and_texts_come_back_as_they_were(tmp_path: Path) -> None:
    hostile = "'}) DETACH DELETE n // <script>"
    with open_store(str(tmp_path / "kept.kgl")) as store:
        keep(store, "query", hostile, hostile * 50, by=hostile)
        assert shelf(store, "query")[hostile].text == hostile * 50
