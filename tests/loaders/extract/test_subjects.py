"""Who does it, where the parse does not hang them on the verb."""

from __future__ import annotations

from loaders.extract.subjects import Subjects
from tests.loaders.extract.handmade import tree


def test_control_that_runs_in_a_circle_ends() -> None:
    subjects = Subjects(
        tree("""
Wanting want VBG VERB advcl 2
to      to   TO  PART aux   2
go      go   VB  VERB xcomp 2
""")
    )
    assert subjects.surface_subject(0) == ()


def test_a_clause_that_goes_on_after_a_reported_one_takes_its_subject_from_who_speaks() -> None:
    subjects = Subjects(
        tree("""
Anna  anna NNP PROPN nsubj 1
said  say  VBD VERB  ROOT  1
Bob   bob  NNP PROPN nsubj 4
had   have VBD AUX   aux   4
lied  lie  VBN VERB  ccomp 1
and   and  CC  CCONJ cc    4
left  leave VBD VERB conj  4
""")
    )
    assert subjects.surface_subject(6) == (0,)


POSSESSED = """
Anna    anna   NNP PROPN poss 2
's      's     POS PART  case 0
attack  attack NN  NOUN  ROOT 2
"""
BY = """
an      an     DT  DET   det  1
attack  attack NN  NOUN  ROOT 1
by      by     IN  ADP   prep 1
Anna    anna   NNP PROPN pobj 2
"""


def test_a_possessor_holds_what_the_noun_names_and_so_does_by() -> None:
    assert Subjects(tree(POSSESSED)).holders(2) == (0,)
    assert Subjects(tree(BY)).holders(1) == (3,)
