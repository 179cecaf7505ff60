"""The dashboard over a store of annotated articles, and a page of a real Chromium that looks at it.

`serve(extractions)` starts a dashboard of its own; `dashboard` is the address of one over the gold articles; `page` is a
fresh tab. A page that asks any other machine for anything, or whose script fails, fails its test.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from backchannel.dashboard.server import DOOR
from graph.model import Extraction
from graph.store import open_store
from tests.gold_articles import gold_extractions

#: Seconds that the dashboard may take to answer for the first time on a busy machine.
START = 60
expect.set_options(timeout=20_000)  # the same busy machine
_HERE = {"localhost", "127.0.0.1", "::1"}

Serve = Callable[[Iterable[Extraction]], str]


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(store: Path, folder: Path, *, python: Path | str = sys.executable) -> Iterator[str]:
    """The address of a dashboard over the store at `store`, run in `folder` by that interpreter's own packages."""
    door = "from importlib.resources import files; print(files('backchannel.dashboard') / 'door' / 'app.py')"
    own = python == sys.executable
    script = str(DOOR) if own else subprocess.check_output([python, "-c", door], text=True, cwd=folder).strip()
    port = free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "localhost"]
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [python, "-m", "streamlit", "run", script, *options],
            env={**os.environ, "BACKCHANNEL_STORE": str(store)},
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(f"http://localhost:{port}/_stcore/health", server, folder / "log.txt")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts dashboards, each over a store of its own made of the extractions it is given; returns their addresses."""
    with ExitStack() as servers:

        def start(extractions: Iterable[Extraction]) -> str:
            folder = tmp_path_factory.mktemp("dashboard")
            with open_store(str(folder / "demo.kgl")) as store:
                list(store.add(extractions))
            return servers.enter_context(running(folder / "demo.kgl", folder))

        yield start


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the dashboard did not start:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def dashboard(serve: Serve) -> str:
    """The address of a dashboard over all annotated articles."""
    return serve(gold_extractions())


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh tab, 1280 by 800; at its end no request may have left the machine and no script may have failed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    strangers: list[str] = []
    failures: list[str] = []

    def watch(url: str) -> None:
        if url.startswith(("data:", "blob:")):
            return
        if urlsplit(url).hostname not in _HERE:
            strangers.append(url)

    tab.on("request", lambda request: watch(request.url))
    tab.on("websocket", lambda socket: watch(socket.url))
    tab.on("pageerror", lambda error: failures.append(str(error)))
    yield tab
    context.close()
    assert strangers == [], "requests left the machine"
    assert failures == [], "a script of the page failed"
