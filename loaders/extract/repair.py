"""Sets right what the parser takes wrong again and again in the prose of newspapers.

Each repair is a shape of sentence that the model has hardly seen in its training and that news is full of; it looks at
the labels alone, never at single words of content. What is set right is the parse, so that clauses, moods and dates
all profit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TIMES = frozenset({"DATE", "TIME"})
_OBJECTS = frozenset({"dobj", "oprd", "dative", "ccomp", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def repair(doc: Doc) -> None:
    """Change heads and labels of `doc` in place where its parse has one of the known wrong shapes."""
    for token in doc:
        if token.dep_ == "acl" and token.tag_ == "VBN":
            _finite_after_day(token)
        elif token.dep_ == "ROOT" and token.tag_ in ("VBD", "VBN", "VBZ"):
            _subject_after_day(token)
        elif token.dep_ == "agent":
            _second_agent(token)
        elif token.dep_ == "conj" and token.head.ent_type_ == "PERSON":
            _owner_of_second(token)


def _finite_after_day(verb: Token) -> None:
    """ "The bank on Tuesday named A as its head, replacing B": the verb after the day is the sentence's."""
    noun = verb.head
    if verb.i == 0 or verb.nbor(-1).ent_type_ not in _TIMES or noun.i > verb.i:
        return
    labels = {child.dep_ for child in verb.children}
    if not labels & _OBJECTS or "agent" in labels:
        return
    main = noun.head
    if noun.dep_ == "ROOT":
        main = noun
    elif (
        noun.dep_ not in _SUBJECTS
        or main.dep_ != "ROOT"
        or main.tag_ != "VBG"
        or any(child.dep_ == "aux" for child in main.children)
    ):
        return
    verb.head = verb
    verb.dep_ = "ROOT"
    verb.tag_ = "VBD"
    noun.head = verb
    noun.dep_ = "nsubj"
    if main is not noun:
        main.head = verb
        main.dep_ = "advcl"
    for child in list(noun.children):
        if child.dep_ == "prep" and any(c.ent_type_ in _TIMES for c in child.children) and child.i < verb.i:
            child.head = verb
    _one_object(verb)


def _subject_after_day(verb: Token) -> None:
    """ "On 3 May the envoy, A, called B": what follows the day without a comma is the subject, not the day's name."""
    if any(child.dep_ in _SUBJECTS or child.dep_ in ("aux", "auxpass") for child in verb.children):
        return
    for child in verb.lefts:
        day = next((c for c in child.children if c.dep_ == "pobj"), None) if child.dep_ == "prep" else None
        if day is None or day.ent_type_ not in _TIMES:
            continue
        noun = next((c for c in day.children if c.dep_ == "appos" and day.i < c.i < verb.i), None)
        if noun is not None and noun.ent_type_ not in _TIMES and noun.pos_ in ("NOUN", "PROPN"):
            noun.head = verb
            noun.dep_ = "nsubj"
            verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
            _one_object(verb)
        return


def _one_object(verb: Token) -> None:
    """A lone object predicate without an object is the object: "called the minister", "named A as its head"."""
    if not any(child.dep_ == "dobj" for child in verb.children):
        for child in verb.children:
            if child.dep_ == "oprd" and child.pos_ in ("NOUN", "PROPN"):
                child.dep_ = "dobj"
                return


def _second_agent(agent: Token) -> None:
    """ "A was advised by B and C by D": C is no agent, it was advised by D, which no slot of the verb can hold."""
    verb = agent.head
    if agent.i == 0 or not any(c.dep_ == "agent" and c.i < agent.i for c in verb.children):
        return
    before = agent.nbor(-1)
    if before.dep_ == "conj" and before.pos_ == "PROPN" and before.head.i < before.i:
        before.dep_ = "dep"
        before.head = verb
        agent.dep_ = "dep"


def _owner_of_second(owner: Token) -> None:
    """ "The premier, A, and Chile's envoy, B, met": the state owns the second noun, which A is no part of."""
    first = owner.head
    noun = first.head
    possessive = any(child.dep_ == "case" for child in owner.rights)
    if not possessive or first.dep_ not in ("nmod", "compound", "amod") or not first.i < owner.i < noun.i:
        return
    first.dep_ = noun.dep_
    first.head = first if noun.head is noun else noun.head
    noun.head = first
    noun.dep_ = "conj"
    owner.head = noun
    owner.dep_ = "poss"
