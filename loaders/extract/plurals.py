"""Plurals that mean several at once: "the two ministers", "both countries", "Moroccan and Turkish officials"."""

from __future__ import annotations

from itertools import pairwise

from graph.model import Kind
from loaders.extract.callings import called_so
from loaders.extract.referents import Referents, conjunction_root, modifiers_of
from loaders.extract.tables import noun_kinds, roles, territories, words
from loaders.extract.typing_ import norm


def several(r: Referents, index: int, lemma: str) -> bool:
    """Plurals that point at referents already named: "the two ministers", "both countries", "the sides"."""
    t, mention = r.t, r.mentions[index]
    low = [t.low[i] for i in range(mention.start, mention.head + 1)]
    if not mention.plural and low[0] not in ("neither", "either", "both", "each"):
        return False
    number = 3 if "three" in low else 4 if "four" in low else 2
    counted = bool({"two", "both", "neither", "either", "pair", "duo", "three", "four"} & set(low))
    definite = bool({"the", "both", "neither", "either", "these", "those"} & set(low))
    sides = lemma in ("side", "party", "neighbour", "neighbor", "rival", "foe", "ally")
    pair = lemma in ("two", "pair", "both", "duo")
    if not definite or not (counted or lemma == "side"):
        return False
    kinds = set(noun_kinds(lemma)) & {Kind.PERSON, Kind.ORGANIZATION, Kind.STATE}
    people = lemma in ("man", "woman", "leader")
    if people or pair or (lemma in roles() and not kinds):
        kinds = {Kind.PERSON}
    if sides:
        kinds = {Kind.STATE, Kind.ORGANIZATION}
    if not kinds:
        return False
    gender = {"man": "m", "woman": "f"}.get(lemma)
    recent = [
        e
        for e in r.recent(index, kinds, 4)
        if r.items[e].named and (gender is None or r.items[e].gender in (None, gender))
    ]
    if sides:
        bodies = r.recent(index, {Kind.STATE, Kind.ORGANIZATION}, 4)
        recent = [e for e in bodies if r.items[e].named or lemma == "side"]
        recent = [e for e in recent if _public_side(r, e)]
        if len(states := _states_before(r, index)) == number:
            recent = states
    if pair and len(recent) < number:
        recent = [e for e in r.recent(index, {Kind.STATE, Kind.ORGANIZATION}, 3) if r.items[e].named]
    if (sides or Kind.STATE in kinds) and len(recent) > number:
        recent = _foremost(r, index, recent, number)
    described = [e for e in recent if called_so(r, e, lemma)]
    loose = people or pair or sides or Kind.STATE in kinds
    for chosen in (described, recent) if loose or len(recent) == number else (described,):
        if len(chosen) == number or (len(chosen) > number and _together(r, chosen, number)):
            r.assign(index, *sorted(chosen[:number]))
            return True
    if loose and (joined := _joined(r, index, kinds, number)):
        r.assign(index, *sorted(joined))
        return True
    return False


def _foremost(r: Referents, index: int, recent: list[int], number: int) -> list[int]:
    """Those of the `recent` that the text so far is about, where they are spoken of far more than the others."""
    counts = {e: sum(i < index for i in r.items[e].mentions[:12]) for e in recent}
    order = sorted(recent, key=lambda e: -counts[e])
    clear = counts[order[number - 1]] >= 2 * counts[order[number]]
    return order[:number] if clear and counts[order[number - 1]] > 1 else recent


def _joined(r: Referents, index: int, kinds: set[Kind], number: int) -> set[int]:
    """The nearest "A and B" of those kinds before mention `index`, else the first of the text."""
    here = r.sentence(index)
    for sentence in (*range(here, max(-1, here - 5), -1), 0, 1):
        together: dict[int, set[int]] = {}
        for other in r.in_sentence[sentence]:
            mention = r.mentions[other]
            if other >= index or len(mention.entities) != 1 or mention.form != "name":
                continue
            if r.items[mention.entities[0]].kind in kinds:
                root = conjunction_root(r.t, mention.head)
                together.setdefault(root, set()).update(mention.entities)
        for root in sorted(together, reverse=True):
            if len(together[root]) == number:
                return together[root]
    return set()


def _states_before(r: Referents, index: int) -> list[int]:
    """The states named in the sentence before mention `index`, also within another name: "a U.S. official"."""
    named = [r.mentions[other] for other in r.in_sentence[r.sentence(index)] if other < index]
    found = dict.fromkeys(m.entities[0] for m in named if m.form == "name" and len(m.entities) == 1)
    return [e for e in found if r.items[e].kind is Kind.STATE]


def _public_side(r: Referents, entity: int) -> bool:
    """Outlets that are told something are no side of it."""
    return not (r.described[entity] | set(r.items[entity].name.lower().split())) & {
        "newspaper",
        "daily",
        "broadcaster",
        "news",
        "radio",
        "tv",
        "television",
        "agency",
    }


def _together(r: Referents, chosen: list[int], number: int) -> bool:
    """Whether the nearest `number` stand together in a sentence that the next one is not in."""
    at = [r.sentence(r.last[e]) for e in chosen]
    return at[0] == at[number - 1] != at[number]


def coordinated(r: Referents, index: int, lemma: str) -> bool:
    """Two in one phrase: "Moroccan and Turkish officials", "the Preston and Iwanski families"."""
    t, mention = r.t, r.mentions[index]
    if not mention.plural:
        return False
    before = r.name_ending.get(mention.start - 1) if t.low[mention.start - 1] == "and" and mention.start > 1 else None
    if before is not None and mention.start in r.name_starting:  # "among U.S. and Ukrainian officials"
        demonyms = territories().demonyms
        first = r.mentions[r.name_starting[mention.start]]
        if norm(r.text(r.mentions[before])) in demonyms and norm(r.text(first)) in demonyms:
            mention.start = r.mentions[before].start
    names = [r.mentions[r.name_starting[i]] for i in range(mention.start, mention.head) if i in r.name_starting]
    pairs = [
        (a, b)
        for a, b in pairwise(names)
        if a.end + 1 == b.start and t.low[a.end] in ("and", ",") and a.entities and b.entities
    ]
    if len(pairs) != 1 or pairs[0][1].end > mention.head:
        return False
    between = t.surface(pairs[0][1].end, mention.head)
    kind = mention.kind or Kind.GROUP
    noun = t.text[mention.head]
    if lemma == "family":
        noun, kind = lemma, Kind.GROUP
    if kind is Kind.GROUP and lemma in words("offices") and not lemma.endswith("s"):
        noun, kind = lemma, Kind.PERSON
    if kind not in (Kind.GROUP, Kind.PERSON, Kind.ORGANIZATION):
        return False
    found = []
    for name in pairs[0]:
        called = " ".join(filter(None, (t.surface(name.start, name.end), between, noun)))
        entity = next((e for e in r.called.get(lemma, ()) if r.items[e].name == called), None)
        if entity is None:
            entity = r.new(called, kind, named=False)
            r.plural[entity] = kind is Kind.GROUP
            r.know(entity, lemma, modifiers_of(t, name.start, name.end))
        found.append(entity)
    r.assign(index, *found)
    return True
