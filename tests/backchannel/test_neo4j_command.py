"""`backchannel neo4j start`: a server that another terminal can use, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store import open_store
from graph.store.local_neo4j import INSTALL, missing_packages
from tests.graph.test_gate import ONE

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(bool(missing_packages()), reason=f"needs {INSTALL}"),
]
CALL = "from backchannel.cli import main; main()"


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    return subprocess.Popen(
        [sys.executable, "-c", CALL, "neo4j", "start", "--folder", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_serves_until_interrupted_and_keeps_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    port = free_port()
    server = start(tmp_path / "db", port)
    assert server.stdout is not None
    uri = server.stdout.readline().strip()
    assert uri == f"bolt://127.0.0.1:{port}"
    with open_store(uri) as store:
        assert [added.outcome for added in store.add([ONE])] == ["added"]
    taken = start(tmp_path / "other", port)
    _, errors = taken.communicate(timeout=120)
    assert taken.returncode == 2
    assert "its port is taken" in errors
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "Ctrl-C ends it" in errors
    server = start(tmp_path / "db", port)
    assert server.stdout is not None
    with open_store(server.stdout.readline().strip()) as store:
        assert [added.outcome for added in store.add([ONE])] == ["unchanged"]
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=60)
