"""What all tests share: a real Neo4j for the session, and the rule on what may be left out.

A test marked `neo4j` or `browser` that finds none is skipped, and the summary says how to have it. With
BACKCHANNEL_TEST_REQUIRE=neo4j,browser such a skip is a failure.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from graph.errors import StoreError
from graph.store import Store, open_store
from graph.store.local_neo4j import INSTALL, LocalNeo4j, missing_packages
from tests.gold_articles import gold_extractions

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("backchannel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("backchannel")

#: How a user has what tests with these marks need.
REMEDIES = {
    "neo4j": f"{INSTALL} (needs no Docker or Java), or start a Neo4j that may be emptied and set "
    "BACKCHANNEL_TEST_NEO4J=bolt://HOST:PORT",
    "browser": "install Debian's `chromium` or set BACKCHANNEL_TEST_BROWSER to a Chromium's path",
}
IMAGE = "neo4j:5.26-community"
CHROMIUM = os.environ.get("BACKCHANNEL_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _required() -> set[str]:
    names = {name.strip() for name in os.environ.get("BACKCHANNEL_TEST_REQUIRE", "").split(",") if name.strip()}
    if unknown := names - REMEDIES.keys():
        raise pytest.UsageError(f"BACKCHANNEL_TEST_REQUIRE names {min(unknown)!r}; it knows {', '.join(REMEDIES)}")
    return names


@dataclass
class _LeftOut:
    """How many tests with each mark were skipped, and why."""

    counts: dict[str, int] = field(default_factory=dict)


_left_out = pytest.StashKey[_LeftOut]()


def pytest_configure(config: pytest.Config) -> None:
    # A shell that starts the run in the background has it ignore interrupts, and so would every process it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.stash[_left_out] = _LeftOut()
    _required()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    marks = [name for name in REMEDIES if item.get_closest_marker(name)]
    if report.skipped and marks and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if missing := sorted(_required().intersection(marks)):
            report.outcome = "failed"
            report.longrepr = f"BACKCHANNEL_TEST_REQUIRE asks for {', '.join(missing)}, but: {reason}"
        else:
            counts = item.config.stash[_left_out].counts
            for name in marks:
                counts[name] = counts.get(name, 0) + 1
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, count in config.stash[_left_out].counts.items():
        terminalreporter.section(f"left out: {count} {name} tests", yellow=True)
        terminalreporter.line(f"To have them: {REMEDIES[name]}")


@pytest.fixture(scope="session")
def neo4j_uri() -> Iterator[str]:
    """A real Neo4j server that tests may fill and empty; BACKCHANNEL_TEST_NEO4J, a local one, or one in Docker."""
    if given := os.environ.get("BACKCHANNEL_TEST_NEO4J"):
        yield given
        return
    if not missing_packages():
        try:
            server = LocalNeo4j().start()
        except StoreError as error:
            pytest.skip(str(error))
        with server:
            yield server.uri
        return
    if not _docker_runs():
        pytest.skip(f"no Neo4j: {REMEDIES['neo4j']}")
    name = f"backchannel-test-{os.getpid()}"
    command = ["docker", "run", "--rm", "-d", "--name", name, "-p", "127.0.0.1::7687", "-e", "NEO4J_AUTH=none", IMAGE]
    started = subprocess.run(command, capture_output=True, text=True, check=False)
    if started.returncode:
        pytest.skip(f"Docker could not start {IMAGE}: {started.stderr.strip()}")
    try:
        port = subprocess.run(["docker", "port", name, "7687"], capture_output=True, text=True, check=True)
        uri = f"bolt://{port.stdout.splitlines()[0].strip()}"
        _wait(uri)
        yield uri
    finally:
        subprocess.run(["docker", "stop", name], capture_output=True, check=False)


def _docker_runs() -> bool:
    return (
        shutil.which("docker") is not None
        and subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0
    )


def _wait(uri: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            open_store(uri).close()
        except StoreError:
            if time.monotonic() > until:
                raise
            time.sleep(1)
        else:
            return


@pytest.fixture(scope="session")
def gold_embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An embedded store that holds all annotated articles; read only, by agreement."""
    path: Path = tmp_path_factory.mktemp("gold") / "gold.kgl"
    with open_store(str(path)) as store:
        list(store.add(gold_extractions()))
        yield store


@pytest.fixture(scope="session")
def _gold_versions() -> dict[str, str]:
    return {}


@pytest.fixture
def gold_neo4j(neo4j_uri: str, _gold_versions: dict[str, str]) -> Iterator[Store]:
    """The session's Neo4j holding all annotated articles; loaded anew only if another test has changed it."""
    with open_store(neo4j_uri) as store:
        if _gold_versions.get(neo4j_uri) != store.version():
            store._write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))  # type: ignore[attr-defined]
            list(store.add(gold_extractions()))
            _gold_versions[neo4j_uri] = store.version()
        yield store


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium without a window, one for the whole run: Playwright takes no second one beside it."""
    if not CHROMIUM:
        pytest.skip("needs Chromium: install Debian's package chromium, or set BACKCHANNEL_TEST_BROWSER to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
