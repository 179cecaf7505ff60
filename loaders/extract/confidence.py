"""How sure a claim is: the share of such claims that were right on annotated articles.

A logistic regression over what made the candidate: its relation, table and slots, how its ends are named and of what
kind they are, how far they are in the parse and in the text, and how much else stands in the sentence. Its weights lie
in `confidence.toml`, made by `scripts/make_confidence.py` from the articles that the rules were worked on; since rules
are right more often where they were made, slope and intercept are then fitted on the articles that nobody reads.
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from loaders.extract.types import Candidate, Entities, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Distances between the ends beyond this many tokens count alike.
_FARTHEST = 25
#: How many tokens ago a pronoun's or description's referent was named: the steps that count.
_GAPS = (15, 40, 100)
_LONG_AGO = 1_000


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
    found += _surroundings(parsed, entities, candidate)
    return found


def _surroundings(parsed: Parsed, entities: Entities, candidate: Candidate) -> list[str]:
    """How hard the sentence is to read: its length, the way to each end, and what else is named between them."""
    doc = parsed.doc
    sentence = doc[candidate.trigger].sent
    found = [f"sentence={min(60, len(sentence)) // 12}", f"trigger is {doc[candidate.trigger].dep_}"]
    for end, item, number in (
        ("source", candidate.source, candidate.source_mention),
        ("target", candidate.target, candidate.target_mention),
    ):
        if number is None:
            continue
        mention = entities.mentions[number]
        found.append(f"{end} path={min(4, _steps(doc[candidate.trigger], doc[mention.head]))}")
        if mention.form != "name":
            numbers = entities.items[item].mentions
            before = (entities.mentions[n] for n in reversed(numbers[: bisect_left(numbers, number)]))
            gap = next((mention.start - m.end for m in before if m.form == "name"), _LONG_AGO)
            found.append(f"{end} named {sum(gap >= step for step in _GAPS)} ago form={mention.form}")
    first, last = min(candidate.trigger, candidate.start), max(candidate.trigger + 1, candidate.end)
    inside = slice(*(bisect_left(entities.mentions, stop, key=lambda m: m.start) for stop in (first, last)))
    names = sum(mention.form == "name" for mention in entities.mentions[inside])
    verbs = sum(token.pos_ == "VERB" for token in doc[candidate.start : candidate.end])
    return [*found, f"names between={min(5, names)}", f"verbs between={min(4, verbs)}"]


def _steps(token: Token, other: Token) -> int:
    """The length of the path between two tokens in the parse; many where they do not meet."""
    above = {token.i: 0}
    for distance, ancestor in enumerate(token.ancestors, 1):
        above[ancestor.i] = distance
    for distance, ancestor in enumerate((other, *other.ancestors)):
        if ancestor.i in above:
            return distance + above[ancestor.i]
    return len(above) + _FARTHEST


def confidence(parsed: Parsed, entities: Entities, candidate: Candidate) -> float:
    """The probability that `candidate` is right, in 0..1."""
    weights = load_weights()
    score = weights.intercept + sum(weights.features.get(name, 0.0) for name in features(parsed, entities, candidate))
    return 1 / (1 + math.exp(-score))
