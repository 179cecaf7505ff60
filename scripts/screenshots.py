"""Photographs the dashboard's pages over the sample articles: `make screenshots`, into docs/images.

    python scripts/screenshots.py [--store URI] [--to FOLDER]

Needs Chromium (BACKCHANNEL_TEST_BROWSER names it where it is not found by itself).
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@contextmanager
def dashboard(store: str) -> Iterator[str]:
    """The address of a dashboard over `store`."""
    from backchannel.dashboard.server import DOOR

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(DOOR), "--server.port", str(port), "--server.headless", "true"],
        env={**os.environ, "BACKCHANNEL_STORE": store},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def on_graph(script: str) -> Callable[[Any], Any]:
    """A value of a script that knows `net` (vis-network) and `box` (the canvas's place on the page)."""
    return lambda page: page.evaluate(
        "() => { const canvas = document.querySelector('[role=application]'), net = canvas.network;"
        f"const box = canvas.getBoundingClientRect(); {script} }}"
    )


def click_tie(page: Any) -> None:
    """Click the line of a tie that was planned or asked for, where nothing covers it."""
    place = on_graph(
        "for (const wanted of ['requested', 'planned', 'asserted']) for (const line of net.body.data.edges.get())"
        " if (line.modality === wanted) for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {"
        "  const at = net.canvasToDOM(net.body.edges[line.id].edgeType.getPoint(t));"
        "  if (net.getNodeAt(at) === undefined && net.getEdgeAt(at) === line.id)"
        "    return [box.left + at.x, box.top + at.y]; }"
    )(page)
    page.mouse.click(*place)
    time.sleep(1.5)
    page.mouse.move(5, 5)


def click_person(page: Any) -> None:
    """Click the person with most ties."""
    place = on_graph(
        "const node = net.body.data.nodes.get().filter((one) => one.kind === 'Person')"
        ".sort((a, b) => b.size - a.size)[0];"
        "const at = net.canvasToDOM(net.getPosition(node.id)); return [box.left + at.x, box.top + at.y];"
    )(page)
    page.mouse.click(*place)
    time.sleep(1.5)
    page.mouse.move(5, 5)


def tab(name: str) -> Callable[[Any], None]:
    """Open one of the views above the graph."""
    return lambda page: page.get_by_role("tab", name=name).click()


#: Name of the picture, path of the page, width, height, dark, and what is done before it is taken.
PICTURES: tuple[tuple[str, str, int, int, bool, Callable[[Any], Any] | None], ...] = (
    ("explore", "/explore", 1440, 860, False, click_person),
    ("explore-dark", "/explore", 1440, 860, True, click_person),
    ("evidence", "/explore", 1440, 860, False, click_tie),
    ("timeline", "/explore", 1440, 860, False, tab("Timeline")),
    ("table", "/explore", 1440, 860, False, tab("Table")),
    ("matrix", "/explore", 1440, 860, False, tab("Matrix")),
    ("articles", "/articles", 1440, 860, False, None),
    ("query", "/query", 1440, 860, False, None),
    ("load", "/load", 1440, 860, False, None),
)


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", help="photograph this store instead of the sample articles")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    chromium = os.environ.get("BACKCHANNEL_TEST_BROWSER") or shutil.which("chromium")
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or str(Path(folder) / "demo.kgl")
        if not options.store:
            program = str(Path(sys.executable).parent / "backchannel")
            subprocess.run([program, "load", str(ROOT / "data" / "articles"), "--store", store], check=True)
        with dashboard(store) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, path, width, height, dark, act in PICTURES:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
                )
                page.goto(address + path)
                if path == "/explore":
                    page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn")
                    page.wait_for_selector("[aria-label=Details] h2")
                else:
                    page.wait_for_selector("[data-testid=stMain] *")
                    time.sleep(3)
                time.sleep(1)
                if act:
                    act(page)
                    time.sleep(1)
                page.screenshot(path=options.to / f"{name}.png")
                page.close()
                print(options.to / f"{name}.png")
            browser.close()


if __name__ == "__main__":
    main()
