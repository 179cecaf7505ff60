"""The Load page: what is pasted is stored, what is refused is named with its reason."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backchannel.dashboard import loading
from backchannel.dashboard.load import pasted
from backchannel.dashboard.loading import Batch, start
from backchannel.pipeline import Upload
from graph.model import Article, Extraction
from graph.store import open_store
from loaders.readers import read_bytes

Open = Callable[..., AppTest]


class Silent:
    """An extractor that finds nothing, one article at a time, when it is let."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.go.set()

    def extract(self, article: Article) -> Extraction:
        assert self.go.wait(20)
        return Extraction(article=article)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        return (self.extract(article) for article in articles)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Silent:
    """In place of the language model: these tests are about the page."""
    extractor = Silent()
    monkeypatch.setattr(loading, "extractor", lambda: extractor)
    return extractor


def wait(batch: Batch) -> Batch:
    until = time.monotonic() + 20
    while batch.active:
        assert time.monotonic() < until
        time.sleep(0.02)
    return batch


def test_a_pasted_text_keeps_what_was_said_of_it() -> None:
    upload = pasted(
        "First paragraph.\n\nSecond 'quoted' <b>one</b>.",
        headline=' A "headline" ',
        publisher="Wire",
        published=date(2024, 3, 12),
    )
    [article] = read_bytes(upload.data, name=upload.name)
    assert isinstance(article, Article)
    assert article.text == "A \"headline\"\n\nFirst paragraph.\n\nSecond 'quoted' <b>one</b>."
    assert (article.headline, article.publisher, article.published) == ('A "headline"', "Wire", "2024-03-12")


def test_a_paste_without_text_is_asked_for_it(empty_store: Path, open_page: Open) -> None:
    page = open_page("load")
    page.button[0].click().run()
    assert "no text yet" in page.warning[0].value


def test_a_paste_is_stored_and_can_be_read(empty_store: Path, open_page: Open, silent: Silent) -> None:
    page = open_page("load")
    page.text_input(key="load_headline").input("<script>alert(1)</script>")
    page.text_area(key="load_text").input("The envoy met the minister.")
    page.button[0].click().run()
    wait(page.session_state["load_batch"])
    page.run()
    assert not page.exception
    assert "1 article added" in page.success[0].value
    [link] = [button for button in page.button if button.key and button.key.startswith("load_open_")]
    assert link.label == r"\<script\>alert\(1\)\<\/script\>"


def test_what_is_refused_is_named_with_its_reason_and_the_rest_is_stored(
    empty_store: Path, open_page: Open, silent: Silent
) -> None:
    files = (
        Upload(name="good.txt", data=b"Headline\n\nThe envoy met the minister."),
        Upload(name="empty.txt", data=b""),
        Upload(name="photo.jpg", data=bytes(range(256)) * 8),
    )
    with open_store(str(empty_store)) as store:
        batch = wait(start(files, store))
    page = open_page("load")
    page.session_state["load_batch"] = batch
    page.run()
    assert not page.exception
    assert "1 article added, 2 refused" in page.success[0].value
    refused = page.dataframe[0].value
    assert list(refused["What"]) == ["empty.txt", "photo.jpg"]
    assert all(refused["Why"])


def test_a_web_address_must_be_one(empty_store: Path, open_page: Open) -> None:
    page = open_page("load")
    page.segmented_control(key="load_way").set_value("From the web").run()
    page.text_area(key="load_url").input("javascript:alert(1)")
    page.button[0].click().run()
    assert "is no web address" in page.warning[0].value


def test_a_batch_stops_when_it_is_cancelled_and_keeps_what_was_stored(empty_store: Path, silent: Silent) -> None:
    silent.go.clear()
    files = tuple(Upload(name=f"{n}.txt", data=f"Headline {n}\n\nText {n}.".encode()) for n in range(50))
    with open_store(str(empty_store)) as store:
        batch = start(files, store)
        batch.cancel()
        silent.go.set()
        wait(batch)
        assert batch.report is not None
        assert batch.report.cancelled
        assert len(batch.report.added) < 50
        assert store.query("MATCH (a:Article) RETURN count(a) AS n").rows[0][0] == len(batch.report.added)


def test_batches_of_two_readers_are_stored_one_after_the_other(empty_store: Path, silent: Silent) -> None:
    with open_store(str(empty_store)) as store:
        batches = [
            start((Upload(name=f"{n}.txt", data=f"Headline {n}\n\nText {n}.".encode()),), store) for n in range(4)
        ]
        assert [wait(batch).state for batch in batches] == ["done"] * 4
        assert store.query("MATCH (a:Article) RETURN count(a) AS n").rows[0][0] == 4


def test_a_store_that_another_process_writes_to_is_told_so(
    empty_store: Path, open_page: Open, silent: Silent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.errors import StoreLocked

    def locked(*_: object, **__: object) -> None:
        raise StoreLocked("demo.kgl is being written by another process (pid 7); wait until it is done")

    monkeypatch.setattr(loading, "load", locked)
    with open_store(str(empty_store)) as store:
        batch = wait(start((Upload(name="a.txt", data=b"A text."),), store))
    page = open_page("load")
    page.session_state["load_batch"] = batch
    page.run()
    assert "pid 7" in page.error[0].value.replace("\\", "")
