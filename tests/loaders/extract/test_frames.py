"""A block of the ontology becomes frames; a wrong line is named with its block."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from graph.errors import OntologyError
from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY, Ontology
from loaders.extract.frames import Frame, compile_frames, load_frames


def ontology_with(relation: str, **tables: str) -> Ontology:
    """The shipped ontology with nothing but `relation`, whose frame tables hold one line each."""
    lines = MappingProxyType({table: (line,) for table, line in tables.items()})
    changed = replace(ONTOLOGY.relations[relation], frames=lines)
    return replace(ONTOLOGY, relations=MappingProxyType({relation: changed}))


def verb(line: str, relation: str = "AIDED") -> Frame:
    (frames,) = compile_frames(ontology_with(relation, verbs=line)).verbs.values()
    return frames[0]


def test_a_line_makes_one_frame_a_predicate() -> None:
    frames = compile_frames(ontology_with("MET", verbs="meet, sit+down, hold:talk/meeting | subject > with, object"))
    assert set(frames.verbs) == {"meet", "sit", "hold"}
    assert frames.verbs["sit"][0].particle == "down"
    assert frames.verbs["hold"][0].nouns == {"talk", "meeting"}
    assert frames.verbs["meet"][0].source == ("subject",)
    assert frames.verbs["meet"][0].target == ("with", "object")


def test_a_predicate_may_ask_for_a_preposition_and_its_noun() -> None:
    frame = verb("enter@into:talk/negotiation | subject > with", "NEGOTIATED_WITH")
    assert (frame.lemma, frame.prep, frame.nouns) == ("enter", "into", {"talk", "negotiation"})


def test_options_narrow_the_ends_and_decide_the_modality() -> None:
    frame = verb("pledge | subject > to | object=aid/money target=State modality=planned both")
    assert frame.target_kinds == {Kind.STATE}
    assert frame.source_kinds == ONTOLOGY.relations["AIDED"].source
    assert frame.objects == {"aid", "money"}
    assert frame.modality is Modality.PLANNED
    assert frame.flags == {"both"}


def test_the_name_of_a_rule_tells_its_relation_table_predicate_and_slots() -> None:
    assert verb("give | subject > to, dative").rule == "AIDED/verbs/give/subject>to,dative"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("give | subject to", "no `>`"),
        ("give", "two or three parts"),
        ("give | subject > to | object=aid | more", "two or three parts"),
        ("give | subject > to | colour=red", "unknown option 'colour=red'"),
        ("give | subject > to | sometimes", "unknown option 'sometimes'"),
        ("give | subject > to | target=Planet", "'Planet'"),
        ("give | subject > to | target=Document", "does not allow Document"),
        ("give | subject > to | modality=wished", "'wished'"),
        ("GIVE | subject > to", "no predicate"),
        ("give | subject > TO!", "no slot"),
    ],
)
def test_a_wrong_line_is_named_with_its_block(line: str, problem: str) -> None:
    with pytest.raises(OntologyError, match=r"\[relations\.AIDED\], `verbs`") as error:
        compile_frames(ontology_with("AIDED", verbs=line))
    assert repr(line) in str(error.value)
    assert problem in str(error.value)


def test_the_shipped_ontology_has_frames_for_every_relation() -> None:
    frames = load_frames()
    found = {
        frame.relation
        for table in (frames.verbs, frames.nouns, frames.adjectives)
        for line in table.values()
        for frame in line
    }
    assert found == set(ONTOLOGY.relations)


def test_a_frame_may_ask_what_the_complement_tells_and_what_must_not_stand_beside() -> None:
    frame = verb("say | subject > complement | doing=lie/steal without=not", "ACCUSED")
    assert (frame.doing, frame.without) == ({"lie", "steal"}, {"not"})
