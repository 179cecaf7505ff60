"""The word tables over a predicate, and the way up the parse."""

from __future__ import annotations

import pytest

from graph.errors import OntologyError
from graph.model import Modality
from loaders.extract.context import ascend, base, parse_tables, tables
from tests.loaders.extract.reading import marked, read


def test_a_particle_makes_another_word() -> None:
    assert tables().effect("gerund", "rule", "out") is Modality.DENIED
    assert tables().effect("gerund", "rule") is None


def test_a_word_with_two_effects_takes_the_one_that_comes_first() -> None:
    text = '[infinitive]\nplanned = "plan"\nrequested = "plan"\n'
    assert parse_tables(text).effect("infinitive", "plan") is Modality.REQUESTED


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[infinitive\n", "is not TOML"),
        ('[infinitive]\nplaned = "plan"\n', r"\[infinitive\]: unknown key 'planed'"),
        ('[gerund]\nplanned = ["plan"]\n', r"\[gerund\]: write the words as one string"),
    ],
)
def test_a_wrong_table_is_an_error_that_names_the_block(text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        parse_tables(text)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Kushner plans to *meet* Putin.", ["infinitive plans"]),
        ("Kushner said he had *met* Putin.", ["finite said"]),
        ("Kushner was accused of *bribing* Putin.", ["gerund accused"]),
        ("They accused Kushner of *bribing* Putin.", ["gerund accused"]),
        ("They looked forward to *meeting* Putin.", ["gerund looked"]),
    ],
)
def test_the_way_up_goes_by_what_governs(text: str, steps: list[str]) -> None:
    parsed, candidate = marked(text)
    found = [f"{step.shape} {step.token.text}" for step in ascend(parsed.doc[candidate.trigger])]
    assert found[: len(steps)] == steps


def test_base_forms_that_the_lemmatizer_misses() -> None:
    assert [base(token) for token in read("He hopes and hoped.").doc if token.pos_ == "VERB"] == ["hope", "hope"]
