"""Commands that run until they are stopped: demo, serve and neo4j."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from backchannel.commands.reading import load_sources
from backchannel.commands.voice import DONE, say, tell
from graph.errors import InputError

#: The samples of the demo, each a folder of the package, and the store that it is loaded into.
SAMPLES = {"articles": ("sample", "demo.kgl"), "corpus": ("corpus", "demo-corpus.kgl")}


def demo(options: argparse.Namespace) -> int:
    """Load the sample articles and open the dashboard."""
    from importlib.resources import as_file, files

    from graph.errors import StoreError, StoreLocked
    from graph.store import open_store

    sample, name = SAMPLES[options.sample]
    uri = options.store or str(demo_store(name))
    if not options.store:
        try:
            with open_store(uri) as store:
                store.writable()
        except StoreLocked:
            pass
        except StoreError as error:
            # The demo's own store holds nothing that cannot be had again.
            say(f"{error}\nthe demo's store is made anew")
            for path in Path(uri).parent.glob(f"{name}*"):
                path.unlink()
    with as_file(files("backchannel") / sample) as folder:
        status = load_sources([str(folder)], uri)
    return status or _serve(uri, port=options.port)


def demo_store(name: str = "demo.kgl") -> Path:
    """Where a demo's own store lies: the user's cache, or a temporary folder where that cannot be written."""
    import tempfile

    if sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        cache = Path(os.environ.get("LOCALAPPDATA") or Path.home())
    else:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "backchannel"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder / name
    except OSError:
        return Path(tempfile.mkdtemp(prefix="backchannel-")) / name


def serve(options: argparse.Namespace) -> int:
    """Open the dashboard."""
    return _serve(options.store, port=options.port, address=options.address)


def _serve(uri: str, *, port: int, address: str = "localhost") -> int:
    from backchannel.dashboard.server import serve as serve_dashboard
    from graph.store import open_store

    open_store(uri).close()  # says what is wrong with it here and not in the browser
    free = free_port(port, address)
    if free != port:
        say(f"port {port} is taken, so the dashboard listens on {free}")
    host = "localhost" if address in ("0.0.0.0", "::") else address  # noqa: S104 - it is what the user may pass
    say(f"the dashboard of {uri} is at http://{host}:{free} (Ctrl-C ends it)")
    serve_dashboard(uri, port=free, address=address, open_browser=browser_there())
    return DONE


def free_port(port: int, address: str) -> int:
    """`port` if nobody listens there, else the next free one of the twenty after it."""
    import socket

    for candidate in range(port, min(port + 20, 65535) + 1):
        try:
            family = socket.getaddrinfo(address, candidate, type=socket.SOCK_STREAM)[0]
        except (OSError, UnicodeError) as error:
            raise InputError(f"--address {address} is not an address of this machine") from error
        with socket.socket(family[0]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(family[4])
            except PermissionError as error:
                raise InputError(f"port {candidate} is for the superuser alone; take one from 1024 up") from error
            except OSError:
                continue
            return candidate
    raise InputError(
        f"ports {port} to {candidate} are all taken, or {address} is not this machine's; name another: --port"
    )


def browser_there() -> bool:
    """Whether a browser can be opened where the user sees it."""
    import webbrowser

    if not sys.stderr.isatty() or os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform not in ("darwin", "win32") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def neo4j(options: argparse.Namespace) -> int:
    """Run a Neo4j on this machine until Ctrl-C."""
    import signal

    from graph.store.local_neo4j import LocalNeo4j

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say("starting Neo4j; the first time it is fetched (116 MB, a minute or two)")
    password = os.environ.get("NEO4J_PASSWORD") or None
    with LocalNeo4j(options.folder, port=options.port, password=password, heap_mb=options.memory) as server:
        who = "the user neo4j and the password in NEO4J_PASSWORD" if password else "no password, from this machine only"
        tell(server.uri)
        say(f"Neo4j answers at {server.uri} with {who}; its data lie in {options.folder} (Ctrl-C ends it)")
        say(f"use it in another terminal: backchannel load SOURCE --store {server.uri}")
        with suppress(KeyboardInterrupt):
            server.wait()
    return DONE
