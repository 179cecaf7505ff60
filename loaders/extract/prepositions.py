"""What the prepositions at a predicate govern, also those that the parser hung on a time or place in between."""

from __future__ import annotations

from loaders.extract.tree import Tree

#: What may stand between a predicate and a preposition that is really its own ("met in Moscow with B").
_PASSED_OVER = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "CARDINAL"})
#: Heads of prepositions that say nothing of who did what to whom ("according to X").
OPAQUE = frozenset(
    """according due because thanks prior instead except regardless such contrary compared subject next
    owing pursuant apart aside like unlike despite amid""".split()
)
_TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week weekend month year day
    morning afternoon evening night sidelines margins talks summit meeting""".split()
)


def add_prepositions(tree: Tree, i: int, into: dict[str, list[int]], prefix: str = "", depth: int = 0) -> None:
    """Add what the prepositions at `i` govern, also behind times and places ("met in Moscow with B")."""
    if depth > 4:
        return
    for c in tree.children[i]:
        dep = tree.dep[c]
        if dep in ("prep", "agent") or (dep == "dative" and tree.pos[c] == "ADP"):
            _preposition(tree, c, into, prefix, depth)
        elif dep == "prt":
            add_prepositions(tree, c, into, prefix, depth + 1)  # "handed B over to C"
        elif tree.lower[c] not in ("along", "together") and (
            dep == "npadvmod" or (dep == "advmod" and depth == 0 and tree.pos[c] == "ADV")
        ):
            add_prepositions(tree, c, into, prefix, depth + 1)


def _preposition(tree: Tree, c: int, into: dict[str, list[int]], prefix: str, depth: int) -> None:
    """Add what the preposition `c` governs, and its possessors and prepositions as `of.poss`, `of.between`, ..."""
    name = tree.lower[c]
    if name in OPAQUE:
        return
    if name == "with" and together(tree, c):
        name = "together"
    for p in tree.children[c]:
        if tree.dep[p] == "pobj":
            if tree.pos[p] == "PROPN":
                for q in tree.children[p]:
                    if tree.dep[q] == "prep" and tree.lower[q] == name:
                        _preposition(tree, q, into, prefix, depth + 1)  # "with A, then with B"
            if tree.lower[p] == "behalf":
                owner = tree.child(p, "poss")
                if owner is not None:
                    into.setdefault(prefix + "behalf", []).extend(tree.conjuncts(owner))
                for of in tree.children[p]:
                    inner = tree.child(of, "pobj") if tree.lower[of] == "of" else None
                    if inner is not None:
                        into.setdefault(prefix + "behalf", []).extend(tree.conjuncts(inner))
                continue
            into.setdefault(prefix + name, []).extend(tree.conjuncts(p))
            owner = tree.child(p, "poss")
            if owner is not None:
                into.setdefault(f"{name}.poss", []).extend(tree.conjuncts(owner))
            for q in tree.children[p]:
                inner = tree.child(q, "pobj") if tree.dep[q] == "prep" else None
                if inner is not None:
                    into.setdefault(f"{name}.{tree.lower[q]}", []).extend(tree.conjuncts(inner))
                    if tree.lower[q] == "between" and name == "of":
                        into.setdefault(f"{prefix}between", []).extend(tree.conjuncts(inner))
            origin = name in ("from", "via", "through") and tree.pos[p] == "PROPN"
            if origin or tree.entity[p] in _PASSED_OVER or tree.lemma[p] in _TIME_WORDS:
                add_prepositions(tree, p, into, prefix, depth + 1)
        elif tree.dep[p] == "prep" or (tree.dep[p] == "conj" and tree.pos[p] == "ADP"):
            _preposition(tree, p, into, prefix, depth + 1)


def together(tree: Tree, preposition: int) -> bool:
    """Whether "together" or "along" stands before the preposition, however the parser hung it."""
    return preposition > 0 and tree.lower[preposition - 1] in ("together", "along", "jointly")
