"""Parses written by hand, as the model would give them: tests of the parse's rooms need no model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from loaders.extract.tree import Tree

VOCAB = spacy.blank("en").vocab


def tree(lines: str) -> Tree:
    """The parse with a line a token: word, lemma, tag, part of speech, label, number of its head."""
    rows = [line.split() for line in lines.strip().splitlines()]
    words, lemmas, tags, pos, deps, heads = zip(*rows, strict=True)
    return Tree(
        Doc(
            VOCAB,
            words=list(words),
            lemmas=list(lemmas),
            tags=list(tags),
            pos=list(pos),
            deps=list(deps),
            heads=[int(head) for head in heads],
        )
    )
