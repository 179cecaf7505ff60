"""Which words a frame asks for around its predicate."""

from __future__ import annotations

from dataclasses import replace

from loaders.extract.clauses import Clauses
from loaders.extract.fits import fits
from loaders.extract.frames import Frame, load_frames
from tests.loaders.extract.handmade import tree

TALKS = """
Anna   anna   NNP PROPN nsubj 1
held   hold   VBD VERB  ROOT  1
talks  talk   NNS NOUN  dobj  1
with   with   IN  ADP   prep  2
Bob    bob    NNP PROPN pobj  3
"""
POSTS = TALKS.replace("talks  talk ", "posts  post ")
STRUCK = """
Anna   anna   NNP PROPN nsubj 1
struck strike VBD VERB  ROOT  1
Bob    bob    NNP PROPN dobj  1
off    off    RP  ADP   prt   1
"""


def fit(frame: Frame, lines: str) -> bool:
    clauses = Clauses(tree(lines))
    return fits(clauses.tree, frame, 1, dict(clauses.slots(1)))


def plain(verb: str) -> Frame:
    """A frame of `verb` that asks for nothing else."""
    frame = load_frames().verbs[verb][0]
    return replace(
        frame,
        **dict.fromkeys(("nouns", "objects", "needs", "without", "doing", "flags"), frozenset()),
        **dict.fromkeys(("particle", "prep"), ""),
    )


def test_the_object_must_be_one_of_the_nouns() -> None:
    frame = replace(plain("hold"), nouns=frozenset({"talk"}))
    assert fit(frame, TALKS)
    assert not fit(frame, POSTS)


def test_a_particle_that_the_frame_does_not_have_makes_another_verb() -> None:
    assert not fit(plain("strike"), STRUCK)
    assert fit(replace(plain("strike"), particle="off"), STRUCK)


def test_one_of_the_needed_words_must_depend_on_it_and_none_of_the_others() -> None:
    assert fit(replace(plain("hold"), needs=frozenset({"with"})), TALKS)
    assert not fit(replace(plain("hold"), needs=frozenset({"against"})), TALKS)
    assert not fit(replace(plain("hold"), without=frozenset({"with"})), TALKS)
