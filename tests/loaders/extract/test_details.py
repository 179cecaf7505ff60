"""What a claim is about and on whose behalf it was done. The sentences are made up, and so are the people."""

from __future__ import annotations

import pytest

from graph.model import Article, Extraction
from loaders.extract.extractor import read as read_article
from loaders.extract.parse import parse
from tests.loaders.extract.reading import model


def extract(text: str) -> Extraction:
    return read_article(parse(Article(id="sentence", text=text, published="2025-06-11"), model()))


def behalf(text: str) -> set[tuple[str, str | None]]:
    found = extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    return {
        (names[claim.source], names.get(claim.on_behalf_of or ""))
        for claim in found.claims
        if claim.relation == "CONVEYED_SIGNALS_TO"
    }


def test_who_asks_for_a_message_to_be_carried_is_who_it_is_from() -> None:
    assert behalf("Paul Ricard asked Peter Hall to convey a message to Anna Weber.") == {("Peter Hall", "Paul Ricard")}
    assert ("Peter Hall", "Paul Ricard") in behalf("Peter Hall delivered a letter from Paul Ricard to Anna Weber.")


@pytest.mark.parametrize(
    ("sentence", "relation", "detail"),
    [
        ("Norway urged Belarus to free Peter Hall.", "REQUESTED", "to free Peter Hall"),
        ("Anna Weber held talks with Paul Ricard about fishing quotas.", "NEGOTIATED_WITH", "fishing quotas"),
        ("Rosa Lind accused Peter Hall of bribery.", "ACCUSED", "bribery"),
        ("Anna Weber met Paul Ricard on Monday.", "MET", None),
    ],
)
def test_the_matter_of_a_claim_is_told_in_the_words_of_the_article(
    sentence: str, relation: str, detail: str | None
) -> None:
    assert {claim.detail for claim in extract(sentence).claims if claim.relation == relation} == {detail}
