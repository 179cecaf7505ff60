"""The embedded store: one file, held in memory by kglite, with a write-ahead log beside it.

One process writes at a time, under kglite's lease; any number read the last checkpoint and take up a newer one when the
file changes. The lease is taken on the first write and given back, with a checkpoint, when the batch is over. A
checkpoint writes the whole file, so that of a large store waits until nothing has been written for a while.
"""

from __future__ import annotations

import contextlib
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path as FilePath
from threading import RLock, Timer
from typing import TYPE_CHECKING, Any, TypeVar

import kglite

from graph.errors import QueryError, QueryRefused, StoreError, StoreLocked
from graph.model import Path, Rows
from graph.store import values
from graph.store.base import BaseStore
from graph.store.protocol import ROW_LIMIT, TIME_LIMIT

if TYPE_CHECKING:
    from graph.store.ingest import Transaction

T = TypeVar("T")
_Stamp = tuple[int, int, int] | None  # when and what a file last was: time, size, inode

kglite.set_query_warning_policy("silent")
#: The passes that fuse a match with its aggregate miscount, so none of them runs.
_DISABLED = [name for name in kglite.cypher_pass_names() if name.startswith("fuse_")]
#: Properties that kglite adds to every node.
_VIRTUAL = frozenset({"title", "type"})
#: Bytes of a write-ahead log that holds nothing.
_EMPTY_LOG = 5
#: Bytes up to which a checkpoint is cheap enough to be made at the end of every batch, and seconds that others wait.
SMALL = 8_000_000
IDLE = 2.0
#: Seconds to wait for another process to give back the lease.
LEASE_WAIT = 5.0


class EmbeddedStore(BaseStore):
    """A store in the file `path`; safe to use from several threads."""

    _ids_indexed = True

    def __init__(self, path: str, *, create: bool = True) -> None:
        self._path = FilePath(path).expanduser()
        self._log = self._path.with_name(self._path.name + "-wal")
        self._lock = RLock()
        self._graph: Any = None
        self._indexed = True
        self._writing = False
        self._closed = False
        self._stamp: _Stamp = None
        self._recovered: _Stamp = None
        self._idle: Timer | None = None
        if self._path.is_dir():
            raise StoreError(
                f"{self._path} is a folder; name a file for the store, such as {self._path / 'backchannel.kgl'}"
            )
        if not create and not self._path.exists() and not self._log.exists():
            raise StoreError(f"there is no store at {self._path}; load something first: backchannel load SOURCE")
        if self._path.exists():
            with _plain_errors(self._path):
                _check_header(self._path)

    @property
    def uri(self) -> str:
        """The store's path."""
        return str(self._path)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = ROW_LIMIT,
        timeout: float | None = TIME_LIMIT,
    ) -> Rows:
        """The answer to a read-only Cypher text; QueryRefused if it would write or is not portable."""
        from graph.query import for_embedded

        text, bound = for_embedded(cypher, parameters or {})
        self._searchable(cypher)
        with self._reading(indexed=_looks_up(text)) as graph:
            try:
                view = graph.cypher(
                    text,
                    params=bound,
                    row_limit=limit,
                    timeout_ms=0 if timeout is None else max(1, int(timeout * 1000)),
                    disabled_passes=_DISABLED,
                    hide_structural_keys=True,
                )
                columns = tuple(view.columns)
                cut = (view.diagnostics or {}).get("total_rows") is not None
                found = view.to_list()
                return Rows(columns=columns, rows=_Converter(graph).rows(columns, found), truncated=cut)
            except kglite.CypherTimeoutError as error:
                raise QueryError(
                    f"the query took longer than {timeout:g} s; make it narrower, or allow more"
                ) from error
            except kglite.ReadOnlyError as error:
                raise QueryRefused("this query would write; queries only read") from error
            except (kglite.KgError, ValueError, TypeError, OverflowError, RecursionError) as error:
                raise QueryError(str(error)) from error

    @contextlib.contextmanager
    def _reading(self, *, indexed: bool) -> Iterator[Any]:
        """The graph, for reading alone: by any number of threads at once unless this store is writing."""
        with self._lock:
            self._refresh(indexed=indexed)
            graph = self._graph
            if self._writing:
                graph.read_only(True)
                try:
                    yield graph
                finally:
                    graph.read_only(False)
                return
        yield graph  # nothing writes to this one any more: a write begins with a graph of its own

    def schema(self) -> Mapping[str, Any]:
        """Labels, relationship types, their properties and counts, without the bookkeeping."""
        from graph.store.statements import BOOKKEEPING

        with self._lock:
            self._refresh(indexed=False)
            found = self._graph.schema()
        nodes = {name: kind for name, kind in found["node_types"].items() if name not in BOOKKEEPING and kind["count"]}
        ties = {name: kind for name, kind in found["connection_types"].items() if kind["count"]}
        properties = {name: sorted({"id", *_held(kind)}) for name, kind in nodes.items()}
        properties |= {name: sorted(_held(kind)) for name, kind in ties.items()}
        counts = {name: kind["count"] for name, kind in (nodes | ties).items()}
        kinds = [name for name in nodes if name not in ("Article", "Claim", "Quote")]
        if kinds:
            properties["Entity"] = sorted({name for kind in kinds for name in properties[kind]})
            counts["Entity"] = sum(counts[kind] for kind in kinds)
        return {
            "labels": sorted([*nodes, *(["Entity"] if kinds else [])]),
            "relationship_types": sorted(ties),
            "properties": properties,
            "counts": counts,
        }

    def close(self) -> None:
        """Give back the lease and the memory; further calls raise StoreError."""
        with self._lock:
            if not self._closed:
                self._checkpoint()
                self._closed = True
                self._graph = None

    def _read(self, work: Callable[[Transaction], T]) -> T:
        with self._reading(indexed=False) as graph:  # what is read outside of a write is found by ids of nodes
            return work(_Reader(graph))

    def _write(self, work: Callable[[Transaction], T]) -> T:
        with self._lock:
            self._lease()
            with _plain_errors(self._path):
                writer = _Writer(self._graph)
                result = work(writer)
                try:
                    writer.commit()
                except kglite.FileIoError:
                    self._forget()  # the log and the memory may differ: what the disk holds counts
                    raise
                return result

    def _lease(self) -> None:
        """Become the one writer, with everything that was ever stored in memory."""
        self._alive()
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._writing:
            return
        with _plain_errors(self._path):
            new = not self._path.exists() and not self._log.exists()
            if self._path.exists():
                _check_header(self._path)
            self._graph = None  # not twice in memory
            graph = self._open_when_free()
            if new:
                from graph.store.statements import INDEXED, TIES

                for label, name in INDEXED:
                    graph.create_index(label, name)
                for relation in TIES:
                    graph.cypher(f"CREATE INDEX IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.id)")
                with _quiet():
                    graph.save()
            self._graph = graph
            self._indexed = True
            self._writing = True

    def _open_when_free(self) -> Any:
        until = time.monotonic() + LEASE_WAIT
        while True:
            try:
                return kglite.open(str(self._path), durable="full")
            except kglite.WriterLeaseHeldError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def _settle(self) -> None:
        with self._lock:
            if not self._writing:
                return
            stamp = self._stat()
            if stamp is None or stamp[1] <= SMALL:
                self._checkpoint()
            else:
                self._idle = Timer(IDLE, self._checkpoint)
                self._idle.daemon = True
                self._idle.start()

    def _checkpoint(self) -> None:
        """Write the file anew and give back the lease; the memory stays for reading."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
                self._idle = None
            if self._writing:
                with _plain_errors(self._path), _quiet():
                    try:
                        self._graph.close()
                    except BaseException:
                        self._forget()
                        raise
                self._writing = False
                self._graph.read_only(True)
                self._stamp = self._stat()

    def _forget(self) -> None:
        """Let go of the memory and the lease; the file and its log are read again when next needed."""
        self._graph = None
        self._writing = False
        self._stamp = None

    def _refresh(self, *, indexed: bool) -> None:
        """Make `_graph` the newest state that this process may see.

        Most of the time that a large file takes to open goes into its indexes, so they wait until a text needs them.
        """
        self._alive()
        if self._writing:
            return
        if (log := self._stat_log()) is not None and log != self._recovered:
            self._recover()
            self._recovered = self._stat_log()
        stamp = self._stat()
        if self._graph is not None and stamp == self._stamp and (self._indexed or not indexed):
            return
        with _plain_errors(self._path):
            if stamp is None:
                self._graph = kglite.KnowledgeGraph()
            else:
                _check_header(self._path)
                self._indexed = indexed or stamp[1] <= SMALL
                self._graph = kglite.load(str(self._path), defer_index_rebuild=not self._indexed)
        self._graph.read_only(True)
        self._stamp = stamp

    def _recover(self) -> None:
        """Fold in what a killed writer logged after its last checkpoint; a living writer's log is its own."""
        import shutil  # here: a query that recovers nothing need not wait for them
        import tempfile

        try:
            with _quiet():
                kglite.open(str(self._path), durable="full").close()
        except kglite.WriterLeaseHeldError:
            return
        except (kglite.FileIoError, OSError):
            import shutil  # seldom needed, and together slower to import than kglite
            import tempfile

            with _plain_errors(self._path), tempfile.TemporaryDirectory() as folder:
                copy = FilePath(folder) / self._path.name
                for source in (self._path, self._log):
                    if source.exists():
                        shutil.copy(source, copy.with_name(source.name))
                self._graph = kglite.open(str(copy), durable="full", lock=False)
                self._indexed = True
                self._graph.close()
                self._graph.read_only(True)
            self._stamp = self._stat()
        except kglite.KgError as error:
            raise StoreError(f"{self._path} cannot be read: {error}") from error

    def _stat(self) -> _Stamp:
        return _stat(self._path)

    def _stat_log(self) -> _Stamp:
        """When the log last changed; None if it holds nothing."""
        stamp = _stat(self._log)
        return None if stamp is None or stamp[1] <= _EMPTY_LOG else stamp

    def _alive(self) -> None:
        if self._closed:
            raise StoreError(f"the store {self._path} was closed; open it again")


def _looks_up(text: str) -> bool:
    """Whether `text` may look something up in a declared index: ids of nodes need none, those of ties do."""
    ties = "|".join(re.escape(name) for name in set(re.findall(r"-\[`?(\w+)", text)))
    return bool(
        re.search(r"\b(?:pair|tie)\b|-\[[^\]]*\{[^}]*\bid\b", text)
        or (ties and re.search(rf"\b(?:{ties})`?\.`?id\b`?\s*(?:=|IN\b)", text))
    )


def _stat(path: FilePath) -> _Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    return found.st_mtime_ns, found.st_size, found.st_ino


class _Reader:
    def __init__(self, graph: Any) -> None:
        self._graph = graph

    def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        view = self._graph.cypher(cypher, params=parameters, disabled_passes=_DISABLED, timeout_ms=0)
        found: list[dict[str, Any]] = view.to_list()
        return found


class _Writer:
    """Reads at once and keeps writes until `commit`, which runs them as one statement: whole or not at all.

    kglite's own transactions copy what they touch, a node type at a time: a cost that grows with the store.
    """

    def __init__(self, graph: Any) -> None:
        self._reader = _Reader(graph)
        self._graph = graph
        self._texts: list[str] = []
        self._parameters: dict[str, Any] = {}

    def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        if "RETURN" in cypher:
            if self._texts:
                raise StoreError("a text that returns rows must come before all writes of its transaction")
            return self._reader.run(cypher, **parameters)
        number = len(self._texts)
        self._texts.append(_PARAMETER.sub(rf"$\1_{number}", cypher))
        self._parameters |= {f"{name}_{number}": value for name, value in parameters.items()}
        return []

    def commit(self) -> None:
        # Counting rows hands exactly one on, however many there were, so that the next part runs once.
        text = " WITH count(*) AS done ".join(self._texts)
        if text:
            self._graph.cypher(text, params=self._parameters, disabled_passes=_DISABLED, timeout_ms=0)


_PARAMETER = re.compile(r"\$(\w+)")


class _Converter:
    """kglite's values as the model's; ends of relationships are looked up together."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph
        self._ids: dict[int, str] = {}

    def rows(self, columns: tuple[str, ...], found: list[dict[str, Any]]) -> tuple[tuple[Any, ...], ...]:
        wanted: set[int] = set()
        for row in found:
            for value in row.values():
                self._ends(value, wanted)
        if missing := wanted - set(self._ids):
            text = "UNWIND $ids AS i MATCH (n) WHERE elementId(n) = i RETURN elementId(n) AS i, n.id AS id"
            for row in self._graph.cypher(text, params={"ids": [str(i) for i in sorted(missing)]}).to_list():
                self._ids[int(row["i"])] = str(row["id"])
        return tuple(tuple(self._value(row[column]) for column in columns) for row in found)

    def _ends(self, value: Any, wanted: set[int]) -> None:
        if isinstance(value, dict):
            if value.keys() == _NODE_KEYS:
                self._ids[value["id"]] = str(value["properties"].get("id", ""))
            elif value.keys() == _TIE_KEYS:
                wanted |= {value["start"], value["end"]}
            else:
                for part in value.values():
                    self._ends(part, wanted)
        elif isinstance(value, list):
            for part in value:
                self._ends(part, wanted)

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._value(part) for part in value]
        if isinstance(value, datetime):
            return values.moment(value)
        if not isinstance(value, dict):
            return value
        if value.keys() == _NODE_KEYS:
            return values.node(value["labels"], {k: v for k, v in value["properties"].items() if k not in _VIRTUAL})
        if value.keys() == _TIE_KEYS:
            ends = self._ids.get(value["start"], ""), self._ids.get(value["end"], "")
            return values.relationship(value["type"], *ends, value["properties"])
        if value.keys() == _PATH_KEYS:
            return Path(
                nodes=tuple(self._value(part) for part in value["nodes"]),
                relationships=tuple(self._value(part) for part in value["relationships"]),
            )
        return {key: self._value(part) for key, part in value.items()}


_NODE_KEYS = {"id", "labels", "properties"}
_TIE_KEYS = {"id", "start", "end", "type", "properties"}
_PATH_KEYS = {"nodes", "relationships"}


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without kglite's advice on files that it could map, which we do not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        yield


def _held(kind: Mapping[str, Any]) -> list[str]:
    """The properties that any node or relationship of the kind has."""
    return [
        name for name, type_ in kind["properties"].items() if type_ not in ("Null", "Unknown") and name not in _VIRTUAL
    ]


def _check_header(path: FilePath) -> None:
    """Refuse what is no kglite file before kglite leaves its lock files beside it."""
    with path.open("rb") as file:
        head = file.read(3)
    if head != b"RGF":
        raise StoreError(f"{path} is not a Backchannel store; it was left as it is. Name another file for the store")


@contextlib.contextmanager
def _plain_errors(path: FilePath) -> Iterator[None]:
    """kglite's and the system's errors in our words."""
    try:
        yield
    except kglite.WriterLeaseHeldError as error:
        pid = (error.holder or {}).get("pid", "unknown")
        raise StoreLocked(
            f"{path} is being written by another process (pid {pid}); wait until it is done, or end it, and try again"
        ) from error
    except kglite.FileFormatError as error:
        raise StoreError(
            f"{path} is damaged or was written by a newer version; it was left as it is ({error})"
        ) from error
    except kglite.FileIoError as error:
        raise StoreError(f"{path} cannot be written; what was stored before is safe ({error})") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror or error}") from error
    except kglite.KgError as error:
        raise StoreError(f"{path}: {error}") from error
