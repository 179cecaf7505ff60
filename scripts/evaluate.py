"""Precision and recall of the extractor on the annotated articles: `make evaluate`.

    python scripts/evaluate.py [--model NAME] [--verbose tune|watch] [--shared FOLDER]

Prints one column for each part of the split (`tests/gold/split.json`) and one for all; where the folder of further
gold lies beside the project (`../shared/eval`, or --shared) its seed article and external sentences are scored too.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.corpora import corpora, extracted, scored

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
SCORER = GOLD / "score.py"


def run_scorer(*arguments: str) -> str:
    """What the scorer prints."""
    done = subprocess.run([sys.executable, str(SCORER), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def figures(report: str) -> dict[str, str]:
    """The figures of one scorer report, by a short name."""
    found: dict[str, str] = {}
    for line in report.splitlines():
        if line.startswith("relation "):
            break
        if claims := re.match(r"(?:claims )?(strict|relaxed|pairs|root|dyad\+root) +P (\S+)  R (\S+)  F1 (\S+)", line):
            found[claims[1]] = f"{claims[2]}/{claims[3]}/{claims[4]}"
        elif entities := re.match(r"entities +found (\S+)  type right (\S+)  split (\d+)", line):
            found["entities found/type/split"] = "/".join(entities.groups())
        elif other := re.match(r"(evidence exact|asserter right|shown as asserted though it is not) +(\S+)", line):
            found[other[1].strip()] = other[2]
        elif dates := re.match(r"dates +right (\S+) of \d+  invented (\S+)", line):
            found["dates right/invented"] = "/".join(dates.groups())
        elif quotes := re.match(r"quotes +found (\S+)  speaker right (\S+)", line):
            found["quotes found/speaker"] = "/".join(quotes.groups())
        elif canaries := re.match(r"canaries drawn +(\d+ of \d+)", line):
            found["canaries drawn"] = canaries[1]
    return found


def predict(rows: list[dict[str, str | None]], out: Path, model: str | None) -> float:
    """Write the extractor's predictions for `rows` to `out`; the seconds it took, model loading left out."""
    from backchannel.wire import extraction_to_json
    from graph.model import Article
    from loaders.extract import Extractor

    extractor = Extractor(model=model) if model else Extractor()
    articles = [Article(id=str(r["id"]), text=str(r["text"]), published=r.get("published")) for r in rows]
    began = time.perf_counter()
    with out.open("w", encoding="utf-8") as file:
        for extraction in extractor.pipe(articles):
            file.write(json.dumps(extraction_to_json(extraction), ensure_ascii=False) + "\n")
    return time.perf_counter() - began


def meeting(rows: list[dict[str, Any]], model: str | None) -> dict[str, tuple[int, int]]:
    """For each article: how many required pairs meet in a sentence once coreference has run, and how many there are.

    No rule that looks at one sentence at a time can find more pairs than these.
    """
    from graph.model import Article
    from loaders.extract.coreference import resolve_mentions
    from loaders.extract.mentions import find_mentions
    from loaders.extract.parse import DEFAULT_MODEL, load_model, parse_all

    align = runpy.run_path(str(SCORER))["align"]
    articles = [Article(id=row["id"], text=row["text"], published=row["published"]) for row in rows]
    found: dict[str, tuple[int, int]] = {}
    for row, parsed in zip(rows, parse_all(articles, load_model(model or DEFAULT_MODEL)), strict=True):
        entities = resolve_mentions(parsed, find_mentions(parsed))
        spans = [(m, parsed.doc[m.start : m.end]) for m in entities.mentions]
        predicted = [
            {"id": str(i), "name": item.name, "mentions": [{"text": spans[m][1].text} for m in item.mentions]}
            for i, item in enumerate(entities.items)
        ]
        names = align(row["entities"], predicted)
        sentences: dict[int, set[str]] = {}
        for mention, span in spans:
            meant = {names[str(e)] for e in mention.entities if str(e) in names}
            sentences.setdefault(span.root.sent.start, set()).update(meant)
        pairs = {frozenset([claim["source"], claim["target"]]) for claim in row["claims"] if claim["required"]}
        found[row["id"]] = (sum(any(pair <= names for names in sentences.values()) for pair in pairs), len(pairs))
    return found


#: The lower ends of the rows of the reliability table.
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)


def reliability(rows: list[dict[str, Any]], predictions: Path, parts: dict[str, list[str]]) -> str:
    """How many claims of each confidence are right (relation, both ends and modality), a column a part."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found = score.load_predictions(str(predictions))
    counts: dict[tuple[str, float], list[int]] = {}
    for row in rows:
        part = next((part for part, slugs in parts.items() if row["id"] in slugs), None)
        if part is None or row["id"] not in found:
            continue
        names = score.align(row["entities"], found[row["id"]]["entities"])
        gold = {score.key(claim, True) for claim in row["claims"]}
        for claim in found[row["id"]]["claims"]:
            step = max(step for step in STEPS if claim["confidence"] >= step)
            tally = counts.setdefault((part, step), [0, 0])
            tally[0] += 1
            tally[1] += score.key(score.named(claim, names), True) in gold
    lines = ["confidence      " + "".join(f"{part:>20}" for part in parts)]
    for step, end in zip(STEPS, (*STEPS[1:], 1.0), strict=True):
        cells = []
        for part in parts:
            said, right = counts.get((part, step), (0, 0))
            cells.append(f"{f'{right / said:.2f} of {said}' if said else '-':>20}")
        lines.append(f"  {step:.1f} to {end:.1f}    " + "".join(cells))
    return "\n".join(lines)


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="an installed spaCy model other than the default")
    parser.add_argument("--verbose", choices=["tune", "watch"], help="list this part's missed and wrong claims")
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared" / "eval", help="the folder of further gold"
    )
    options = parser.parse_args()
    split = {k: v for k, v in json.loads((GOLD / "split.json").read_text()).items() if isinstance(v, list)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {part: [GOLD / "articles" / f"{slug}.json" for slug in slugs] for part, slugs in split.items()}
        parts["all"] = sorted((GOLD / "articles").glob("*.json"))
        if (seed := options.shared / "articles" / "00-seed.json").exists():
            parts["00-seed"] = [seed]
        everything = {path for paths in parts.values() for path in paths}
        rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(everything)]
        seconds = predict(rows, folder / "predictions.jsonl", options.model)
        meets = meeting(rows, options.model)
        columns: dict[str, dict[str, str]] = {}
        reports: dict[str, str] = {}
        for part, paths in parts.items():
            (folder / part).mkdir()
            for path in paths:
                (folder / part / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
            reports[part] = run_scorer("articles", str(folder / part), str(folder / "predictions.jsonl"))
            columns[part] = figures(reports[part])
            met = [meets[path.stem] for path in paths]
            columns[part]["required pairs meet in a sentence"] = (
                f"{sum(m for m, _ in met) / sum(n for _, n in met):.3f}"
            )
        keys = list(dict.fromkeys(key for column in columns.values() for key in column))
        width = max(map(len, keys)) + 2
        print(" " * width + "".join(f"{part + f' ({len(parts[part])})':>20}" for part in columns))
        for key in keys:
            print(f"{key:{width}}" + "".join(f"{column.get(key, ''):>20}" for column in columns.values()))
        words = sum(len(row["text"].split()) for row in rows)
        print(f"{len(rows)} articles, {words} words in {seconds:.1f} s")
        print(
            "how many claims of each confidence are right (weights: tune and watch; slope and shift: frozen and fresh)"
        )
        print(reliability(rows, folder / "predictions.jsonl", split))
        if options.verbose:
            print(run_scorer("articles", str(folder / options.verbose), str(folder / "predictions.jsonl"), "-v"))
        else:
            print(reports["all"][reports["all"].index("relation ") :])
        for kind, file in (("plover", "plover_gsr.jsonl"), ("re3d", "re3d.jsonl")):
            path = options.shared / "external" / file
            if path.exists():
                external = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
                predict(external, folder / f"{kind}.jsonl", options.model)
                print(f"{kind}: " + run_scorer(kind, str(path), str(folder / f"{kind}.jsonl")))
        for corpus in corpora():
            print(f"corpus {corpus.stem}\n{scored(corpus, extracted(corpus, options.model))}")


if __name__ == "__main__":
    main()
