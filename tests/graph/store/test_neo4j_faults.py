"""What goes wrong between us and a Neo4j server: said clearly or tried again, and nothing reported is ever lost."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreError
from graph.model import Extraction
from graph.store import open_store
from graph.store.base import BaseStore
from graph.store.check import check
from graph.store.local_neo4j import INSTALL, LocalNeo4j, missing_packages
from tests.gold_articles import gold_extractions

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(bool(missing_packages()), reason=f"needs {INSTALL}"),
    pytest.mark.timeout(600),
]
PASSWORD = "first-password"
ARTICLES = list(islice(gold_extractions(), 6))


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_USERNAME", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNeo4j]:
    with LocalNeo4j(tmp_path_factory.mktemp("neo4j"), password=PASSWORD) as running:
        yield running


@pytest.fixture
def uri(server: LocalNeo4j) -> str:
    """The server's address, its database empty."""
    with opened(server.uri) as store:
        store._write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))
    return server.uri


def opened(uri: str) -> BaseStore:
    store = open_store(uri)
    assert isinstance(store, BaseStore)
    return store


def restart(server: LocalNeo4j, uri: str) -> None:
    """Start it again on the port that it had, in the folder that it had."""
    server._options["port"] = int(uri.rpartition(":")[2])
    server.start()
    assert server.uri == uri


def one_by_one(extractions: list[Extraction], store: BaseStore, after: int, then: Any) -> list[str]:
    """Add each in a batch of its own; once `after` are stored, do `then`."""
    stored: list[str] = []
    for extraction in extractions:
        stored += [added.article for added in store.add([extraction])]
        if len(stored) == after:
            then()
    return stored


class Line:
    """A line to the server that can be cut: `uri` leads to it, `cut` breaks every connection that goes through."""

    def __init__(self, uri: str) -> None:
        self._port = int(uri.rpartition(":")[2])
        self._door = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self._door.getsockname()[1]}"
        self.made = 0
        self.dead = False
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if self.dead:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._port))
                self.made += 1
                self._ends += (near, far)
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self, *, dead: bool = False) -> None:
        """Break what is open; with `dead` nobody gets through from now on until `dead` is unset."""
        self.dead = dead
        ends, self._ends = self._ends, []
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.cut(dead=True)
        self._door.close()


@pytest.fixture
def line(uri: str) -> Iterator[Line]:
    line = Line(uri)
    yield line
    line.close()


def test_a_connection_lost_in_mid_load_is_made_anew_and_nobody_notices(uri: str, line: Line) -> None:
    with opened(line.uri) as store:
        stored = one_by_one(ARTICLES, store, 3, line.cut)
    assert line.made > 1
    assert stored == [extraction.article.id for extraction in ARTICLES]
    with opened(uri) as store:
        assert not check(store)


def test_a_connection_lost_within_a_transaction_is_made_anew_and_nothing_is_there_twice(uri: str, line: Line) -> None:
    with opened(line.uri) as store:
        list(store.add(ARTICLES[:1]))
        write, runs = store._write, [0]

        def breaking(work: Any) -> Any:
            def broken(tx: Any) -> Any:
                runs[0] += 1
                result = work(tx)
                if runs[0] == 1:
                    line.cut()  # everything is sent, nothing is committed
                return result

            return write(broken)

        store._write = breaking  # type: ignore[method-assign]
        assert [added.outcome for added in store.add(ARTICLES[1:3])] == ["added", "added"]
        assert runs == [2]
    with opened(uri) as store:
        assert not check(store)


def test_a_line_that_is_down_for_a_while_is_waited_for(uri: str, line: Line) -> None:
    def interrupt() -> None:
        line.cut(dead=True)
        threading.Timer(1.5, setattr, (line, "dead", False)).start()

    with opened(line.uri) as store:
        assert len(one_by_one(ARTICLES, store, 2, interrupt)) == len(ARTICLES)
    with opened(uri) as store:
        assert not check(store)


def test_a_line_that_stays_down_is_said_and_the_same_command_takes_the_load_up_again(
    uri: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.RETRY_LIMIT", 1.0)
    with (
        opened(line.uri) as store,
        pytest.raises(StoreError, match=r"no answer from the Neo4j server .* run the same command again"),
    ):
        one_by_one(ARTICLES, store, 2, lambda: line.cut(dead=True))
    with opened(uri) as store:
        assert [added.outcome for added in store.add(ARTICLES)] == ["unchanged"] * 2 + ["added"] * (len(ARTICLES) - 2)
        assert not check(store)


def test_a_wrong_password_is_told_with_the_names_to_look_at(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
    with pytest.raises(StoreError, match="refused the user 'neo4j'; check NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
        open_store(uri)
    assert "not-the-password" not in str(caught.value)
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(StoreError, match="asks for a password; set NEO4J_PASSWORD"):
        open_store(uri)


def test_a_password_that_is_changed_in_mid_load_is_told_and_the_load_taken_up_with_the_new_one(
    uri: str, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    import neo4j

    def alter(name: str, password: str) -> None:
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver:
            text = f"CREATE OR REPLACE USER {name} SET PASSWORD $password CHANGE NOT REQUIRED"
            driver.execute_query(text, password=password, database_="system")

    def change() -> None:
        alter("loader", "another-password")
        line.cut()

    alter("loader", "given-password")
    monkeypatch.setenv("NEO4J_USERNAME", "loader")
    monkeypatch.setenv("NEO4J_PASSWORD", "given-password")
    with opened(line.uri) as store, pytest.raises(StoreError, match="refused the user 'loader'") as caught:
        one_by_one(ARTICLES, store, 2, change)
    assert "password" not in str(caught.value).replace("NEO4J_PASSWORD", "")
    monkeypatch.setenv("NEO4J_PASSWORD", "another-password")
    with opened(uri) as store:
        assert [added.outcome for added in store.add(ARTICLES)] == ["unchanged"] * 2 + ["added"] * (len(ARTICLES) - 2)
        assert not check(store)


def test_a_server_that_is_restarted_in_mid_load_is_waited_for(
    server: LocalNeo4j, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.RETRY_LIMIT", 240.0)

    def bounce() -> None:
        server.stop()
        again.start()

    again = threading.Thread(target=restart, args=(server, uri))
    with opened(uri) as store:
        assert len(one_by_one(ARTICLES, store, 2, bounce)) == len(ARTICLES)
        again.join()
        assert not check(store)


def test_a_server_that_dies_in_mid_load_loses_nothing_and_the_load_is_taken_up_again(
    server: LocalNeo4j, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.neo4j.RETRY_LIMIT", 1.0)
    stored: list[str] = []
    with opened(uri) as store:

        def die() -> None:
            stored.extend(row[0] for row in store.query("MATCH (a:Article) RETURN a.id").rows)
            server.kill()

        with pytest.raises(StoreError, match="run the same command again") as caught:
            one_by_one(ARTICLES, store, 3, die)
    assert PASSWORD not in str(caught.value)
    restart(server, uri)
    with opened(uri) as store:
        outcomes = {added.article: added.outcome for added in store.add(ARTICLES)}
        assert len(stored) == 3
        assert {article for article, outcome in outcomes.items() if outcome == "unchanged"} == set(stored)
        assert not check(store)


def test_a_server_that_is_restarted_between_two_questions_is_found_again(server: LocalNeo4j, uri: str) -> None:
    with opened(uri) as store:
        list(store.add(ARTICLES[:1]))
        server.stop()
        with pytest.raises(StoreError, match="no answer"):
            store.query("MATCH (a:Article) RETURN count(a) AS n")
        restart(server, uri)
        assert store.query("MATCH (a:Article) RETURN count(a) AS n").rows == ((1,),)
        assert [added.outcome for added in store.add(ARTICLES[:1])] == ["unchanged"]


def test_two_who_load_at_once_wait_for_each_other(uri: str) -> None:
    failures: list[Exception] = []

    def load(extractions: list[Extraction]) -> None:
        try:
            with opened(uri) as store:
                one_by_one(extractions, store, -1, None)
        except Exception as error:  # noqa: BLE001  (shown by the assertion)
            failures.append(error)

    threads = [threading.Thread(target=load, args=(order,)) for order in (ARTICLES, ARTICLES[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened(uri) as store:
        assert not check(store)
        assert store.query("MATCH (a:Article) RETURN count(a) AS n").rows == ((len(ARTICLES),),)


def test_a_deadlock_is_tried_again(uri: str) -> None:
    """A stranger's transaction and ours lock two nodes in opposite order; ours, ended by the server, runs once more."""
    from neo4j import GraphDatabase

    touch = "MATCH (n:Meta {id: $id}) SET n.touched = $by"
    held, runs = threading.Barrier(2, timeout=60), [0]

    def strange() -> None:
        with (
            GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver,
            driver.session() as session,
            session.begin_transaction() as tx,
        ):
            tx.run("MATCH (n:Meta) WHERE n.id STARTS WITH 'x' SET n.touched = 'stranger'").consume()
            tx.run(touch, id="b", by="stranger").consume()
            held.wait()
            tx.run(touch, id="a", by="stranger").consume()  # waits for ours, which the server ends
            tx.commit()

    def ours(tx: Any) -> None:
        runs[0] += 1
        tx.run(touch, id="a", by="ours")
        if runs[0] == 1:
            held.wait()
            time.sleep(1)  # the server ends whoever asks last and holds fewer locks
        tx.run(touch, id="b", by="ours")

    with opened(uri) as store:
        ids = ["a", "b", *(f"x{number}" for number in range(50))]
        store._write(lambda tx: tx.run("UNWIND $ids AS id CREATE (:Meta {id: id})", ids=ids))
        stranger = threading.Thread(target=strange)
        stranger.start()
        store._write(ours)
        stranger.join()
        assert runs == [2]
        assert store.query("MATCH (n:Meta) WHERE n.id IN ['a', 'b'] RETURN n.touched AS t").rows == (
            ("ours",),
            ("ours",),
        )


def test_an_expired_password_is_told_with_the_way_to_change_it(
    server: LocalNeo4j, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver:
        text = "CREATE USER newcomer SET PASSWORD 'given-password' CHANGE REQUIRED"
        driver.execute_query(text, database_="system")
    monkeypatch.setenv("NEO4J_USERNAME", "newcomer")
    monkeypatch.setenv("NEO4J_PASSWORD", "given-password")
    with pytest.raises(StoreError, match=r"must be changed first.*ALTER CURRENT USER") as caught:
        open_store(server.uri)
    assert "given-password" not in str(caught.value)


def test_a_database_that_is_not_there_is_named(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
    with pytest.raises(StoreError, match=r"no database 'nowhere'; check NEO4J_DATABASE"):
        open_store(uri)


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(StoreError, match=r"no answer from the Neo4j server at bolt://127\.0\.0\.1:1 "):
        open_store("bolt://127.0.0.1:1")


@pytest.mark.parametrize("address", ["bolt://neo4j:hunter2@localhost:7687", "neo4j+s://eve:hunter2@db.example"])
def test_a_password_in_the_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StoreError, match="NEO4J_PASSWORD") as caught:
        open_store(address)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("address", ["bolt://", "neo4j://", "bolt://local host", "bolt+nonsense://localhost"])
def test_what_is_no_address_is_named(address: str) -> None:
    with pytest.raises(StoreError, match="Neo4j server"):
        open_store(address)


def test_a_closed_store_says_so(uri: str, tmp_path: Path) -> None:
    store = opened(uri)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="was closed"):
        store.query("RETURN 1 AS x")
