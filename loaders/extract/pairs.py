"""Who is paired with whom by a predicate whose frame fits.

A collective stands on one side of the table: "A and B met C" pairs A with C and B with C, never A with B. Only where
nobody sits across ("A and B met", "talks between A and B") are its members paired with each other.
"""

from __future__ import annotations

from itertools import combinations, product

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.fillers import Filler, Fillers
from loaders.extract.frames import Frame
from loaders.extract.tree import Tree
from loaders.extract.types import Entities

#: "told reporters" is no claim: the press as a whole is nobody's counterpart.
PRESS = frozenset(
    """reporter journalist press media audience viewer reader correspondent newspaper website broadcaster station
    channel magazine paper daily weekly tabloid interviewer crowd listener newsman outlet blogger podcast programme
    rally""".split()
)
_COMMUNICATION = frozenset({"MET", "SPOKE_WITH", "BRIEFED", "NEGOTIATED_WITH", "CONVEYED_SIGNALS_TO"})
#: Meetings that may be of two.
_OF_TWO = frozenset(
    """summit meeting session dinner lunch luncheon breakfast round audience briefing discussion consultation encounter
    talk call dialogue""".split()
)
_VICTIMS = frozenset(
    """people person man woman child boy girl civilian soldier sailor officer policeman resident passenger bystander
    worker protester demonstrator villager student other dozen""".split()
)


def pair_up(fillers: Fillers, frame: Frame, slots: dict[str, tuple[int, ...]]) -> list[tuple[Filler, Filler]]:
    """The pairs of source and target that `frame` makes of those who fill `slots`; none where it has not both."""
    if frame.source == ("self",) and slots.get("described"):
        return []  # who is described so is named
    sources, source_slot = fillers.slot(frame, slots, frame.source, frame.source_kinds)
    if not sources:
        return []
    if frame.source == frame.target:
        if len(sources) == 1:  # "commanders from the two armies met"
            whose = fillers.inside(sources[0].token, frame.source_kinds, deps=("prep",))
            sources = whose if len(whose) > 1 else []
        pairs = [(s, t) for s, t in combinations(sources, 2) if not _within(fillers.entities, s, t)]
        return pairs + [(t, s) for s, t in pairs] if "both" in frame.flags else pairs
    targets, target_slot = fillers.slot(
        frame, slots, frame.target, frame.target_kinds, inside=next(iter(frame.flags & {"loose", "deep"}), "")
    )
    if frame.relation in _COMMUNICATION:
        targets = [t for t in targets if fillers.tree.lemma[t.token] not in PRESS]
        sources = [s for s in sources if fillers.tree.lemma[s.token] not in PRESS]
    targets = [t for t in targets if fillers.tree.lemma[t.token] not in frame.excluded]
    if frame.relation == "PARTICIPATED_IN":
        targets = [t for t in targets if not _bilateral(fillers.tree, t.token)]
    targets = [t for t in targets if not _nobody(fillers, t, counted=frame.relation != "AIDED")]
    if source_slot == target_slot:
        return []
    shared = {s.entity for s in sources} & {t.entity for t in targets}
    targets = [t for t in targets if t.entity not in shared]
    relation = ONTOLOGY.relations[frame.relation]
    items = fillers.entities.items
    pairs = [
        (s, t) for s, t in product(sources, targets) if relation.allows(items[s.entity].kind, items[t.entity].kind)
    ]
    if "both" in frame.flags:
        pairs += [(t, s) for s, t in pairs if relation.allows(items[t.entity].kind, items[s.entity].kind)]
    return pairs


def _within(entities: Entities, one: Filler, other: Filler) -> bool:
    """Whether one of the two is named within the other ("the ministers of the bloc")."""
    if one.mention is None or other.mention is None or one.mention == other.mention:
        return False
    a, b = entities.mentions[one.mention], entities.mentions[other.mention]
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _nobody(fillers: Fillers, filler: Filler, *, counted: bool) -> bool:
    """Whether the filler is no group that a reader could name: "people", and if `counted` "12 people"."""
    tree = fillers.tree
    item = fillers.entities.items[filler.entity]
    if item.named or item.kind is not Kind.GROUP or tree.lemma[filler.token] not in _VICTIMS:
        return False
    if not counted and any(tree.dep[c] == "nummod" for c in tree.children[filler.token]):
        return False
    return not any(
        tree.entity[c] in ("NORP", "GPE", "ORG", "PERSON", "LOC")
        or tree.dep[c] in ("poss", "amod", "compound", "relcl")
        or tree.lower[c] in ("of", "from", "in")
        for c in tree.children[filler.token]
    )


def _bilateral(tree: Tree, event: int) -> bool:
    """Whether `event` is a meeting of two ("a summit with B"), which its own relation tells of."""
    return tree.lemma[event] in _OF_TWO and any(
        tree.lower[c] in ("with", "between") for c in tree.children[event] if c > event
    )
