"""Nothing that was reported as stored is lost, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreError
from graph.store import embedded, open_store
from graph.store.base import BaseStore
from graph.store.check import check
from tests.gold_articles import gold_extractions
from tests.graph.store.test_contract import AGAIN, KYIV, MOSCOW, picture

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.kgl"


def opened(path: Path, **options: Any) -> BaseStore:
    store = open_store(str(path), **options)
    assert isinstance(store, BaseStore)
    return store


def stored(path: Path) -> set[str]:
    with opened(path) as store:
        return {row[0] for row in store.query("MATCH (a:Article) RETURN a.id", limit=None).rows}


def kill_while_writing(path: Path, before: set[str], chance: random.Random) -> tuple[set[str], set[str]]:
    """Let a process write to `path`, which holds `before`, and kill it.

    Returns the articles that it reported as there, and those that may be there or not.
    """
    command = [sys.executable, "-m", "tests.graph.store.writer", str(path), str(chance.randrange(10**6))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(chance.random() * 0.8)
        process.kill()
        lines += process.stdout.readlines()
    safe, unsure = set(before), set()
    for line in lines:
        if not line.endswith("\n"):
            continue
        sign, identity = line[0], line[1:].strip()
        if sign == "+":
            safe.add(identity)
        elif sign == "?":
            unsure = {identity}
        else:
            safe.discard(identity)
            unsure = set()
    return safe, unsure


@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("kills", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_kill_9_loses_nothing_that_was_reported(path: Path, kills: int) -> None:
    chance = random.Random(kills)
    there: set[str] = set()
    for _ in range(kills):
        safe, unsure = kill_while_writing(path, there, chance)
        there = stored(path)
        assert safe - unsure <= there
        with opened(path) as store:
            assert check(store) == []


def test_a_full_disk_is_said_and_loses_nothing(path: Path) -> None:
    with opened(path) as store:
        list(store.add([KYIV, MOSCOW]))
        before = picture(store)
    size = path.stat().st_size
    code = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from graph.errors import StoreError
from graph.store import open_store
from tests.gold_articles import gold_extractions
store = open_store({str(path)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 3000}, resource.RLIM_INFINITY))
try:
    for added in store.add(gold_extractions()):
        print("+" + added.article, flush=True)
except StoreError as error:
    print("!" + str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
from tests.graph.store.test_contract import AGAIN
print("+" + next(store.add([AGAIN])).article)
"""
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    said = lines.stdout.splitlines()
    assert said, lines.stderr
    assert said[-1] == "+again", lines.stdout + lines.stderr  # there is room again
    assert said[-2].startswith(f"!{path} cannot be written"), lines.stdout
    reported = {line[1:] for line in said if line.startswith("+")}
    assert reported | {"kyiv", "moscow"} == stored(path)
    with opened(path) as store:
        assert check(store) == []
        store.remove(sorted(reported))
        assert picture(store) == before


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
def test_a_read_only_folder_can_be_read_and_says_why_it_is_not_written(path: Path) -> None:
    with opened(path) as store:
        list(store.add([MOSCOW]))
    path.parent.chmod(0o555)
    path.chmod(0o444)
    code = f"""
from graph.errors import StoreError
from graph.store import open_store
from tests.graph.store.test_contract import KYIV
with open_store({str(path)!r}) as store:
    print(store.query("MATCH (a:Article) RETURN a.id").rows)
    try:
        list(store.add([KYIV]))
    except StoreError as error:
        print("!" + str(error))
"""
    command = [sys.executable, "-c", code]
    if os.geteuid() == 0:  # root is not held back by modes: be nobody
        for folder in path.parents:
            if folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o001:
                folder.chmod(folder.stat().st_mode | 0o011)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    path.parent.chmod(0o755)
    path.chmod(0o644)
    assert "(('moscow',),)" in result.stdout, result.stderr
    assert f"!{path} cannot be" in result.stdout, result.stdout + result.stderr
    assert stored(path) == {"moscow"}


def test_the_second_writer_is_told_who_is_first(path: Path) -> None:
    with opened(path) as store:
        adding = iter(store.add([KYIV, MOSCOW, *gold_extractions()]))
        next(adding)
        code = (
            "import sys; from graph.store import embedded, open_store; from graph.errors import StoreLocked; "
            "embedded.LEASE_WAIT = 0.2; "
            "from tests.graph.store.test_contract import AGAIN\n"
            "try: list(open_store(sys.argv[1]).add([AGAIN]))\n"
            "except StoreLocked as error: print(error)"
        )
        if not store._writing:  # type: ignore[attr-defined]
            pytest.fail("the lease was given back in mid-batch")
        result = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert f"pid {os.getpid()}" in result.stdout, result.stdout + result.stderr
        list(adding)
    with opened(path) as other:
        assert [a.outcome for a in other.add([AGAIN])] == ["added"]


def test_a_large_store_is_checkpointed_when_it_has_been_idle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "SMALL", 0)
    monkeypatch.setattr(embedded, "IDLE", 0.3)
    with opened(path) as store:
        list(store.add([KYIV]))
        before = path.stat().st_mtime_ns
        list(store.add([MOSCOW]))
        assert path.stat().st_mtime_ns == before
        assert store.query("MATCH (a:Article) RETURN count(a)").rows == ((2,),)
        with opened(path) as other:  # waits for the lease
            assert [a.outcome for a in other.add([AGAIN])] == ["added"]
        assert store.query("MATCH (a:Article) RETURN count(a)").rows == ((3,),)


def test_two_stores_of_one_process_take_turns(path: Path) -> None:
    with opened(path) as one, opened(path) as two:
        list(one.add([MOSCOW]))
        list(two.add([AGAIN]))
        list(one.add([KYIV]))
        assert picture(one) == picture(two)
        assert check(one) == []


@pytest.mark.parametrize("content", [b"", b"hello", b"RGF", b"RGF\x08" + b"x" * 200, b"PK\x03\x04" + b"\0" * 99])
def test_a_file_that_is_no_store_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"store\.kgl"), opened(path) as store:
        store.version()
    assert path.read_bytes() == content
    with pytest.raises(StoreError, match=r"store\.kgl"), opened(path) as store:
        list(store.add([KYIV]))
    assert path.read_bytes() == content
    if not content.startswith(b"RGF"):
        assert [file.name for file in path.parent.iterdir()] == ["store.kgl"]  # nor is anything left beside it


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, -1])
def test_a_damaged_store_is_left_as_it_is(path: Path, part: float) -> None:
    with opened(path) as store:
        list(store.add([MOSCOW, KYIV]))
    whole = bytearray(path.read_bytes())
    if part == -1:
        whole = whole[:-20]
    else:
        at = int(len(whole) * part)
        whole[at : at + 30] = b"\xff" * 30
    path.write_bytes(whole)
    with pytest.raises(StoreError, match=r"store\.kgl"), opened(path) as store:
        store.version()
    with pytest.raises(StoreError, match=r"store\.kgl"), opened(path) as store:
        list(store.add([AGAIN]))
    assert path.read_bytes() == bytes(whole)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        opened(tmp_path)


def test_a_missing_store_is_made_only_by_writing(path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        opened(path, create=False)
    with opened(path) as store:
        assert store.query("MATCH (n) RETURN count(n)").rows == ((0,),)
        assert store.version() == "empty"
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with opened(tmp_path / "no" / "store.kgl") as store, pytest.raises(StoreError, match=r"store\.kgl"):
        list(store.add([KYIV]))


def test_a_slow_question_holds_up_nobody(path: Path) -> None:
    with opened(path) as store:
        list(store.add(list(gold_extractions())[:20]))
        slow = "UNWIND range(1, 3000) AS x UNWIND range(1, 3000) AS y WITH x * y AS z WHERE z < 0 RETURN count(z)"
        asking = threading.Thread(target=lambda: store.query(slow, timeout=60))
        asking.start()
        time.sleep(0.1)
        store.query("MATCH (p:Person) RETURN p.name LIMIT 1")
        assert store.remove(["01-envoys-isfara-water"]) == 1
        still = asking.is_alive()
        asking.join()
    assert still, "the slow question was too quick for this test"


def test_threads_share_a_store(path: Path) -> None:
    errors: list[BaseException] = []
    with opened(path) as store:

        def ask() -> None:
            try:
                for _ in range(40):
                    store.query("MATCH (a)-[r]->(b) RETURN count(r), collect(a)[0]")
                    store.version()
            except BaseException as error:  # noqa: BLE001 (the test reports it)
                errors.append(error)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        list(store.add(list(gold_extractions())[:10]))
        store.remove(["01-envoys-isfara-water"])
        for thread in threads:
            thread.join()
    assert errors == []
