"""What a date hangs on in the parse: the verb or noun whose day it is, and whether that looks ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loaders.extract.context import base, tables
from loaders.extract.modality import ahead_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Parts of a date: what hangs on them hangs on what they hang on.
_TIMES = frozenset(
    "hour morning afternoon evening night day week weekend month year end start beginning middle eve half quarter"
    " part minute season spring summer autumn fall winter anniversary round second first third last".split()
)


def anchors_of(phrase: object, name: str) -> tuple[int, ...]:
    """The tokens above the date's phrase up to the first verb, nearest first."""
    root: Token = phrase.root  # type: ignore[attr-defined]
    nearer = _said_before(phrase[0]) or _clause_before(phrase[0], root)  # type: ignore[index]
    if nearer is not None:
        return (nearer,)
    found: list[int] = []
    token = root
    for _ in range(12):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("ADP", "SCONJ", "PART", "PUNCT") or token.dep_ in ("prep", "punct"):
            continue
        found.append(token.i)
        if token.pos_ in ("VERB", "AUX"):
            if token.dep_ in ("aux", "auxpass"):
                continue
            if token.dep_ == "parataxis" and root.i < token.i:  # "In March, Boyd said, his client offered ..."
                found[-1:] = [token.head.i]
                break
            if len(found) > 1 and _of_noun(root, name, token):
                found.pop()
                break
            if (event := _event_under(token, root, name)) is not None:
                found[-1:] = [event]
                break
            deeper = _nearest_verb(token, root) or _next_conjunct(token, root)
            if deeper is not None:
                found[-1:] = [deeper.i]
            break
    return tuple(found)


def _said_before(first: Token) -> int | None:
    """ "Said on Monday it owned": the verb of saying that the phrase stands right behind."""
    before = first
    for _ in range(2):
        if not before.i:
            return None
        before = before.nbor(-1)
        if before.pos_ == "VERB" and before.sent.start == first.sent.start and first.dep_ != "poss":
            return before.i if base(before) in tables().words["speech.verbs"] else None
        if before.pos_ != "ADP":
            return None
    return None


def _clause_before(first: Token, when: Token) -> int | None:
    """ "The engineers kidnapped 14 months ago arrived": the verb of the clause behind a noun that the date ends.

    The parser hangs such a date on the noun or on the verb after it.
    """
    phrase = first.nbor(-1) if first.i and first.nbor(-1).pos_ == "ADP" else first
    if not phrase.i or phrase.sent.start >= phrase.i:
        return None
    above = when.head
    while above.pos_ == "ADP" and above.head.i != above.i:
        above = above.head
    before = phrase.nbor(-1)
    if before.is_punct:
        if above.pos_ in ("VERB", "AUX"):
            return None
        before = before.nbor(-1) if before.i > phrase.sent.start else before
    elif above.pos_ in ("VERB", "AUX") and above.i < when.i:
        return None
    for token in (before, *before.ancestors):
        if token.i == above.i or token.i >= phrase.i:
            return None
        if token.dep_ in ("relcl", "acl") and token.pos_ in ("VERB", "AUX") and token.head.i < token.i:
            deeper = _nearest_verb(token, when)
            return (deeper or token).i
    return None


def _of_noun(when: Token, name: str, verb: Token) -> bool:
    """Whether the date is that of the noun under the verb alone: "condemned Friday's attack"."""
    lemma = base(verb)
    within = when.dep_ in ("poss", "compound", "nmod") or (when.dep_ == "pobj" and when.head.lower_ == "of")
    noun = when.head.head if when.dep_ == "pobj" else when.head
    if within and noun.lemma_ not in _TIMES:
        return lemma not in tables().words["light.words"]
    return name in ("day", "month", "year", "iso") and lemma in tables().words["factive.words"]


def _event_under(verb: Token, when: Token, name: str) -> int | None:
    """ "Condemned the launch of missiles on July 17": what was done on a day that is told so was done to on another."""
    if name not in ("day", "iso") or base(verb) not in tables().words["factive.words"] or when.i < verb.i:
        return None
    return next((c.i for c in verb.rights if c.dep_ == "dobj" and c.pos_ == "NOUN" and c.i < when.i), None)


def _next_conjunct(verb: Token, when: Token) -> Token | None:
    """ "Met A on Monday and, a day later, met B": the second verb, where the date stands between "and" and it."""
    for child in verb.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > when.i > verb.i:
            joined = [c.i for c in verb.children if c.dep_ == "cc" and c.i < child.i]
            return child if joined and joined[-1] < when.i else None
    return None


def _nearest_verb(verb: Token, when: Token) -> Token | None:
    """The verb of a complement clause between `verb` and the date, where the parser hung the date too high."""
    if when.i < verb.i:
        return None
    best: Token | None = None
    current = verb
    for _ in range(6):
        below = [
            child
            for child in current.rights
            if child.dep_ in ("ccomp", "xcomp") and child.pos_ in ("VERB", "AUX") and child.i < when.i
        ]
        if not below:
            return best
        current = best = below[-1]
    return best


def complement_of(phrase: object) -> tuple[int, ...]:
    """What "three days after" is said of: the object or the clause of "after"."""
    last: Token = phrase[-1]  # type: ignore[index]
    inner = [child.i for child in last.rights if child.dep_ in ("pobj", "pcomp")]
    if inner:
        return tuple(inner)
    return (last.head.i,) if last.dep_ == "mark" and last.head.pos_ in ("VERB", "AUX") else ()


def _timetabled(verb: Token) -> bool:
    """ "The duties, which take effect on March 10": a simple present with a date tells what is to come."""
    return (
        verb.tag_ in ("VBZ", "VBP")
        and verb.pos_ == "VERB"
        and verb.dep_ != "ROOT"
        and not any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)
        and base(verb) not in tables().words["speech.verbs"]
    )


def looks_ahead(phrase: object, hangs: tuple[int, ...]) -> bool:
    """Whether the clause that the date hangs in looks forward."""
    first = phrase[0]  # type: ignore[index]
    if first.i and first.nbor(-1).lower_ == "effective":
        return True
    token: Token = phrase.root  # type: ignore[attr-defined]
    if hangs and token.doc[hangs[-1]].pos_ in ("VERB", "AUX"):
        return _timetabled(token.doc[hangs[-1]]) or ahead_of(token.doc[hangs[-1]])
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            deeper = _nearest_verb(token, phrase.root)  # type: ignore[attr-defined]
            return ahead_of(deeper or token)
        if token.head.i == token.i:
            break
        token = token.head
    return False
