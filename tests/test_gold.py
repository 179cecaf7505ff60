"""The extractor against the annotated articles: floors that a change must not fall through (`make evaluate` prints all).

The floors lie a little under what was measured, so that they catch what breaks and not what wavers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from scripts.evaluate import figures, predict
from tests.gold_articles import GOLD, gold_paths

SPLIT = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
Figures = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    folder = tmp_path_factory.mktemp("gold")
    predictions = folder / "predictions.jsonl"
    predict([json.loads(path.read_text(encoding="utf-8")) for path in gold_paths()], predictions, None)

    def score(part: str) -> dict[str, str]:
        articles = folder / part
        articles.mkdir(exist_ok=True)
        for path in gold_paths():
            if part == "all" or path.stem in SPLIT[part]:
                (articles / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        command = [sys.executable, str(GOLD / "score.py"), "articles", str(articles), str(predictions)]
        return figures(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    return score


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split("/")]


def test_the_annotations_follow_the_guide() -> None:
    command = [sys.executable, str(GOLD / "check.py"), *map(str, gold_paths())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_split_parts_every_article_once() -> None:
    parted = [slug for part in ("tune", "watch", "frozen", "fresh") for slug in SPLIT[part]]
    assert sorted(parted) == [path.stem for path in gold_paths()]


def test_every_claim_is_grounded(scored: Figures) -> None:
    assert scored("all")["evidence exact"] == "1.000"


def test_claims_on_all_articles(scored: Figures) -> None:
    precision, recall, f1 = numbers(scored("all")["strict"])
    assert precision > 0.75
    assert recall > 0.55
    assert f1 > 0.65


def test_entities_are_found_and_of_the_right_kind(scored: Figures) -> None:
    found, kind, split = numbers(scored("all")["entities found/type/split"])
    entities = sum(len(json.loads(path.read_text(encoding="utf-8"))["entities"]) for path in gold_paths())
    assert found > 0.94
    assert kind > 0.91
    assert split < 0.09 * entities


def test_claims_on_articles_that_nobody_read(scored: Figures) -> None:
    precision, recall, _ = numbers(scored("frozen")["strict"])
    assert precision > 0.70
    assert recall > 0.48


def test_what_did_not_happen_is_not_drawn_as_if_it_had(scored: Figures) -> None:
    figures = scored("all")
    assert float(figures["shown as asserted though it is not"]) < 0.06
    drawn, of = (int(part) for part in figures["canaries drawn"].split(" of "))
    assert drawn / of < 0.03


def test_dates_are_not_invented(scored: Figures) -> None:
    _, invented = numbers(scored("all")["dates right/invented"])
    assert invented < 0.04


def test_who_says_so(scored: Figures) -> None:
    figures = scored("all")
    assert float(figures["asserter right"]) > 0.90
    found, speaker = numbers(figures["quotes found/speaker"])
    assert found > 0.95
    assert speaker > 0.88
