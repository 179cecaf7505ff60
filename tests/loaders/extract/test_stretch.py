"""Which words prove a claim."""

from __future__ import annotations

from loaders.extract.stretch import stretch
from tests.loaders.extract.handmade import tree


def test_the_stretch_of_a_claim_is_its_clause_and_leaves_the_neighbour_out() -> None:
    parse = tree("""
Anna   anna  NNP PROPN nsubj 1
fired  fire  VBD VERB  ROOT  1
Bob    bob   NNP PROPN dobj  1
,      ,     ,   PUNCT punct 1
and    and   CC  CCONJ cc    1
Carl   carl  NNP PROPN nsubj 6
left   leave VBD VERB  conj  1
""")
    assert stretch(parse, 1, [0, 2]) == (0, 3)
    assert stretch(parse, 6, [5]) == (5, 7)
