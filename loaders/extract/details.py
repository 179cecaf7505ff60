"""What a claim is about, in the article's words, and on whose behalf it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Kind
from loaders.extract.fillers import Filler, Fillers
from loaders.extract.frames import Frame
from loaders.extract.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OF_DEEDS = frozenset({"REQUESTED", "THREATENED", "REJECTED"})
_OF_MATTERS = frozenset({"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "BRIEFED", "ACCUSED", "CRITICIZED", "SUED"})
_ABOUT = ("about", "over", "on", "of", "for")
_LONGEST_DETAIL = 12
_ENTRUSTING = frozenset(
    "ask request urge tell instruct order send dispatch use commission authorise authorize direct want get beg".split()
)


def detail_of(doc: Doc, tree: Tree, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> str | None:
    """The matter in the article's words: what was asked or threatened, what the talks were about."""
    if frame.relation in _OF_DEEDS:
        for c in tree.children[i]:
            if tree.dep[c] in ("xcomp", "ccomp", "advcl", "acl") and tree.infinitive(c):
                begin = min(d for d in tree.children[c] if tree.lower[d] == "to")
                end = tree.subtree(c)[1]
                return _words(doc, begin, end)
    if frame.relation in _OF_MATTERS:
        for name in _ABOUT:
            for key in (name, f"object.{name}"):
                for token in slots.get(key, ()):
                    if not doc[token].ent_type_ and tree.pos[token] in ("NOUN", "PROPN"):
                        return _words(doc, *tree.subtree(token))
    return None


def _words(doc: Doc, start: int, end: int) -> str | None:
    """The text of the tokens, without marks at its ends; None where it is too long to be a matter."""
    if end - start > _LONGEST_DETAIL:
        return None
    text = doc[start:end].text.strip(" .,;:”“\"'’\n")
    return text or None


def behalf_of(
    fillers: Fillers, frame: Frame, i: int, slots: dict[str, tuple[int, ...]], source: Filler, target: Filler
) -> int | None:
    """Whose message or interest it is: a slot of the frame, or whoever asked the source to carry it."""
    if frame.relation not in ("CONVEYED_SIGNALS_TO", "REPRESENTED"):
        return None
    actors = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.GROUP})
    for name in (*frame.behalf, "behalf"):
        for token in slots.get(name, ()):
            for filler in fillers.at(token, actors):
                if filler.entity not in (source.entity, target.entity):
                    return filler.entity
    tree = fillers.tree
    governor = tree.head[i]
    if tree.dep[i] in ("xcomp", "ccomp", "advcl") and tree.is_verb(governor) and tree.lemma[governor] in _ENTRUSTING:
        for token in fillers.clauses.slots(governor).get("subject", ()):
            for filler in fillers.at(token, actors):
                if filler.entity not in (source.entity, target.entity):
                    return filler.entity
    return None
