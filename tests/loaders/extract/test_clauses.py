"""Who fills which slot, however the sentence puts it."""

from __future__ import annotations

import pytest

from loaders.extract.clauses import Clauses
from tests.loaders.extract.handmade import tree


def parse(lines: str) -> Clauses:
    """The clauses of a parse written by hand."""
    return Clauses(tree(lines))


ACTIVE = """
Anna  anna  NNP PROPN nsubj 1
fired fire  VBD VERB  ROOT  1
Bob   bob   NNP PROPN dobj  1
"""
PASSIVE = """
Bob   bob  NNP PROPN nsubjpass 2
was   be   VBD AUX   auxpass   2
fired fire VBN VERB  ROOT      2
by    by   IN  ADP   agent     2
Anna  anna NNP PROPN pobj      3
"""
INFINITIVE = """
Anna    anna   NNP PROPN nsubj 1
decided decide VBD VERB  ROOT  1
to      to     TO  PART  aux   3
fire    fire   VB  VERB  xcomp 1
Bob     bob    NNP PROPN dobj  3
"""
OBJECT_CONTROL = """
Carl  carl NNP PROPN nsubj 1
asked ask  VBD VERB  ROOT  1
Anna  anna NNP PROPN dobj  1
to    to   TO  PART  aux   4
fire  fire VB  VERB  xcomp 1
Bob   bob  NNP PROPN dobj  4
"""
PREPOSITION_CONTROL = """
Carl   carl NNP PROPN nsubj 1
called call VBD VERB  ROOT  1
on     on   IN  ADP   prep  1
Anna   anna NNP PROPN pobj  2
to     to   TO  PART  aux   5
fire   fire VB  VERB  advcl 1
Bob    bob  NNP PROPN dobj  5
"""
CONJUNCTION = """
Anna  anna NNP PROPN nsubj 1
came  come VBD VERB  ROOT  1
and   and  CC  CCONJ cc    1
fired fire VBD VERB  conj  1
Bob   bob  NNP PROPN dobj  3
"""
SHARED_OBJECT = """
Anna    anna  NNP PROPN nsubj 1
fired   fire  VBD VERB  ROOT  1
and     and   CC  CCONJ cc    1
accused accuse VBD VERB conj  1
Bob     bob   NNP PROPN dobj  3
"""
BLAMED_FOR = """
Carl   carl  NNP PROPN nsubj 1
blamed blame VBD VERB  ROOT  1
Anna   anna  NNP PROPN dobj  1
for    for   IN  ADP   prep  1
firing fire  VBG VERB  pcomp 3
Bob    bob   NNP PROPN dobj  4
"""
RELATIVE_GAP = """
Bob    bob  NNP PROPN nsubj 4
whom   whom WP  PRON  dobj  3
Anna   anna NNP PROPN nsubj 3
fired  fire VBD VERB  relcl 0
left   leave VBD VERB ROOT  4
"""


@pytest.mark.parametrize(
    "lines",
    [
        ACTIVE,
        PASSIVE,
        INFINITIVE,
        OBJECT_CONTROL,
        PREPOSITION_CONTROL,
        CONJUNCTION,
        SHARED_OBJECT,
        BLAMED_FOR,
        RELATIVE_GAP,
    ],
    ids=["active", "passive", "infinitive", "asked to", "called on to", "conjunction", "shared", "blamed for", "whom"],
)
def test_anna_fires_bob(lines: str) -> None:
    clauses = parse(lines)
    (fire,) = [i for i, lemma in enumerate(clauses.tree.lemma) if lemma == "fire"]
    slots = clauses.slots(fire)
    filled = [clauses.subjects.antecedents(i)[0] if clauses.subjects.antecedents(i) else i for i in slots["object"]]
    assert [clauses.tree.lemma[i] for i in slots["subject"]] == ["anna"]
    assert [clauses.tree.lemma[i] for i in filled] == ["bob"]


def test_a_noun_has_its_possessor_and_its_prepositions_as_slots() -> None:
    clauses = parse("""
Anna  anna  NNP PROPN poss  2
's    's    POS PART  case  0
talks talk  NNS NOUN  ROOT  2
with  with  IN  ADP   prep  2
Bob   bob   NNP PROPN pobj  3
and   and   CC  CCONJ cc    4
Carl  carl  NNP PROPN conj  4
""")
    slots = clauses.slots(2)
    assert [clauses.tree.lemma[i] for i in slots["poss"]] == ["anna"]
    assert [clauses.tree.lemma[i] for i in slots["with"]] == ["bob", "carl"]


LAUNCHED = """
Anna     anna   NNP PROPN nsubj 1
launched launch VBD VERB  ROOT  1
an       an     DT  DET   det   3
attack   attack NN  NOUN  dobj  1
"""
CONDEMNED = LAUNCHED.replace("launched launch ", "condemned condemn ")


def test_who_does_what_a_noun_names_is_not_who_speaks_of_it() -> None:
    assert parse(LAUNCHED).slots(3)["doer"] == (0,)
    assert parse(CONDEMNED).slots(3)["doer"] == ()
    assert parse(CONDEMNED).slots(3)["holder"] == (0,)


def test_who_must_act_or_else_is_the_subject_of_unless() -> None:
    clauses = parse("""
Anna   anna   NNP PROPN nsubj 1
leaves leave  VBZ VERB  ROOT  1
unless unless IN  SCONJ mark  4
Bob    bob    NNP PROPN nsubj 4
pays   pay    VBZ VERB  advcl 1
""")
    assert clauses.slots(1)["unless"] == (3,)


def test_those_who_stand_for_the_subject_of_the_verb() -> None:
    clauses = parse("""
Anna     anna   NNP PROPN nsubj 1
was      be     VBD AUX   ROOT  1
among    among  IN  ADP   prep  1
those    those  DT  PRON  pobj  2
fired    fire   VBN VERB  acl   3
by       by     IN  ADP   agent 4
Bob      bob    NNP PROPN pobj  5
""")
    assert clauses.slots(4)["object"] == (0,)
    assert clauses.slots(4)["subject"] == (6,)


def test_an_agent_hung_on_an_active_verb_belongs_to_its_object() -> None:
    clauses = parse("""
Anna     anna   NNP PROPN nsubj 1
declined decline VBD VERB ROOT  1
offers   offer  NNS NOUN  dobj  1
by       by     IN  ADP   agent 1
Bob      bob    NNP PROPN pobj  3
""")
    assert clauses.slots(1)["subject"] == (0,)
    assert clauses.slots(1)["object.by"] == (4,)


def test_up_to_a_number_is_no_particle() -> None:
    clauses = parse("""
Anna  anna NNP PROPN nsubj  1
held  hold VBD VERB  ROOT   1
up    up   RP  ADP   prt    1
to    to   IN  ADP   prep   1
16    16   CD  NUM   nummod 5
men   man  NNS NOUN  pobj   3
""")
    assert clauses.slots(1)["object"] == (5,)
