"""Finds where an event took place: "in Moscow", "at the Kremlin", in the article's words.

find_place(parsed, entities, candidate)
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend
from loaders.extract.types import Candidate, Entities, Mention, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = frozenset(["in", "at", "near", "outside", "inside", "aboard", "off"])
#: Relations whose end is the place itself, or that happen nowhere in particular.
_WITHOUT = frozenset(["VISITED", "OWNS", "SPOKE_WITH", "REPRESENTED", "RELATED_TO"])
#: Steps over which an event keeps its place.
_SHARED = frozenset(["object", "conjunct", "infinitive", "purpose", "setting", "predicative"])


def find_place(parsed: Parsed, entities: Entities, candidate: Candidate) -> str | None:
    """The name of the place where the candidate's event happens, or None where the sentence does not say."""
    relation = ONTOLOGY.relations.get(candidate.relation)
    if relation is None or relation.nature != "event" or candidate.relation in _WITHOUT:
        return None
    token = parsed.doc[candidate.trigger]
    found = _beside(token, entities, candidate)
    if found is None:
        for step in ascend(token):
            if step.shape not in _SHARED or step.token.pos_ not in ("VERB", "AUX", "NOUN"):
                break
            found = _beside(step.token, entities, candidate)
            if found is not None:
                break
    return found


def _mention(entities: Entities, head: int) -> Mention | None:
    """The mention whose head is the token; found by halves, since `Entities.by_head` takes as long as the article."""
    at = bisect_right(entities.mentions, head, key=lambda mention: mention.start)
    for mention in entities.mentions[max(0, at - 6) : at]:
        if mention.head == head and mention.form == "name":
            return mention
    return None


def _beside(token: Token, entities: Entities, candidate: Candidate) -> str | None:
    """The place in a prepositional phrase of `token` or of a noun it governs."""
    around = list(token.children)
    around += [child for noun in around if noun.dep_ in ("dobj", "nsubjpass", "attr") for child in noun.rights]
    for preposition in around:
        if preposition.dep_ != "prep" or preposition.lower_ not in _WHERE:
            continue
        for noun in preposition.rights:
            mention = _mention(entities, noun.i) if noun.dep_ == "pobj" else None
            if mention is None or candidate.source in mention.entities or candidate.target in mention.entities:
                continue
            kinds: set[Kind | None] = {entities.items[item].kind for item in mention.entities}
            if (kinds or {mention.kind}) <= {Kind.PLACE, Kind.STATE} and mention.form == "name":
                names = [entities.items[item].name for item in mention.entities]
                return names[0] if names else token.doc[mention.start : mention.end].text
    return None
