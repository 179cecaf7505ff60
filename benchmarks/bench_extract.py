"""The extractor beside the bare spaCy pipeline that it uses, in one run: `make bench`.

    python benchmarks/bench_extract.py [--rounds 3] [--words 100000]

First the annotated articles, by turns through `nlp.pipe` (the same model, whole texts) and through `Extractor.pipe`:
the quotient of the two times is the figure to watch (aim: 1.25); times are CPU times, so that other work on the
machine does not count. Then one text of growing length, to show that time
grows in step with it.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from graph.model import Article
from loaders.extract import Extractor
from loaders.extract.parse import load_model

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "articles"


def articles() -> list[Article]:
    """The annotated articles."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return [Article(id=row["id"], text=row["text"], published=row["published"]) for row in rows]


def side_by_side(rounds: int) -> None:
    """Print the times of the model alone and of the whole extractor, and their quotient."""
    nlp, extractor, given = load_model(), Extractor(), articles()
    tokens = sum(len(doc) for doc in nlp.pipe(article.text for article in given))
    list(extractor.pipe(given[:3]))  # tables are read on first use
    alone, whole = [], []
    for _ in range(rounds):
        began = time.process_time()
        for _doc in nlp.pipe(article.text for article in given):
            pass
        alone.append(time.process_time() - began)
        began = time.process_time()
        for _extraction in extractor.pipe(given):
            pass
        whole.append(time.process_time() - began)
    print(f"{len(given)} articles, {tokens} tokens, best of {rounds}")
    for name, times in (("nlp.pipe", alone), ("Extractor.pipe", whole)):
        print(f"  {name:16} {min(times):7.2f} s  {tokens / min(times):8.0f} tokens/s")
    print(f"  quotient         {min(whole) / min(alone):7.2f}")


def linear(words: int) -> None:
    """Print the time for one text of growing length."""
    text = "\n\n".join(article.text for article in articles())
    extractor = Extractor()
    print("one text of growing length")
    size = words // 8
    while size <= words:
        parts = [text] * (1 + size // len(text.split()))
        grown = " ".join("\n\n".join(parts).split(" ")[:size])
        began = time.process_time()
        extraction = extractor.extract(Article(id="long", text=grown, published="2025-03-05"))
        seconds = time.process_time() - began
        count = len(grown.split())
        print(
            f"  {count:7} words {seconds:7.2f} s  {count / seconds:7.0f} words/s  {len(extraction.claims):6} claims, "
            f"{len(extraction.entities)} entities"
        )
        size *= 2


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=100_000)
    options = parser.parse_args()
    side_by_side(options.rounds)
    linear(options.words)


if __name__ == "__main__":
    main()
