"""Why a predicate whose words fit a relation came to nothing, told to who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Kind
from loaders.extract.fillers import Fillers
from loaders.extract.fits import fits
from loaders.extract.frames import Frame
from loaders.extract.pairs import PRESS
from loaders.extract.types import Miss

if TYPE_CHECKING:
    from spacy.tokens import Doc


def note_misses(
    doc: Doc,
    fillers: Fillers,
    misses: list[Miss],
    i: int,
    frames: tuple[Frame, ...],
    slots: dict[str, tuple[int, ...]],
    made: set[str],
) -> None:
    """Tell why frames of relations that were not `made` at `i` came to nothing, though words stand at both ends."""
    told: set[str] = set()
    for frame in frames:
        if frame.relation in made | told or "office" in frame.flags or not fits(fillers.tree, frame, i, slots):
            continue
        ends = {
            "source": [token for name in frame.source for token in slots.get(name, ())],
            "target": [token for name in frame.target for token in slots.get(name, ())],
        }
        if not all(ends.values()):
            continue
        kinds = {"source": frame.source_kinds, "target": frame.target_kinds}
        wanting = [f"{end}: {why}" for end in ends if (why := _unfilled(doc, fillers, ends[end], kinds[end]))]
        if not wanting and any(fillers.tree.lemma[token] in PRESS for token in ends["target"]):
            wanting = ["the press at large is nobody's counterpart"]
        told.add(frame.relation)
        why = "; ".join(wanting) or "both ends are one, or too vague, or no pair that the relation allows"
        misses.append(Miss(trigger=i, relation=frame.relation, rule=frame.rule, why=why))


def _unfilled(doc: Doc, fillers: Fillers, tokens: list[int], kinds: frozenset[Kind]) -> str:
    """Why none of the tokens names somebody of one of the kinds; empty where one does."""
    told = []
    for token in tokens:
        if fillers.at(token, kinds):
            return ""
        word = doc[token].text
        known = fillers.at(token, frozenset(Kind))
        told.append(
            f"“{word}” is of the kind {fillers.entities.items[known[0].entity].kind}, which does not fit"
            if known
            else f"“{word}” refers to nobody known"
        )
    return ", ".join(told)
