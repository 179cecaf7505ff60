"""The words that prove a claim: the smallest run of clauses around its predicate that holds both of its ends."""

from __future__ import annotations

from loaders.extract.tree import Tree


def stretch(tree: Tree, trigger: int, tokens: list[int]) -> tuple[int, int]:
    """The first token and the one after the last of the clause around `trigger` that also holds `tokens`.

    It grows outward from the trigger's clause, clause by clause, to the sentence at most: through infinitives,
    which say nothing without their governor, and to where the ends of the claim stand.
    """
    first, last = tree.sentences[tree.sentence[trigger]]
    wanted = [t for t in (*tokens, trigger) if first <= t < last]
    node = trigger
    while True:
        while not tree.is_verb(node) and tree.head[node] != node:
            node = tree.head[node]
        start, end = _clause(tree, node)
        start, end = max(start, first), min(end, last)
        whole = start <= min(wanted) and max(wanted) < end and not tree.infinitive(node)
        if whole or tree.head[node] == node:
            break
        node = tree.head[node]
    start, end = min(start, *wanted), max(end, *(w + 1 for w in wanted))
    while start < min(wanted) and (tree.pos[start] in ("PUNCT", "CCONJ") or tree.lower[start] == "that"):
        start += 1
    return start, end


def _clause(tree: Tree, i: int) -> tuple[int, int]:
    """The extent of the clause that `i` heads, without the clauses coordinated with it or beside it."""
    first = last = i
    stack = [i]
    while stack:
        node = stack.pop()
        first, last = min(first, node), max(last, node)
        for c in tree.children[node]:
            own = tree.dep[c] in ("conj", "parataxis") and tree.is_verb(c) and tree.own_subjects(c)
            if not own and not (node == i and tree.dep[c] in ("cc", "punct")):
                stack.append(c)
    return first, last + 1
