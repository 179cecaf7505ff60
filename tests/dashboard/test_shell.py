"""The frame: which store this is, and what a reader sees when it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backchannel.dashboard.server import DOOR
from backchannel.dashboard.shell import KEYS, PAGES
from backchannel.dashboard.stores import store_name

Open = Callable[..., AppTest]


def status(page: AppTest) -> dict[str, str]:
    [line] = [element for element in page.get("bidi_component") if "shell_status" in element.proto.id]
    found: dict[str, str] = json.loads(line.proto.json)
    return found


def test_the_frame_says_which_store_this_is_and_how_much_it_holds(store_path: Path, open_page: Open) -> None:
    page = open_page("articles")
    assert not page.exception
    assert status(page) == {"name": "three", "articles": "3 articles", "keys": [list(key) for key in KEYS["articles"]]}


def test_every_page_but_explore_has_a_sheet_of_its_keys() -> None:
    assert set(KEYS) == {path for _, path, _ in PAGES} - {"explore"}


@pytest.mark.parametrize("path", ["explore", "articles", "query", "load"])
def test_every_page_opens_on_an_empty_store(path: str, empty_store: Path, open_page: Open) -> None:
    page = open_page(path)
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize("path", ["explore", "articles", "query"])
def test_a_damaged_file_is_told_in_words_with_a_way_on(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Open
) -> None:
    broken = tmp_path / "holiday.kgl"
    broken.write_bytes(b"\xff\xd8 not a store at all")
    monkeypatch.setenv("BACKCHANNEL_STORE", str(broken))
    page = open_page(path)
    assert not page.exception
    assert "is not a Backchannel store" in page.error[0].value.replace("\\", "")
    assert status(page)["articles"] == "not available"
    broken.unlink()
    page.button(key="shell_retry").click().run()
    assert not page.error


def test_a_dead_server_is_told_in_words(monkeypatch: pytest.MonkeyPatch, open_page: Open) -> None:
    monkeypatch.setenv("BACKCHANNEL_STORE", "bolt://127.0.0.1:9")
    page = open_page("articles")
    assert not page.exception
    assert "127.0.0.1:9" in page.error[0].value.replace("\\", "")


def test_the_root_address_opens_explore(store_path: Path) -> None:
    page = AppTest.from_file(str(DOOR), default_timeout=60).run()
    assert not page.exception
    assert any("explore_graph" in element.proto.id for element in page.get("bidi_component"))


def test_the_root_address_takes_any_query_along(store_path: Path) -> None:
    page = AppTest.from_file(str(DOOR), default_timeout=60)
    page.query_params["path"] = "x"
    page.query_params["node"] = "nobody"
    page.run()
    assert not page.exception


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("/data/moscow talks.kgl", "moscow talks"),
        ("backchannel.kgl", "backchannel"),
        ("bolt://reader:secret@graph.example:7687", "graph.example"),
    ],
)
def test_a_store_is_named_without_its_path_or_password(uri: str, name: str) -> None:
    assert store_name(uri) == name
