"""Photographs of the dashboard on the sample articles, by a real browser: `make screenshots`.

    python scripts/screenshots.py [--out FOLDER]

Writes a PNG for each page, and one of Explore with a tie's sentence open, in light and in dark, 1280 by 800 pixels.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from backchannel.cli import free_port
from graph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
TIE = "MATCH (:Person)-[r:MET]->(:Person) RETURN r.id ORDER BY r.claims DESC, r.id LIMIT 1"
ARTICLE = "MATCH (a:Article) RETURN a.id ORDER BY a.id LIMIT 1"
#: Seconds for the dashboard to start, and for a page to come to rest.
START, REST = 120, 4
PAGES = ("explore", "articles", "query", "load")


def wait(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the dashboard answers."""
    end = time.monotonic() + START
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                sys.exit("screenshots: the dashboard did not start")
            time.sleep(0.2)


def main() -> None:
    """Start the dashboard, photograph, and end it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    chosen = options.parse_args()
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser_path is None:
        sys.exit("screenshots: there is no Chromium; on Debian or Ubuntu: apt install chromium")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store, port = str(Path(folder) / "demo.kgl"), free_port(8599, "localhost")
        command = [sys.executable, "-m", "backchannel", "demo", "--store", store, "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
            try:
                address = f"http://localhost:{port}"
                wait(address, server)
                with open_store(store, create=False) as opened:
                    ties, articles = opened.query(TIE).rows, opened.query(ARTICLE).rows
                shots = {path: f"/{path}" for path in PAGES}
                if ties:
                    shots["tie"] = f"/explore?tie={ties[0][0]}"
                shots["articles"] = f"/articles?article={articles[0][0]}"
                with sync_playwright() as playwright:
                    browser = playwright.chromium.launch(
                        executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
                    )
                    for scheme in ("light", "dark"):
                        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
                        for name, path in shots.items():
                            page.goto(address + path)
                            page.wait_for_timeout(REST * 1000)
                            if page.get_by_test_id("stException").count():
                                error = page.get_by_test_id("stException").inner_text()
                                sys.exit(f"screenshots: {path} shows an error: {error}")
                            target = chosen.out / f"{name}-{scheme}.png"
                            page.screenshot(path=target)
                            print(target)
                    browser.close()
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
