"""The reference tables: complete enough to be of use, and loud where they are not."""

from __future__ import annotations

import pytest

from graph.errors import OntologyError
from loaders.extract.tables import cities, given_name_gender, roles, territories, words


@pytest.mark.parametrize(
    ("form", "state"),
    [("Kazakh", "Kazakhstan"), ("Kyrgyz", "Kyrgyzstan"), ("Turkmen", "Turkmenistan"), ("Dutch", "Netherlands"),
     ("Congolese", "Democratic Republic of the Congo"), ("Dominican", "Dominican Republic"), ("U.S.", "United States")],
)  # fmt: skip
def test_demonyms(form: str, state: str) -> None:
    assert territories().demonyms[form].name == state


@pytest.mark.parametrize(
    ("city", "state"),
    [("Kyiv", "Ukraine"), ("Astana", "Kazakhstan"), ("The Hague", "Netherlands"), ("La Paz", "Bolivia")],
)
def test_capitals(city: str, state: str) -> None:
    assert territories().capitals[city].name == state


def test_brussels_acts_for_the_union_and_not_for_belgium() -> None:
    assert "Brussels" not in territories().capitals


def test_no_demonym_but_an_abbreviation_is_a_name() -> None:
    both = set(territories().names) & set(territories().demonyms)
    own = {territory.name for territory in territories().names.values()}
    assert {form for form in both - own if not form.replace(".", "").isupper()} == set()


def test_every_state_has_a_name_of_its_own() -> None:
    states = {t.name for t in territories().names.values() if t.kind == "state"}
    assert len(states) > 190
    assert {"Britain", "North Macedonia", "Ivory Coast", "Kosovo", "Palestine", "Taiwan"} <= states


def test_given_names_know_accents_and_both_genders() -> None:
    assert [given_name_gender(name) for name in ("Fátima", "Jean-Noël", "Andrea", "Łukasz", "Qwx")] == [
        "f", "m", "mf", "m", None,
    ]  # fmt: skip


def test_the_role_of_a_unit_turns_the_ends_around() -> None:
    assert [(role.relation, role.inverse) for role in roles()["subsidiary"]] == [("OWNS", True)]


def test_cities_are_many() -> None:
    assert len(cities()) > 10_000


def test_a_word_table_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(OntologyError, match="no table 'nothing'"):
        words("nothing")
