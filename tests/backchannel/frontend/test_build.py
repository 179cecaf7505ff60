"""The committed components are what their sources build to."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import backchannel

PACKAGE = Path(backchannel.__file__).parent
FRONTEND, STATIC = PACKAGE / "frontend", PACKAGE / "dashboard" / "static"


def names() -> list[str]:
    return sorted(folder.name for folder in (FRONTEND / "src").iterdir() if (folder / "index.js").exists())


@pytest.mark.parametrize("name", names())
def test_each_component_has_its_built_file_and_its_line_in_the_manifest(name: str) -> None:
    assert (STATIC / f"{name}.js").stat().st_size > 0
    assert f'name = "{name}"' in (PACKAGE / "pyproject.toml").read_text()


def test_no_component_fetches_anything_by_itself() -> None:
    for name in names():
        for source in (FRONTEND / "src" / name).rglob("*.js"):
            text = source.read_text()
            for reach in ("fetch(", "XMLHttpRequest", "innerHTML", "insertAdjacentHTML", "eval("):
                assert reach not in text, f"{source} uses {reach}"


@pytest.mark.skipif(
    not shutil.which("node") or not (FRONTEND / "node_modules").exists(),
    reason="needs Node and the component's packages: make frontend",
)
def test_built_files_are_what_the_sources_build_to(tmp_path: Path) -> None:
    node = shutil.which("node")
    assert node
    subprocess.run([node, "build.mjs", str(tmp_path)], cwd=FRONTEND, check=True, timeout=120)
    for name in names():
        for built in sorted(tmp_path.glob(f"{name}.*")):
            assert built.read_bytes() == (STATIC / built.name).read_bytes(), f"{built.name} is old: run make frontend"
