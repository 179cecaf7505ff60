"""Makes `loaders/extract/confidence.toml` from the annotated articles: `make train`.

The weights are trained on the parts `tune` and `watch` of the split. Rules are right more often on the articles that
they were worked on than on others, so the score's slope and intercept are then fitted on the parts `frozen` and
`fresh`, of which nothing but figures is looked at: two numbers. Prints how well the confidence fits: cross-validated by
article, both the weights and the two numbers. Needs scikit-learn.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut, cross_val_predict

from backchannel.wire import extraction_to_json
from graph.model import Article
from loaders.extract.confidence import features
from loaders.extract.extractor import candidates_of
from loaders.extract.ground import assemble
from loaders.extract.parse import load_model, parse_all

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
WEIGHTS = ROOT / "loaders" / "extract" / "confidence.toml"
#: The inverse strength of the penalty on weights. 0.03 and 0.1 have the same cross-validated Brier score; the stronger
#: penalty ranks claims of articles better that were not worked on.
C = 0.03
SMALLEST = 0.005


def scorer() -> Any:
    """The scorer's module: claims are right here if they are right there."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples(slugs: list[str]) -> tuple[list[dict[str, int]], list[bool], list[str]]:
    """The features of every candidate in the articles, whether it is right, and its article."""
    score = scorer()
    rows = [json.loads((GOLD / "articles" / f"{slug}.json").read_text(encoding="utf-8")) for slug in slugs]
    articles = [Article(id=row["id"], text=row["text"], published=row["published"]) for row in rows]
    found, right, groups = [], [], []
    for row, parsed in zip(rows, parse_all(articles, load_model()), strict=True):
        entities, candidates = candidates_of(parsed)
        names = score.align(row["entities"], extraction_to_json(assemble(parsed, entities, [], []))["entities"])
        gold = {score.key(claim, True) for claim in row["claims"]}
        for candidate in candidates:
            claim = {
                "source": names.get(f"e{candidate.source}", f"?{candidate.source}"),
                "target": names.get(f"e{candidate.target}", f"?{candidate.target}"),
                "relation": candidate.relation,
                "modality": candidate.modality,
            }
            found.append(dict.fromkeys(features(parsed, entities, candidate), 1))
            right.append(score.key(claim, True) in gold)
            groups.append(row["id"])
    return found, right, groups


def report(name: str, right: Any, sure: Any) -> None:
    """Print how well `sure` predicts `right`."""
    print(
        f"{name}: {len(right)} candidates, {np.mean(right):.3f} right, AUC {roc_auc_score(right, sure):.3f}, ", end=""
    )
    print(f"Brier {brier_score_loss(right, sure):.3f}")
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.3: 0.5, 0.9: 1.01}.get(low, low + 0.1)
        inside = (sure >= low) & (sure < high)
        if inside.any():
            print(f"  said {low:.1f}-{min(high, 1):.1f}: {right[inside].mean():.2f} of {inside.sum()} right")


def main() -> None:
    """Train, report and write."""
    split = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
    rows, right, groups = examples(split["tune"] + split["watch"])
    vectorizer = DictVectorizer()
    matrix, truth = vectorizer.fit_transform(rows), np.array(right)
    model = LogisticRegression(C=C, max_iter=2000)
    sure = cross_val_predict(model, matrix, truth, groups=groups, cv=GroupKFold(8), method="predict_proba")[:, 1]
    report("weights, tune and watch, cross-validated", truth, sure)
    model.fit(matrix, truth)
    others, others_right, others_groups = examples(split["frozen"] + split["fresh"])
    scores = model.decision_function(vectorizer.transform(others)).reshape(-1, 1)
    line = LogisticRegression(C=1.0)
    sure = cross_val_predict(
        line, scores, np.array(others_right), groups=others_groups, cv=LeaveOneGroupOut(), method="predict_proba"
    )[:, 1]
    report("slope and intercept, frozen and fresh, cross-validated", np.array(others_right), sure)
    line.fit(scores, np.array(others_right))
    slope, shift = line.coef_[0][0], line.intercept_[0]
    print(f"slope {slope:.2f}, shift {shift:.2f}")
    lines = [
        "# Weights of the confidence of claims; made by scripts/make_confidence.py.",
        f"intercept = {model.intercept_[0] * slope + shift:.3f}",
        "",
        "[features]",
    ]
    lines += [
        f"{json.dumps(name)} = {weight * slope:.3f}"
        for name, weight in sorted(zip(vectorizer.feature_names_, model.coef_[0], strict=True))
        if abs(weight) >= SMALLEST
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
