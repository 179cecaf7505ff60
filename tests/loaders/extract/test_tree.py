"""Small questions to a parse."""

from __future__ import annotations

from tests.loaders.extract.handmade import tree


def test_up_to_a_number_is_no_particle() -> None:
    parse = tree("""
Anna  anna NNP PROPN nsubj  1
held  hold VBD VERB  ROOT   1
up    up   RP  ADP   prt    1
to    to   IN  ADP   prep   1
16    16   CD  NUM   nummod 5
men   man  NNS NOUN  pobj   3
""")
    assert parse.up_to(1) == 5
    assert not parse.estranged(1)


def test_an_active_verb_with_by_after_its_object_is_no_passive() -> None:
    parse = tree("""
Anna     anna   NNP PROPN nsubj 1
declined decline VBD VERB ROOT  1
offers   offer  NNS NOUN  dobj  1
by       by     IN  ADP   agent 1
Bob      bob    NNP PROPN pobj  3
""")
    assert not parse.passive(1)


def test_a_participle_continues_the_passive_that_it_is_joined_to() -> None:
    parse = tree("""
Bob      bob     NNP PROPN nsubjpass 2
was      be      VBD AUX   auxpass   2
accused  accuse  VBN VERB  ROOT      2
and      and     CC  CCONJ cc        2
fired    fire    VBN VERB  conj      2
""")
    assert parse.passive(2)
    assert parse.passive(4)
    assert parse.own_subjects(4) == ()


def test_what_is_joined_is_spread_out_in_order() -> None:
    parse = tree("""
Anna  anna  NNP PROPN nsubj 3
and   and   CC  CCONJ cc    0
Bob   bob   NNP PROPN conj  0
left  leave VBD VERB  ROOT  3
""")
    assert parse.spread([0]) == [0, 2]
    assert parse.subtree(0) == (0, 3)
