"""The Neo4j store: the same graph on a server, over Bolt (Neo4j 5 or newer, also Aura and clusters).

Writes are managed transactions that the driver retries; analysts' queries pass the gate of `graph.query`, then the
server's own EXPLAIN, then run in read mode with a time limit: three locks, each enough by itself.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import neo4j
from neo4j import exceptions
from neo4j.graph import Node as BoltNode
from neo4j.graph import Path as BoltPath
from neo4j.graph import Relationship as BoltRelationship
from neo4j.time import Date, DateTime, Duration, Time

from graph.errors import QueryError, QueryRefused, StoreError
from graph.model import Path, Rows
from graph.store import values
from graph.store.base import BaseStore
from graph.store.ingest import Transaction
from graph.store.protocol import ROW_LIMIT, TIME_LIMIT

T = TypeVar("T")

#: Seconds: to reach the server, and to go on trying after a lost connection, a deadlock or a change of leader.
CONNECT_LIMIT = 10.0
RETRY_LIMIT = 30.0
WRITE_TRIES = 3
#: Seconds that a server may take to end a query whose time is over before it is left alone.
GRACE = 5.0
#: Nodes or relationships of each label or type whose properties `schema` looks at.
_SAMPLE = 1_000
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_OUT_OF_MEMORY = "MemoryPoolOutOfMemoryError"


class Neo4jStore(BaseStore):
    """A store on the server at `uri`; safe to use from several threads.

    The user's name, password and database are read from NEO4J_USERNAME (else `neo4j`), NEO4J_PASSWORD (none: no
    authentication) and NEO4J_DATABASE (none: the user's home database).
    """

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        if parts.username is not None or parts.password is not None:
            raise StoreError(
                f"leave the name and password out of the address of {parts.hostname}, where others can read them; "
                "set NEO4J_USERNAME and NEO4J_PASSWORD instead"
            )
        self._uri = uri
        self._user = os.environ.get("NEO4J_USERNAME") or "neo4j"
        self._database = os.environ.get("NEO4J_DATABASE") or None
        password = os.environ.get("NEO4J_PASSWORD")
        self._prepared = False
        self._closed = False
        with self._plain_errors():
            try:
                self._driver = neo4j.GraphDatabase.driver(
                    uri,
                    auth=(self._user, password) if password else None,
                    connection_timeout=CONNECT_LIMIT,
                    connection_acquisition_timeout=CONNECT_LIMIT * 2,
                    max_transaction_retry_time=RETRY_LIMIT,
                    liveness_check_timeout=30,
                    notifications_min_severity="OFF",
                    user_agent="backchannel",
                )
            except ValueError as error:
                raise StoreError(f"{uri} is not the address of a Neo4j server: {error}") from error
            try:
                with self._session(neo4j.READ_ACCESS) as session:
                    session.run("RETURN 1").consume()
            except BaseException:
                self._driver.close()
                raise

    @property
    def uri(self) -> str:
        """The URI that `open_store` was given, without a password."""
        return self._uri

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = ROW_LIMIT,
        timeout: float | None = TIME_LIMIT,
    ) -> Rows:
        """The answer to a read-only Cypher text; QueryRefused if it would write or is not portable."""
        from graph.query import for_neo4j

        self._alive()
        bound = dict(parameters or {})
        text = for_neo4j(cypher, bound)
        self._searchable(cypher)
        token = uuid4().hex
        outcome: list[Rows | BaseException] = []

        def ask() -> None:
            try:
                outcome.append(self._answer(text, bound, limit, timeout, token))
            except BaseException as error:  # noqa: BLE001  (raised again by the thread that asked)
                outcome.append(error)

        # In a thread of its own, so that Ctrl-C, and a server that goes on after its time, can be left behind.
        worker = threading.Thread(target=ask, daemon=True)
        worker.start()
        try:
            until = math.inf if timeout is None else time.monotonic() + timeout + GRACE
            while worker.is_alive() and time.monotonic() < until:
                worker.join(0.2)  # now and then, so that a Ctrl-C that another thread caught is heard
        except BaseException:
            self._terminate(token)
            raise
        if not outcome:
            self._terminate(token)
            raise QueryError(f"the query took longer than {timeout:g} s; make it narrower, or allow more")
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return outcome[0]

    def _answer(self, text: str, bound: dict[str, Any], limit: int | None, timeout: float | None, token: str) -> Rows:
        with self._plain_errors(timeout), self._session(neo4j.READ_ACCESS) as session:
            try:
                return self._ask(session, text, bound, limit, timeout, token)
            except (exceptions.ServiceUnavailable, exceptions.SessionExpired):
                # A connection that the server closed while it lay in the pool: the next one is new.
                return self._ask(session, text, bound, limit, timeout, token)

    def _terminate(self, token: str) -> None:
        """Have the server end the query that carries `token`."""
        with (
            contextlib.suppress(exceptions.Neo4jError, exceptions.DriverError, OSError),
            self._session(neo4j.READ_ACCESS) as session,
        ):
            text = "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.backchannel = $token RETURN id"
            for record in list(session.run(text, token=token)):
                session.run("TERMINATE TRANSACTIONS $id", id=record["id"]).consume()

    def _ask(
        self,
        session: neo4j.Session,
        cypher: str,
        parameters: dict[str, Any],
        limit: int | None,
        timeout: float | None,
        token: str,
    ) -> Rows:
        with session.begin_transaction(metadata={"backchannel": token}, timeout=timeout) as tx:
            kind = tx.run("EXPLAIN " + cypher, parameters).consume().query_type
            if kind != "r":
                raise QueryRefused("this query would write; queries only read")
            result = tx.run(cypher, parameters)
            columns = tuple(result.keys())
            found = [record.values() for record in (result if limit is None else result.fetch(limit))]
            truncated = limit is not None and result.peek() is not None
            if truncated:
                result.consume()
            rows = _Converter(tx).rows(found)
        return Rows(columns=columns, rows=rows, truncated=truncated)

    def schema(self) -> Mapping[str, Any]:
        """Labels, relationship types, their properties and counts, without the bookkeeping."""
        from graph.store.statements import BOOKKEEPING

        self._alive()

        def look(tx: neo4j.ManagedTransaction) -> Mapping[str, Any]:
            labels = [row["label"] for row in tx.run("CALL db.labels() YIELD label RETURN label")]
            text = "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name"
            types = [row["name"] for row in tx.run(text)]
            counts: dict[str, int] = {}
            properties: dict[str, list[str]] = {}
            for names, pattern in ((labels, "(x:`{}`)"), (types, "()-[x:`{}`]->()")):
                for name in names:
                    if name in BOOKKEEPING:
                        continue
                    match = "MATCH " + pattern.format(name.replace("`", "``"))
                    count = tx.run(f"{match} RETURN count(x) AS n").single(strict=True)["n"]
                    if count:
                        text = f"{match} WITH x LIMIT {_SAMPLE} UNWIND keys(x) AS key RETURN DISTINCT key ORDER BY key"
                        counts[name] = count
                        properties[name] = [row["key"] for row in tx.run(text)]
            return {
                "labels": sorted(name for name in labels if name in counts),
                "relationship_types": sorted(name for name in types if name in counts),
                "properties": properties,
                "counts": counts,
            }

        with self._plain_errors(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(look)

    def close(self) -> None:
        """Close the connections; further calls raise StoreError."""
        if not self._closed:
            self._closed = True
            self._driver.close()

    def _read(self, work: Callable[[Transaction], T]) -> T:
        self._alive()
        with self._plain_errors(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: work(_Runner(tx)))

    def _write(self, work: Callable[[Transaction], T]) -> T:
        self._alive()
        with self._plain_errors(), self._session(neo4j.WRITE_ACCESS) as session:
            if not self._prepared:
                self._prepare(session)
                self._prepared = True
            for attempt in range(WRITE_TRIES):
                try:
                    return session.execute_write(lambda tx: work(_locked(tx)))
                except exceptions.ConstraintError:
                    # Two who found an empty store at once; the second now sees what the first has written.
                    if attempt + 1 == WRITE_TRIES:
                        raise
        raise AssertionError

    def _settle(self) -> None:
        """Nothing to publish: what was committed is there for all."""

    def _prepare(self, session: neo4j.Session) -> None:
        """Constraints and indexes, once for a database; a second time changes nothing."""
        from graph.store.statements import INDEXED, SEARCHED, TIES, UNIQUE

        texts = [
            f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
            for label in UNIQUE
        ]
        texts += [
            f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
            for label, name in INDEXED
        ]
        texts += [
            f"CREATE TEXT INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
            for label, name in SEARCHED
        ]
        texts += [f"CREATE INDEX {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() ON (r.id)" for name in TIES]
        for text in texts:
            try:
                session.execute_write(lambda tx, text=text: tx.run(text).consume())  # type: ignore[misc]
            except exceptions.ClientError as error:
                if not (error.code or "").endswith("AlreadyExists"):  # another writer was quicker
                    raise
        session.execute_read(lambda tx: tx.run("CALL db.awaitIndexes(300)").consume())

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access, fetch_size=1000)

    def _alive(self) -> None:
        if self._closed:
            raise StoreError(f"the store {self._uri} was closed; open it again")

    @contextlib.contextmanager
    def _plain_errors(self, timeout: float | None = None) -> Iterator[None]:
        """The driver's and the server's errors in our words; none of them ever holds the password."""
        try:
            yield
        except exceptions.AuthError as error:
            raise StoreError(self._explain_login(error)) from None  # its chain could hold what was sent
        except exceptions.Neo4jError as error:
            raise self._explain(error, timeout) from error
        except exceptions.ConfigurationError as error:
            raise StoreError(f"{self._uri} is not the address of a Neo4j server: {error}") from error
        except (exceptions.DriverError, OSError) as error:
            raise StoreError(
                f"no answer from the Neo4j server at {self._uri} ({_first_line(error)}); is it running, and is the "
                "address right? `backchannel neo4j start` starts one. What was reported as stored is safe: "
                "run the same command again"
            ) from error

    def _explain_login(self, error: exceptions.Neo4jError) -> str:
        code = error.code or ""
        if "AuthenticationRateLimit" in code:
            return f"{self._uri} refuses logins for a while after too many wrong passwords; wait a minute"
        if not os.environ.get("NEO4J_PASSWORD"):
            return f"{self._uri} asks for a password; set NEO4J_PASSWORD (and NEO4J_USERNAME unless it is `neo4j`)"
        return f"{self._uri} refused the user {self._user!r}; check NEO4J_USERNAME and NEO4J_PASSWORD"

    def _explain(self, error: exceptions.Neo4jError, timeout: float | None) -> StoreError | QueryError:
        code, message = error.code or "", error.message or ""
        if "CredentialsExpired" in code:
            return StoreError(
                f"the password of {self._user!r} at {self._uri} has expired and must be changed first: log in with "
                "Neo4j Browser or cypher-shell, or run `ALTER CURRENT USER SET PASSWORD FROM ... TO ...` there"
            )
        if code.startswith("Neo.ClientError.Security"):
            return StoreError(f"{self._user!r} may not do this at {self._uri}: {_first_line(error)}")
        if code == "Neo.ClientError.Database.DatabaseNotFound":
            return StoreError(
                f"{self._uri} has no database {self._database!r}; check NEO4J_DATABASE, or create it there"
            )
        if code.startswith(_TIMED_OUT):
            limit = "the server's limit" if timeout is None else f"{timeout:g} s"
            return QueryError(f"the query took longer than {limit}; make it narrower, or allow more")
        if _OUT_OF_MEMORY in code:
            return QueryError("the query needs more memory than the server allows; make it narrower")
        if code.startswith(("Neo.ClientError.Statement", "Neo.ClientError.Procedure", "Neo.DatabaseError.Statement")):
            place = re.search(r"\(line (\d+), column (\d+)", message)
            found = QueryError(message.partition("\n")[0])
            if place:
                found.line, found.column = int(place[1]), int(place[2])
            return found
        if code == "Neo.ClientError.Schema.ConstraintValidationFailed":
            return StoreError(f"{self._uri} holds data that breaks the schema: {_first_line(error)}")
        return StoreError(f"Neo4j at {self._uri}: {_first_line(error)}; run the same command again ({code})")


def _locked(tx: neo4j.ManagedTransaction) -> _Runner:
    """A transaction that has the store to itself: the next writer waits here, and then reads what this one wrote."""
    tx.run("MATCH (m:Meta {id: 'store'}) SET m.id = 'store'").consume()
    return _Runner(tx)


class _Runner:
    """A driver's transaction as the seam of `graph.store.ingest` wants it."""

    def __init__(self, tx: neo4j.ManagedTransaction) -> None:
        self._tx = tx

    def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        return self._tx.run(cypher, parameters).data()


class _Converter:
    """Bolt's values as the model's; a relationship's ends come without properties, so their ids are looked up."""

    def __init__(self, tx: neo4j.Transaction) -> None:
        self._tx = tx
        self._ids: dict[str, str] = {}

    def rows(self, found: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
        wanted: set[str] = set()
        for row in found:
            self._ends(row, wanted)
        if missing := sorted(wanted - self._ids.keys()):
            text = "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS element, n.id AS id"
            for record in self._tx.run(text, ids=missing):
                self._ids[record["element"]] = str(record["id"])
        return tuple(tuple(self._value(value) for value in row) for row in found)

    def _ends(self, value: Any, wanted: set[str]) -> None:
        if isinstance(value, BoltNode):
            self._ids[value.element_id] = str(value.get("id", ""))
        elif isinstance(value, BoltRelationship):
            wanted |= {node.element_id for node in value.nodes if node is not None}
        elif isinstance(value, BoltPath):
            for part in (*value.nodes, *value.relationships):
                self._ends(part, wanted)
        elif isinstance(value, dict):
            for part in value.values():
                self._ends(part, wanted)
        elif isinstance(value, list):
            for part in value:
                self._ends(part, wanted)

    def _value(self, value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            raise QueryError("a number in the answer is infinite or none at all; does the query divide by zero?")
        if value is None or isinstance(value, str | bool | int | float):
            return value
        if isinstance(value, BoltNode):
            return values.node(value.labels, {key: self._value(part) for key, part in value.items()})
        if isinstance(value, BoltRelationship):
            start, end = value.nodes
            return values.relationship(
                value.type,
                self._ids.get(start.element_id if start is not None else "", ""),
                self._ids.get(end.element_id if end is not None else "", ""),
                {key: self._value(part) for key, part in value.items()},
            )
        if isinstance(value, BoltPath):
            return Path(
                nodes=tuple(self._value(node) for node in value.nodes),
                relationships=tuple(self._value(part) for part in value.relationships),
            )
        if isinstance(value, list):
            return [self._value(part) for part in value]
        if isinstance(value, dict):
            return {key: self._value(part) for key, part in value.items()}
        if isinstance(value, Date | Time):
            return value.to_native()
        if isinstance(value, DateTime):
            return values.moment(value.to_native())
        if isinstance(value, Duration):
            return {"months": value.months, "days": value.days, "seconds": value.seconds}
        raise QueryError(f"a value of type {type(value).__name__} has no portable form; return parts of it")


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0]
