"""Articles, the shelf and the review queue read the same from either store."""

from __future__ import annotations

import pytest

from graph.store import Store
from graph.view.articles import ArticleFilter, headlines, list_articles, publishers, read_article, tie_of_claim
from graph.view.dossier import dossier
from graph.view.evidence import evidence
from graph.view.picture import ends_of, extended, neighbours, overview, unseen_relations
from graph.view.review import unsure_claims

pytestmark = pytest.mark.neo4j

FILTERS = (
    ArticleFilter(),
    ArticleFilter(text="minister"),
    ArticleFilter(publishers=("Gold Wire",), since="2025-01-01"),
    ArticleFilter(until="2024-12-31", modalities=("denied", "planned")),
    ArticleFilter(relations=("MET", "VISITED"), modalities=("asserted",)),
)


@pytest.mark.parametrize("chosen", FILTERS)
def test_lists(gold_embedded: Store, gold_neo4j: Store, chosen: ArticleFilter) -> None:
    for limit in (5, 200):
        assert list_articles(gold_embedded, chosen, limit=limit) == list_articles(gold_neo4j, chosen, limit=limit)


def test_articles_with_their_marks(gold_embedded: Store, gold_neo4j: Store) -> None:
    for line in list_articles(gold_embedded, ArticleFilter()).lines:
        here, there = read_article(gold_embedded, line.id), read_article(gold_neo4j, line.id)
        assert here is not None
        assert here == there
        for claim in here.claims[:3]:
            assert tie_of_claim(gold_embedded, claim.id) == tie_of_claim(gold_neo4j, claim.id)


def test_publishers_headlines_and_the_review_queue(gold_embedded: Store, gold_neo4j: Store) -> None:
    assert publishers(gold_embedded) == publishers(gold_neo4j)
    ids = [line.id for line in list_articles(gold_embedded, ArticleFilter()).lines]
    assert headlines(gold_embedded, ids) == headlines(gold_neo4j, ids)
    assert unsure_claims(gold_embedded, below=0.95, limit=20) == unsure_claims(gold_neo4j, below=0.95, limit=20)


def test_the_picture_its_growth_and_the_dossiers(gold_embedded: Store, gold_neo4j: Store) -> None:
    here, there = (overview(store, limit=40) for store in (gold_embedded, gold_neo4j))
    assert here == there
    drawn = [node.id for node in here.nodes]
    for node in here.nodes[:8]:
        fresh = neighbours(gold_embedded, node.id, known=drawn, limit=5)
        assert fresh == neighbours(gold_neo4j, node.id, known=drawn, limit=5)
        assert extended(gold_embedded, here, fresh.ids) == extended(gold_neo4j, there, fresh.ids)
        hidden = [unseen_relations(store, node.id, known=drawn) for store in (gold_embedded, gold_neo4j)]
        assert hidden[0] == hidden[1]
        assert dossier(gold_embedded, node.id) == dossier(gold_neo4j, node.id)
    for tie in here.ties[:10]:
        assert ends_of(gold_embedded, tie.id) == ends_of(gold_neo4j, tie.id) == (tie.source, tie.target)
        assert evidence(gold_embedded, tie.id) == evidence(gold_neo4j, tie.id)
