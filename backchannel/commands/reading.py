"""Commands that read articles: load, extract and reextract."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from backchannel.commands.voice import (
    DONE,
    IN_PART,
    NOTHING,
    counted,
    progress_line,
    say,
    show_warnings,
    tell,
    tell_refusals,
)
from graph.errors import BackchannelError, InputError

if TYPE_CHECKING:
    from backchannel.pipeline import Progress


def load(options: argparse.Namespace) -> int:
    """Read, extract and store."""
    with _extractor(options) as extractor:
        return load_sources(options.sources, options.store, allow_private=options.allow_private, extractor=extractor)


def load_sources(sources: list[str], uri: str, *, allow_private: bool = False, extractor: Any = None) -> int:
    """Load, and say what came of it; the exit status."""
    from backchannel.pipeline import load as load_all
    from graph.store import open_store

    show_warnings()
    stored = 0

    with open_store(uri) as store, progress_line() as line:

        def count(progress: Progress) -> None:
            nonlocal stored
            stored = progress.stored
            if line:
                line(progress)

        try:
            report = load_all(sources, store, extractor=extractor, allow_private=allow_private, on_progress=count)
        except (KeyboardInterrupt, BackchannelError) as error:
            why = "stopped" if isinstance(error, KeyboardInterrupt) else str(error)
            say(f"{why}\n{counted(stored, 'article')} stored before that; run the same command again to go on.")
            return IN_PART if stored else NOTHING
    tell_refusals(report.refused)
    taken = len(report.added) + len(report.replaced) + len(report.unchanged)
    told = [
        f"{counted(len(report.added), 'article')} added, {len(report.replaced)} replaced",
        f"{len(report.unchanged)} unchanged, {len(report.refused)} refused",
        f"{counted(report.claims, 'claim')} and {counted(report.ties, 'tie')} in {store.uri} ({report.seconds:.1f} s)",
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

    show_warnings()
    done = refused = 0
    with _extractor(options) as extractor:
        for found in extract_all(read_all(options.sources, allow_private=options.allow_private), extractor):
            if isinstance(found, Refusal):
                refused += 1
                tell_refusals([found])
                continue
            done += 1
            if options.explain:
                tell("\n".join(map(shown, explain(found))))
            else:
                tell(json.dumps(extraction_to_json(found), ensure_ascii=False))
            sys.stdout.flush()
    return NOTHING if not done else IN_PART if refused else DONE


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
    say(f"{counted(len(articles), 'article')} read again, {changed} changed: {counted(new, 'new claim')}, {gone} gone")
    return DONE
