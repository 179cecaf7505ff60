"""What prepositions govern, and at which predicate."""

from __future__ import annotations

from loaders.extract.prepositions import add_prepositions
from tests.loaders.extract.handmade import tree


def test_prepositions_behind_a_place_belong_to_the_verb() -> None:
    parse = tree("""
Anna   anna   NNP PROPN nsubj 1
talked talk   VBD VERB  ROOT  1
on     on     IN  ADP   prep  1
Monday monday NNP PROPN pobj  2
with   with   IN  ADP   prep  3
Bob    bob    NNP PROPN pobj  4
""")
    into: dict[str, list[int]] = {}
    add_prepositions(parse, 1, into)
    assert into["with"] == [5]


def test_according_to_somebody_is_no_slot() -> None:
    parse = tree("""
Anna      anna      NNP PROPN nsubj 1
wrote     write     VBD VERB  ROOT  1
according accord    VBG VERB  prep  1
to        to        IN  ADP   prep  2
Bob       bob       NNP PROPN pobj  3
""")
    into: dict[str, list[int]] = {}
    add_prepositions(parse, 1, into)
    assert into == {}
