"""A sentence with its trigger between stars, and how the article puts what it tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Article, Modality
from loaders.extract import Extractor
from loaders.extract.modality import judge_modality
from loaders.extract.mood import compose
from loaders.extract.types import Entities
from tests.loaders.extract.reading import marked

NOBODY = Entities(mentions=[], items=[])


def _sentences(file: str) -> list[tuple[str, str]]:
    """Each line of the file with the heading that it stands under."""
    heading, found = "", []
    for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            found.append((line, heading))
    return found


def judged(text: str, *, relation: str = "MET", frame: Modality | None = None) -> Modality:
    parsed, candidate = marked(text, relation=relation)
    candidate.modality = frame
    return judge_modality(parsed, NOBODY, candidate)


@pytest.mark.parametrize(("text", "modality"), _sentences("modality.txt"))
def test_a_predicate_is_as_the_words_over_it_make_it(text: str, modality: str) -> None:
    assert judged(text) == modality


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Ivan Petrov is the *president* of Norway.", "HOLDS_ROLE", "asserted"),
        ("Ivan Petrov, *president* of Norway, will resign.", "HOLDS_ROLE", "asserted"),
        ("If the *president* of Norway comes, we will talk.", "HOLDS_ROLE", "asserted"),
        ("Ivan Petrov is not a *member* of the party.", "MEMBER_OF", "denied"),
        ("Ivan Petrov is no *relation* of the minister.", "RELATED_TO", "denied"),
        ("Ivan Petrov will be the *president* of the bank.", "HOLDS_ROLE", "planned"),
    ],
)
def test_a_role_noun_holds_unless_it_is_a_predicate(text: str, relation: str, modality: str) -> None:
    assert judged(text, relation=relation) == modality


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The union turned down an *offer* from the firm.", "PROPOSED"),
        ("The minister rejected the *demand* of the union.", "REQUESTED"),
        ("The general denied the *accusation* by the envoy.", "ACCUSED"),
        ("The firms agreed to a *ceasefire* on Monday.", "AGREED_TO"),
    ],
)
def test_what_becomes_of_an_offer_does_not_unmake_it(text: str, relation: str) -> None:
    assert judged(text, relation=relation) == "asserted"


def test_what_the_frame_says_is_the_innermost() -> None:
    assert judged("The mayor *invited* the minister.", frame=Modality.REQUESTED) == "requested"
    assert judged("The mayor did not *invite* the minister.", frame=Modality.REQUESTED) == "denied"
    assert judged("The mayor may *invite* the minister.", frame=Modality.REQUESTED) == "hypothetical"


@pytest.mark.parametrize("inner", list(Modality))
def test_nothing_that_is_not_asserted_becomes_so_by_a_word_over_it(inner: Modality) -> None:
    assert compose(None, inner) is inner
    assert compose(Modality.ASSERTED, inner) is inner
    for outer in set(Modality) - {Modality.ASSERTED}:
        assert compose(outer, inner) is not Modality.ASSERTED


#: Makes the names of `assertions.txt` known, as an article would that tells of them.
_BEFORE = "Anna Weber, Paul Ricard, Talberg Foods and Corvin Holdings\n\n"


@pytest.mark.parametrize(("line", "modality"), _sentences("assertions.txt"))
def test_a_claim_is_as_its_sentence_puts_it(line: str, modality: str) -> None:
    text, relations = (part.strip() for part in line.split("|"))
    extraction = Extractor().extract(Article(id="a", text=_BEFORE + text, published="2025-03-05"))
    found = {
        claim.relation: str(claim.modality)
        for claim in extraction.claims
        if claim.relation in relations.split(", ") and claim.evidence.start >= len(_BEFORE)
    }
    assert found == dict.fromkeys(relations.split(", "), modality)
