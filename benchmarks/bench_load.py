"""What a load costs beside spaCy's own `nlp.pipe` on the same texts: the aim is 1.3 times at most.

The texts are the annotated articles. Both run in this process with the model loaded before, in turns, the load into a
new embedded store each time; the ratio of the medians counts.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

from backchannel.pipeline import load
from graph.store import open_store
from loaders.extract import Extractor
from loaders.extract.parse import DEFAULT_MODEL, load_model

ROUNDS = 5
ARTICLES = sorted((Path(__file__).resolve().parent.parent / "tests" / "gold" / "articles").glob("*.json"))


def main() -> None:
    """Measure and print."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in ARTICLES]
    texts = [row["text"] for row in rows]
    nlp, extractor = load_model(DEFAULT_MODEL), Extractor()
    pipe_times: list[float] = []
    load_times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = [json.dumps({key: row[key] for key in ("id", "published", "text")}) for row in rows]
        source.write_text("\n".join(lines), encoding="utf-8")
        for number in range(ROUNDS + 1):  # the first round warms up
            began = time.perf_counter()
            tokens = sum(len(doc) for doc in nlp.pipe(texts))
            between = time.perf_counter()
            with open_store(str(Path(folder) / f"{number}.kgl")) as store:
                report = load([str(source)], store, extractor=extractor)
            if number:
                pipe_times.append(between - began)
                load_times.append(time.perf_counter() - between)
    pipe, whole = statistics.median(pipe_times), statistics.median(load_times)
    print(f"{len(texts)} articles, {tokens:,} tokens, {report.claims:,} claims, {report.ties:,} ties")
    print(f"nlp.pipe  {pipe:6.2f} s  ({tokens / pipe:,.0f} tokens a second)")
    print(f"load      {whole:6.2f} s  {whole / pipe:.2f} times")


if __name__ == "__main__":
    main()
