"""The Explore page in a real browser, beside pyvis's own HTML and streamlit-agraph (where it is installed).

    python benchmarks/bench_graph.py [--rounds 3] [--large]

Times in milliseconds, medians of the rounds. *drawn*: from the end of the page's script to the first drawing that shows
the graph (pyvis and agraph: laid out). *panel*: from a click on a node to its dossier in the panel. *filter*: from a
click in the legend to the picture redrawn. *expansion*: from a double click to the new nodes drawn, with the farthest
that a placed node moved, in pixels. The others cannot do the last three without a new page.

`--large` adds a store of 100,000 stakeholders and 500,000 ties (it takes minutes to make): the first screen, a search,
an expansion, and the memory that the dashboard's process holds.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import socket
import statistics
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
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
#: Nodes and claims of the pictures.
SIZES = ((60, 120), (1_000, 2_500))
PATIENCE = 120_000  # milliseconds after which a page counts as never drawn

# The page under test, with the moment at which its script ends. KIND is one of ours, pyvis, agraph.
APP = """
import time, os
import streamlit as st
from backchannel.dashboard import explore, explore_state, links
from graph.view.picture import overview
kind = os.environ["BENCH_KIND"]
def shown():
    if kind == "ours":
        st.session_state.setdefault("explore_state", explore_state.State(limit=int(os.environ["BENCH_LIMIT"])))
        explore.page()
    else:
        from backchannel.dashboard.graph_view import network_of
        from backchannel.dashboard.stores import current_store
        network = network_of(overview(current_store(), limit=int(os.environ["BENCH_LIMIT"])))
        if kind == "pyvis":
            from pyvis.network import Network
            plain = Network(directed=True, cdn_resources="in_line", height="640px")
            plain.nodes, plain.edges = network.nodes, network.edges
            page = plain.generate_html(notebook=False)
            st.components.v1.html(page.replace("return network;", "network.once('stabilizationIterationsDone', () => "
                "{ window.parent.benchDrawn = Date.now(); }); return network;"), height=660)
        else:
            from streamlit_agraph import Config, Edge, Node, agraph
            agraph(nodes=[Node(id=n["id"], label=n["label"], color=n["color"]) for n in network.nodes],
                   edges=[Edge(source=e["from"], target=e["to"]) for e in network.edges],
                   config=Config(width=900, height=640, directed=True, physics=True))
    st.html(f'<i id="bench" data-done="{time.time() * 1000}"></i>')
def none():
    st.write("")
pages = {"explore": st.Page(shown, url_path="explore", default=True), "articles": st.Page(none, url_path="articles"),
         "load": st.Page(none, url_path="load")}
st.set_page_config(layout="wide")
links.know_pages(pages)
st.navigation(list(pages.values()), position="hidden").run()
"""


@contextmanager
def dashboard(store: Path, kind: str, limit: int, folder: Path) -> Iterator[tuple[str, int]]:
    """Address and process id of a server of the page under test."""
    script = folder / "app.py"
    script.write_text(APP)
    config = folder / ".streamlit"
    if not config.exists():
        shutil.copytree(ROOT / "backchannel" / "dashboard" / "door" / ".streamlit", config)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "BACKCHANNEL_STORE": str(store), "BENCH_KIND": kind, "BENCH_LIMIT": str(limit),
    }  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with (folder / "log.txt").open("ab") as log:
        server = subprocess.Popen(
            [*command, "--server.headless", "true"], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://localhost:{port}/", server.pid
    finally:
        server.terminate()
        server.wait()


def since(page: Any, act: Callable[[], object], condition: str) -> float:
    """Milliseconds from `act` until `condition` (JavaScript) holds, watched at every frame in the browser itself."""
    page.evaluate(
        "(condition) => { const holds = new Function('return ' + condition);"
        "window.benchEnd = null; window.benchStart = null;"
        "const start = (event) => { window.benchStart ??= performance.now(); };"
        "for (const kind of ['pointerdown', 'dblclick']) addEventListener(kind, start, {capture: true, once: true});"
        "const watch = () => holds() ? window.benchEnd = performance.now() : requestAnimationFrame(watch); watch(); }",
        condition,
    )
    act()
    page.wait_for_function("window.benchEnd !== null", timeout=PATIENCE)
    return float(page.evaluate("window.benchEnd - window.benchStart"))


AT = """(id) => { const canvas = document.querySelector('[role=application]'), box = canvas.getBoundingClientRect();
const p = canvas.network.canvasToDOM(canvas.network.getPosition(id)); return [box.left + p.x, box.top + p.y]; }"""
ALONE = """() => { const canvas = document.querySelector('[role=application]'), net = canvas.network;
const ids = net.body.data.nodes.getIds().filter((id) => { const p = net.canvasToDOM(net.getPosition(id));
return p.x > 20 && p.y > 20 && p.x < canvas.clientWidth - 20 && p.y < canvas.clientHeight - 80
  && net.getNodeAt(p) === id; });
return ids[Math.floor(ids.length / 3)]; }"""


def ours(page: Any, address: str) -> dict[str, float]:
    """One round on our page."""
    page.goto(address)
    page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn", timeout=PATIENCE)
    page.wait_for_selector("#bench", state="attached", timeout=PATIENCE)
    drawn = page.evaluate(
        "Number(document.querySelector('[role=application]').dataset.drawn) - "
        "Number(document.querySelector('#bench').dataset.done)"
    )
    time.sleep(1)
    at = page.evaluate(AT, page.evaluate(ALONE))
    panel = since(
        page,
        lambda: page.mouse.click(*at),
        "document.querySelector('.bc-details h2').textContent !== 'The whole picture'",
    )
    page.keyboard.press("Escape")
    time.sleep(0.6)
    box = page.get_by_role("checkbox", name=re.compile("Organizations")).bounding_box()
    count = page.evaluate("document.querySelector('[role=application]').dataset.nodes")
    filtered = since(
        page,
        lambda: page.mouse.click(box["x"] + 30, box["y"] + 10),
        f"document.querySelector('[role=application]').dataset.nodes !== '{count}'",
    )
    return {"drawn": drawn, "panel": panel, "filter": filtered}


def others(page: Any, address: str, kind: str) -> dict[str, float]:
    """One round on another's graph: only whether and when it is laid out."""
    page.goto(address)
    page.wait_for_selector("#bench", state="attached", timeout=PATIENCE)
    done = float(page.evaluate("Number(document.querySelector('#bench').dataset.done)"))
    if kind == "pyvis":
        page.wait_for_function("window.benchDrawn", timeout=PATIENCE)
        return {"drawn": float(page.evaluate("window.benchDrawn")) - done}
    frame = page.frame_locator("iframe").first
    frame.locator("canvas").wait_for(timeout=PATIENCE)
    # agraph keeps its network to itself: laid out means that two pictures in a row are the same.
    before, until = b"", time.time() + PATIENCE / 1000
    while time.time() < until:
        now = frame.locator("canvas").screenshot()
        if now == before:
            return {"drawn": time.time() * 1000 - done}
        before = now
    raise TimeoutError(kind)


def expansion(page: Any, address: str) -> dict[str, float]:
    """A double click on somebody with twenty neighbours that are not drawn."""
    page.goto(address)
    page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn", timeout=PATIENCE)
    time.sleep(1.5)
    node = page.evaluate(
        "() => { const canvas = document.querySelector('[role=application]'), net = canvas.network;"
        "const seen = (one) => net.getNodeAt(net.canvasToDOM(net.getPosition(one.id))) === one.id;"
        "return net.body.data.nodes.get().filter(seen)"
        ".sort((a, b) => b.neighbours - a.neighbours)[0].id; }"
    )
    before = page.evaluate("document.querySelector('[role=application]').network.getPositions()")
    at = page.evaluate(AT, node)
    count = len(before)
    spent = since(
        page,
        lambda: page.mouse.dblclick(*at),
        f"Number(document.querySelector('[role=application]').dataset.nodes) > {count}",
    )
    after = page.evaluate("document.querySelector('[role=application]').network.getPositions()")
    moved = max(abs(after[node][axis] - place[axis]) for node, place in before.items() for axis in ("x", "y"))
    return {"expansion": spent, "brought": len(after) - count, "moved": moved}


def medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


def resident(pid: int) -> float:
    """Megabytes of memory that the process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def main() -> None:
    """Measure and print."""
    from made_news import made_news
    from playwright.sync_api import Error, sync_playwright

    from graph.store import open_store

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--store", type=Path, help="a large store made before, instead of a new one")
    options = parser.parse_args()
    kinds = ["ours", "pyvis"] + (["agraph"] if importlib.util.find_spec("streamlit_agraph") else [])
    chromium = os.environ.get("BACKCHANNEL_TEST_BROWSER") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)

        def fresh() -> Any:
            return browser.new_context(viewport={"width": 1400, "height": 900}).new_page()

        for entities, claims in SIZES:
            store = folder / f"{entities}.kgl"
            with open_store(str(store)) as opened:
                list(opened.add(made_news(entities, claims, per_article=10)))
            for kind in kinds:
                with dashboard(store, kind, 1_000, folder) as (address, _):
                    try:
                        warm = fresh()
                        (ours if kind == "ours" else lambda p, a, k=kind: others(p, a, k))(warm, address)
                        rounds = []
                        for _ in range(options.rounds):
                            page = fresh()
                            rounds.append(ours(page, address) if kind == "ours" else others(page, address, kind))
                            page.context.close()
                        found = medians(rounds)
                    except (Error, TimeoutError):
                        print(f"{entities:>6} nodes  {kind:<7} not drawn within {PATIENCE // 1000} s")
                        continue
                print(
                    f"{entities:>6} nodes  {kind:<7} " + "  ".join(f"{k} {v:,.0f}" for k, v in found.items()),
                    flush=True,
                )
            if entities > 300:
                with dashboard(store, "ours", 300, folder) as (address, _):
                    expansion(fresh(), address)
                    found = medians([expansion(fresh(), address) for _ in range(options.rounds)])
                print(
                    f"{entities:>6} nodes  ours    " + "  ".join(f"{k} {v:,.0f}" for k, v in found.items()), flush=True
                )
        if options.large or options.store:
            store = options.store or folder / "large.kgl"
            if not options.store:
                with open_store(str(store)) as opened:
                    for _ in opened.add(made_news(100_000, 560_000)):
                        pass
            large(fresh, store, folder)
        browser.close()


def large(fresh: Callable[[], Any], store: Path, folder: Path) -> None:
    """The first screen (cold and warm), a search and an expansion on a large store."""
    with dashboard(store, "ours", 300, folder) as (address, pid):
        for label in ("cold", "warm"):
            page = fresh()
            began = time.perf_counter()
            page.goto(address)
            page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn", timeout=PATIENCE)
            print(f" large store  first screen ({label}) {(time.perf_counter() - began) * 1000:,.0f} ms", flush=True)
        time.sleep(6)
        page.keyboard.press("/")
        for text in ("melgus zanhu", "bakori"):
            began = time.perf_counter()
            page.get_by_label("Search names").fill(text)
            page.wait_for_selector("[role=option]", timeout=PATIENCE)
            spent = (time.perf_counter() - began) * 1000
            print(f" large store  search {spent:,.0f} ms, 140 of them waiting for the typing to end", flush=True)
        page.keyboard.press("Escape")
        page.context.close()
        found = medians([expansion(fresh(), address) for _ in range(3)])
        print(" large store  " + "  ".join(f"{k} {v:,.0f}" for k, v in found.items()))
        print(f" large store  the dashboard's process holds {resident(pid):,.0f} MB")


if __name__ == "__main__":
    main()
