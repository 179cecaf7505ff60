"""What it costs to find out who is who as the store grows, and how much memory a hundred thousand names take.

    bench_resolve.py [--articles 10000] [--names 100000]

Articles are made up: a dozen people and organizations each, some far more often in the news than others (Zipf), new
ones all the time, spelt in several ways. The first figure is the store's whole work for an article (embedded, claims
and ties included), in batches of 100, around article 1,000 and around the last; the second is resolution alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span
from graph.resolve import Profile, merge_forms, profiles_of, resolve, unsure
from graph.store import open_store

_ONSETS = "b br ch d dr f g gr h j k kh l m n p pr r s sh st t tr v y z".split()
_VOWELS = "a e i o u ai ou".split()
_ENDS = ["", "n", "r", "v", "l", "sky", "ova", "dze", "ez", "man"]
BATCH = 100


def word(chance: random.Random, syllables: int) -> str:
    """A made-up name."""
    body = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
    return (body + chance.choice(_ENDS)).capitalize()


def respelt(name: str, chance: random.Random) -> str:
    """A name as another newsroom writes it."""
    pairs = [("kh", "h"), ("y", "i"), ("ou", "u"), ("sky", "skiy"), ("ai", "ay")]
    old, new = chance.choice(pairs)
    return name.replace(old, new)


def news(articles: int, *, seed: int = 3) -> Iterator[Extraction]:
    """Made-up articles, each with four claims between a dozen stakeholders."""
    chance = random.Random(seed)
    given = [word(chance, 2) for _ in range(400)]
    known: list[tuple[str, Kind]] = []
    for number in range(articles):
        while len(known) < 40 or chance.random() < 0.85:  # some six new ones an article
            kind = Kind.PERSON if chance.random() < 0.75 else Kind.ORGANIZATION
            first = chance.choice(given) if kind is Kind.PERSON else word(chance, 3)
            known.append((f"{first} {word(chance, 3)}", kind))
        cast = {known[int(len(known) * chance.random() ** 3)] for _ in range(8)} | set(known[-6:])
        text, spans = "", []
        for name, kind in sorted(cast):
            shown = respelt(name, chance) if chance.random() < 0.15 else name
            if kind is Kind.PERSON and chance.random() < 0.1:
                shown = shown.split()[1]
            spans.append((Span(start=len(text), end=len(text) + len(shown), text=shown), kind))
            text += f"{shown} met. "
        entities = tuple(
            Entity(id=f"e{n}", name=span.text, kind=kind, mentions=(span,)) for n, (span, kind) in enumerate(spans)
        )
        claims = tuple(
            Claim(
                id=f"c{number}-{n}",
                relation="MET",
                source=f"e{n}",
                target=f"e{n + 1}",
                modality=Modality.ASSERTED,
                evidence=Span(start=0, end=len(text), text=text),
            )
            for n in range(4)
        )
        article = Article(id=f"a{number}", text=text, publisher=f"p{number % 9}", published="2024-03-12")
        yield Extraction(article=article, entities=entities, claims=claims)


def measure_store(articles: int) -> None:
    """Print the store's seconds an article, around article 1,000 and around the last."""
    early: list[float] = []
    late: list[float] = []
    batch: list[Extraction] = []
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "bench.kgl")) as store:
        for number, extraction in enumerate(news(articles), 1):
            batch.append(extraction)
            if len(batch) < BATCH:
                continue
            start = time.process_time()
            for _ in store.add(batch):
                pass
            spent = (time.process_time() - start) / BATCH
            batch.clear()
            if 500 < number <= 1_500:
                early.append(spent)
            if number > articles - 1_000:
                late.append(spent)
    one, other = statistics.median(early), statistics.median(late)
    print(
        f"an article around 1,000: {one * 1e3:.1f} ms, around {articles:,}: {other * 1e3:.1f} ms, x {other / one:.2f}"
    )


def measure_names(names: int) -> None:
    """Print what resolving so many names at once takes."""
    start = time.process_time()
    found: list[Profile] = []
    for extraction in news(names // 6):
        found += profiles_of(extraction).values()
    merged = merge_forms(found)
    read = time.process_time() - start
    start = time.process_time()
    linked = resolve(merged.values())
    spent = time.process_time() - start
    open_pairs = len(unsure(merged.values()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(found):,} mentions, {len(merged):,} names to {len(set(linked.values())):,} stakeholders: "
        f"profiles {read:.0f} s, resolution {spent:.0f} s, {open_pairs:,} pairs to ask about, {peak:,.0f} MB at most"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="articles to store, at least 2,500")
    parser.add_argument("--names", type=int, default=100_000, help="about so many names to resolve")
    arguments = parser.parse_args()
    measure_store(arguments.articles)
    measure_names(arguments.names)
