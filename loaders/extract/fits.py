"""Whether a frame fits: the words that it asks for stand around the predicate, those that it excludes do not."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.frames import Frame
from loaders.extract.tree import Tree

_CONSEQUENCE = frozenset({"will", "would", "could", "may", "might", "'ll", "’ll", "face", "risk", "going"})
_OBLIGATION = frozenset({"must", "should"})
_TRYING = frozenset("be try seek attempt conspire plan plot continue begin go keep fail".split())


def fits(tree: Tree, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
    """Whether the words that `frame` asks for stand around the predicate `i`."""
    if frame.table == "verbs":
        if frame.particle:
            if frame.particle not in tree.near_particles(i):
                return False
        elif tree.estranged(i):
            return False
        if frame.prep:
            governed = (*slots.get(frame.prep, ()), *slots.get(f"object.{frame.prep}", ()))
            if not any(tree.lemma[t] in frame.nouns for t in governed):
                return False
        elif frame.nouns and not _object_is(tree, slots, frame.nouns):
            return False
        if frame.objects and not _object_is(tree, slots, frame.objects):
            return False
    if frame.needs and not any(name in slots for name in frame.needs) and not _has_mark(tree, i, frame.needs):
        return False
    if frame.without and any(tree.lower[c] in frame.without or tree.lemma[c] in frame.without for c in _near(tree, i)):
        return False
    if frame.doing and not any(tree.lemma[c] in frame.doing for c in _told(tree, i)):
        return False
    if not frame.flags:
        return True
    if ("infinitive" in frame.flags and not _infinitive(tree, i)) or ("finite" in frame.flags and _infinitive(tree, i)):
        return False
    if "intransitive" in frame.flags and slots.get("object"):
        return False
    if "predicative" in frame.flags and not _predicative(tree, i, slots):
        return False
    if "plain" in frame.flags and _predicative(tree, i, slots):
        return False
    if "named" in frame.flags and not (tree.title(i) or _name_beside(tree, i)):
        return False
    if "must" in frame.flags and not _complement_has(tree, i, _OBLIGATION):
        return False
    if "subjunctive" in frame.flags and not _subjunctive(tree, i):
        return False
    return "consequence" not in frame.flags or _consequence(tree, i, slots)


def _near(tree: Tree, i: int) -> Iterator[int]:
    """What depends on `i`, and what the prepositions among it govern."""
    for c in tree.children[i]:
        yield c
        if tree.dep[c] in ("prep", "dobj", "agent"):
            yield from tree.children[c]


def _told(tree: Tree, i: int) -> Iterator[int]:
    """The verbs of the complement clause of `i` and those coordinated with them, and their predicates."""
    stack = [c for c in tree.children[i] if tree.dep[c] in ("ccomp", "xcomp", "acl")]
    while stack:
        verb = stack.pop()
        if not any(tree.dep[c] == "neg" for c in tree.children[verb]):
            yield verb
            yield from (c for c in tree.children[verb] if tree.dep[c] in ("acomp", "attr", "prt"))
        stack.extend(
            c
            for c in tree.children[verb]
            if tree.dep[c] == "conj" or (tree.dep[c] == "xcomp" and tree.lemma[verb] in _TRYING)
        )


def _name_beside(tree: Tree, i: int) -> bool:
    return any(tree.dep[c] == "appos" and tree.pos[c] == "PROPN" for c in tree.children[i])


def _infinitive(tree: Tree, i: int) -> bool:
    """Whether an infinitive follows `i` as its complement."""
    return any(tree.infinitive(c) for c in (*tree.children[i], *_complements(tree, i)))


def _object_is(tree: Tree, slots: dict[str, tuple[int, ...]], nouns: frozenset[str]) -> bool:
    for name in ("object", "predicative"):
        for token in slots.get(name, ()):
            if tree.lemma[token] in nouns or tree.lower[token] in nouns:
                return True
            if "money" in nouns and tree.entity[token] == "MONEY":
                return True
            # "a series of talks", "millions of dollars"
            for c in tree.children[token]:
                inner = tree.child(c, "pobj") if tree.lower[c] == "of" else None
                if inner is not None and tree.lemma[inner] in nouns:
                    return True
    return False


def _has_mark(tree: Tree, i: int, words: frozenset[str]) -> bool:
    if tree.lower[i] in words or tree.lower[tree.head[i]] in words:
        return True
    return any(tree.lower[d] in words for c in tree.children[i] for d in (c, *tree.children[c]))


def _predicative(tree: Tree, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
    objects = slots.get("object", ())
    told = (*slots.get("predicative", ()), *(c for c in tree.children[i] if tree.dep[c] == "oprd"))
    whom = [token for token in objects if tree.pos[token] in ("NOUN", "PROPN", "PRON")]
    return "as" in slots or any(token not in whom for token in told)


def _subjunctive(tree: Tree, i: int) -> bool:
    """Whether a bare verb with a subject of its own follows `i` ("asked that X resign")."""
    return any(
        tree.dep[c] == "ccomp" and tree.tag[c] == "VB" and not any(tree.dep[d] == "aux" for d in tree.children[c])
        for c in tree.children[i]
    )


def _consequence(tree: Tree, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
    return "against" in slots or "with" in slots or _complement_has(tree, i, _CONSEQUENCE)


def _complement_has(tree: Tree, i: int, words: frozenset[str]) -> bool:
    """Whether the verb of the complement clause of `i`, or an auxiliary of it, is one of `words`."""
    return any(
        tree.lemma[c] in words or any(tree.lower[d] in words for d in tree.children[c]) for c in _complements(tree, i)
    )


def _complements(tree: Tree, i: int) -> Iterator[int]:
    """The verbs of the clauses that follow `i` and depend on it, also where they hang on a noun in between."""
    for c in tree.children[i]:
        if tree.dep[c] in ("ccomp", "xcomp"):
            yield c
        elif c > i and tree.dep[c] in ("prep", "dobj", "pobj"):
            for d in (c, *tree.children[c]):
                yield from (e for e in tree.children[d] if tree.dep[e] in ("relcl", "acl", "ccomp") and e > i)
