"""How sure a claim is: the share of such claims that were right on annotated articles.

A logistic regression over what made the candidate: its relation, table and slots, how its ends are named and of what
kind they are. Its weights lie in `confidence.toml`, made by `scripts/make_confidence.py` from the annotated articles
that are not frozen; the script prints how well it is calibrated on articles that it has not seen.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from loaders.extract.types import Candidate, Entities, Parsed

#: Distances between the ends beyond this many tokens count alike.
_FARTHEST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The regression: confidence is 1 / (1 + exp(-(intercept + sum of the features' weights)))."""

    intercept: float
    features: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """The weights shipped with the package."""
    data = tomllib.loads(files("loaders.extract").joinpath("confidence.toml").read_text(encoding="utf-8"))
    return Weights(intercept=data["intercept"], features=data["features"])


def features(parsed: Parsed, entities: Entities, candidate: Candidate) -> list[str]:
    """What the confidence of `candidate` depends on, as names; its modality and asserter must be known."""
    relation = candidate.relation
    parts = candidate.rule.split("/")
    table = parts[1] if len(parts) == 4 else candidate.rule
    source_slot, _, target_slot = parts[3].partition(">") if len(parts) == 4 else ("", "", "")
    found = [
        f"relation={relation}",
        f"table={table}",
        f"relation={relation} table={table}",
        f"source slot={source_slot.split(',')[0]}",
        f"target slot={target_slot.split(',')[0]}",
        f"modality={candidate.modality}",
        f"said={candidate.asserter is not None}",
        f"relation={relation} target kind={entities.items[candidate.target].kind}",
        f"trigger={parsed.doc[candidate.trigger].pos_}",
    ]
    heads = []
    for end, item, number in (
        ("source", candidate.source, candidate.source_mention),
        ("target", candidate.target, candidate.target_mention),
    ):
        referent = entities.items[item]
        mention = None if number is None else entities.mentions[number]
        form = "none" if mention is None else mention.form
        heads.append(candidate.trigger if mention is None else mention.head)
        found += [
            f"{end}={form} named={referent.named}",
            f"{end} kind={referent.kind}",
            f"{end} plural={mention is not None and len(mention.entities) > 1}",
            f"{end} mentions={min(3, len(referent.mentions))} named={referent.named}",
        ]
    found.append(f"distance={min(_FARTHEST, abs(heads[0] - heads[1])) // 5}")
    return found


def confidence(parsed: Parsed, entities: Entities, candidate: Candidate) -> float:
    """The probability that `candidate` is right, in 0..1."""
    weights = load_weights()
    score = weights.intercept + sum(weights.features.get(name, 0.0) for name in features(parsed, entities, candidate))
    return 1 / (1 + math.exp(-score))
