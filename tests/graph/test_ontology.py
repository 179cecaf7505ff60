"""The ontology: what ships, and what is said of a block that is wrong."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.model import Kind
from graph.ontology import ONTOLOGY, parse_ontology

TEXT = files("graph").joinpath("ontology.toml").read_text(encoding="utf-8")
GUIDE = Path(__file__).parent.parent / "gold" / "GUIDE.md"
KINDS = TEXT[: TEXT.index("[relations.")]
PRAISED = """
[relations.PRAISED]
means = "spoke well of"
label = "praised"
verb = "praise"
inverse = "was praised by"
source = ["Person"]
target = ["Person", "Organization"]
symmetric = false
nature = "event"
plover = "SUPPORT"
cameo = "051"
"""


def test_it_holds_the_guide_s_relations_with_their_symmetry() -> None:
    rows = re.findall(r"^\| ([A-Z_]+)( \(sym\))? \| ", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 32
    assert {name: bool(symmetric) for name, symmetric in rows} == {
        name: relation.symmetric for name, relation in ONTOLOGY.relations.items()
    }


def test_it_draws_every_kind_in_its_own_colour_and_shape() -> None:
    assert set(ONTOLOGY.kinds) == set(Kind)
    assert len({(style.colour, style.shape) for style in ONTOLOGY.kinds.values()}) == len(Kind)
    assert len({style.shape for style in ONTOLOGY.kinds.values()}) == len(Kind), "shape alone tells kinds apart"


def test_ends_are_checked_by_kind() -> None:
    assert ONTOLOGY.relations["VISITED"].allows(Kind.PERSON, Kind.PLACE)
    assert not ONTOLOGY.relations["VISITED"].allows(Kind.PLACE, Kind.PERSON)
    assert not ONTOLOGY.relations["MET"].allows(Kind.PERSON, Kind.DOCUMENT)


def test_one_block_adds_a_relation() -> None:
    ontology = parse_ontology(KINDS + PRAISED)
    assert list(ontology.relations) == ["PRAISED"]
    assert ontology.relations["PRAISED"].allows(Kind.PERSON, Kind.ORGANIZATION)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('source = ["Person"]', 'source = ["Robot"]', "unknown kind 'Robot'"),
        ('source = ["Person"]', "source = []", "`source` is empty"),
        ('inverse = "was praised by"\n', "", "`inverse` is missing"),
        ('inverse = "was praised by"', 'inverse = " "', "`inverse` is empty"),
        ('plover = "SUPPORT"', 'plover = "HUG"', "'HUG'; PLOVER's roots are"),
        ('cameo = "051"', 'cameo = "fifty"', "'fifty'; a CAMEO code"),
        ('nature = "event"', 'nature = "mood"', "it must be"),
        ("symmetric = false", 'symmetric = "no"', "`symmetric` must be bool"),
        ("symmetric = false", "symmetric = true", "reads the same from both ends"),
        ('cameo = "051"', 'cameo = "051"\ncolour = "red"', "unknown key 'colour'"),
        ('cameo = "051"', 'cameo = "051"\nverbs = "praise"', "`verbs` must be a list of strings"),
    ],
)
def test_a_wrong_relation_is_named_with_what_is_wrong(old: str, new: str, says: str) -> None:
    assert old in PRAISED
    with pytest.raises(OntologyError, match=re.escape(says)) as raised:
        parse_ontology(KINDS + PRAISED.replace(old, new))
    assert "relations.PRAISED" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[kinds", "is not TOML"),
        (KINDS, "has no [relations.NAME] block"),
        (PRAISED, "the block is missing"),
        (KINDS + PRAISED.replace("PRAISED", "praised"), "CAPITALS"),
        (KINDS.replace("#0072B2", "blue") + PRAISED, "#RRGGBB"),
        (KINDS.replace('"dot"', '"blob"') + PRAISED, "'blob'; shapes are"),
        (KINDS + PRAISED + "\n[colours]\nred = 1\n", "unknown block"),
    ],
)
def test_a_wrong_file_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(OntologyError, match=re.escape(says)):
        parse_ontology(text)
