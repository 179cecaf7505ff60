"""What waits for a judgement: the least sure claims first, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.store import Store, open_store
from graph.view.review import namings, unsure_claims
from tests.gold_articles import GOLD, gold_extraction

GIVEN = gold_extraction(GOLD / "articles" / "08-letter-courier.json", publisher="Wire")
EXTRACTION = replace(
    GIVEN,
    claims=tuple(replace(claim, confidence=number / len(GIVEN.claims)) for number, claim in enumerate(GIVEN.claims)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("review") / "one.kgl")) as opened:
        list(opened.add([EXTRACTION]))
        yield opened


def test_the_least_sure_come_first_each_with_its_sentence(store: Store) -> None:
    found = unsure_claims(store, below=0.5)
    expected = [claim for claim in EXTRACTION.claims if claim.confidence < 0.5]
    assert [claim.id for claim in found.claims] == [claim.id for claim in expected]
    assert found.total == len(expected)
    for shown, claim in zip(found.claims, expected, strict=True):
        own = shown.sentence
        assert own.text[own.start : own.end] == claim.evidence.text
        assert shown.source in shown.words
        assert shown.target in shown.words


def test_what_was_judged_does_not_come_back(store: Store) -> None:
    first = EXTRACTION.claims[0].id
    assert first in {claim.id for claim in unsure_claims(store, below=0.5).claims}
    assert first not in {claim.id for claim in unsure_claims(store, below=0.5, judged={first}).claims}


def test_a_cut_queue_counts_all_that_wait(store: Store) -> None:
    found = unsure_claims(store, below=1.0, limit=3)
    assert (len(found.claims), found.total) == (3, len(EXTRACTION.claims))


def test_who_is_only_named_is_shown_in_a_sentence_that_names_them(store: Store) -> None:
    asked = "MATCH (p:Person) RETURN p.id, p.name, p.aliases ORDER BY p.ties DESC, p.id LIMIT 1"
    [[entity, name, aliases]] = store.query(asked).rows
    [naming] = namings(store, str(entity))
    assert naming.publisher == "Wire"
    assert naming.text in EXTRACTION.article.text
    assert naming.names
    assert {naming.text[a:b] for a, b in naming.names} <= {name, *aliases}
    assert namings(store, "s-nobody") == []
