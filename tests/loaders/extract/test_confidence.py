"""Confidence is a probability, and follows what makes a claim sure."""

from __future__ import annotations

from loaders.extract import Extractor
from loaders.extract.confidence import load_weights
from tests.gold_articles import gold_extraction, gold_paths


def test_the_weights_are_those_of_names_that_features_have() -> None:
    weights = load_weights()
    assert weights.features
    assert {name.partition("=")[0] for name in weights.features} >= {
        "relation",
        "table",
        "source",
        "target",
        "modality",
    }


def test_confidence_is_a_probability_and_names_are_surer_than_descriptions() -> None:
    weights = load_weights()
    assert weights.features["source=name named=True"] > weights.features["source=nominal named=False"]
    extraction = Extractor().extract(gold_extraction(gold_paths()[0]).article)
    assert extraction.claims
    assert all(0 < claim.confidence < 1 for claim in extraction.claims)
    assert len({claim.confidence for claim in extraction.claims}) > 1
