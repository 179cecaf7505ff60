"""The wheel alone, installed into a fresh environment, brings all that the dashboard shows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page, expect

from tests.browser.conftest import running
from tests.browser.graph_page import GraphPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
PACKAGES = ("backchannel", "graph", "loaders")
FILES = ("pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment: the wheel, and what it depends on from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"  # a copy, so that building leaves nothing in the clone
    source.mkdir()
    skipped = shutil.ignore_patterns("node_modules", "__pycache__", "*.pyc")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=skipped)
    for name in FILES:
        shutil.copy(ROOT / name, source / name)
    for extra in ("data", "app.py"):
        place = ROOT / extra
        shutil.copytree(place, source / extra) if place.is_dir() else shutil.copy(place, source / extra)
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), "."]
    done = subprocess.run(build, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    [packages] = (folder / "venv").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "others.pth").write_text(f"{Path(streamlit.__file__).parents[1]}\n")
    return folder / "venv" / "bin" / "python"


def test_the_components_load_from_the_wheel(page: Page, python: Path, tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text("Ada Brook met Carl Dane in Oslo on Monday.\n")
    store = tmp_path / "wheel.kgl"
    found = subprocess.run(
        [python, "-c", "import backchannel; print(backchannel.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert str(python.parents[1]) in found.stdout
    subprocess.run([python, "-m", "backchannel", "load", str(text), "--store", str(store)], check=True, cwd=tmp_path)
    with running(store, tmp_path, python=python) as address:
        graph = GraphPage(page, address)
        assert graph.count()[0] >= 2
        graph.click_node("Ada Brook")
        expect(graph.details.get_by_role("heading", name="Ada Brook")).to_be_visible()
        page.goto(f"{address}/query")
        expect(page.locator(".cm-content")).to_be_visible()
