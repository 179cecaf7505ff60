"""Every named query: whole, portable, and the same rows from both stores over all annotated articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span
from graph.named import NamedQuery, named_queries, parse_named_query
from graph.portable import check
from graph.store import Store, open_store

QUERIES = named_queries()
THEMES = {
    "contacts",
    "representation",
    "messages",
    "plans and outcomes",
    "contradictions",
    "corroboration",
    "influence",
    "change",
    "provenance",
    "coverage",
}
#: Values for what must be given, such that over the annotated articles there is an answer.
GIVEN = {"person": "a", "left": "Restrepo", "right": "Bae", "since": "2024-06-01", "until": "2025-12-31"}
#: Questions that the annotated articles hold no answer to; the made-up articles below do.
UNANSWERED = {"contradictions", "copies", "corroborated", "articles-without-claims", "least-certain", "same-sentence"}
UNANSWERED |= {"common-contacts"}


def bound(query: NamedQuery, **given: Any) -> dict[str, Any]:
    values = {name: parameter.default for name, parameter in query.parameters.items()}
    return values | {name: value for name, value in given.items() if name in values}


def ask(store: Store, name: str, **given: Any) -> list[dict[str, Any]]:
    query = QUERIES[name]
    return store.query(query.cypher, bound(query, **given), limit=None).dicts()


def some_article(store: Store) -> str:
    text = "MATCH (c:Claim)-[:IN]->(a:Article) RETURN a.id AS id, count(c) AS n ORDER BY n DESC, id LIMIT 1"
    return str(store.query(text).rows[0][0])


def test_there_are_at_least_thirty_in_every_theme() -> None:
    assert len(QUERIES) >= 30
    assert {query.theme for query in QUERIES.values()} == THEMES


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_says_what_it_asks_and_returns_the_columns_that_it_names(query: NamedQuery) -> None:
    checked = check(query.cypher)
    assert checked.columns == query.columns
    assert checked.parameters == query.parameters.keys()
    assert query.question.endswith("?")
    assert all(parameter.help for parameter in query.parameters.values())


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_tie_stands_beside_its_evidence(query: NamedQuery) -> None:
    if {"relation", "how", "first_step", "evidence"} & set(query.columns) and query.theme != "coverage":
        assert any("evidence" in column for column in query.columns)
        article = "article" in query.parameters or any("article" in column for column in query.columns)
        assert article


@pytest.mark.parametrize("name", QUERIES)
def test_over_the_annotated_articles_it_is_answered(gold_embedded: Store, name: str) -> None:
    rows = ask(gold_embedded, name, **GIVEN, article=some_article(gold_embedded))
    assert bool(rows) != (name in UNANSWERED)


@pytest.mark.neo4j
@pytest.mark.parametrize("name", QUERIES)
def test_gives_the_same_rows_in_the_same_order_from_both_stores(
    gold_embedded: Store, gold_neo4j: Store, name: str
) -> None:
    query = QUERIES[name]
    values = bound(query, **GIVEN, article=some_article(gold_embedded))
    assert gold_neo4j.query(query.cypher, values, limit=None) == gold_embedded.query(query.cypher, values, limit=None)


def told(
    article: str, publisher: str, published: str, *claims: tuple[str, str, str, str, str, str | None]
) -> Extraction:
    """An article of one sentence a claim: (source, relation, target, modality, sentence, date)."""
    text = "\n\n".join(claim[4] for claim in claims) or "Nothing happened."
    names = list(dict.fromkeys(name for claim in claims for name in (claim[0], claim[2])))
    states = {"France", "Italy"}
    return Extraction(
        article=Article(id=article, text=text, headline=f"News {article}", publisher=publisher, published=published),
        entities=tuple(
            Entity(
                id=name,
                name=name,
                kind=Kind.STATE if name in states else Kind.PERSON,
                mentions=tuple(Span(start=at, end=at + len(name), text=name) for at in [text.find(name)] if at >= 0),
            )
            for name in names
        ),
        claims=tuple(
            Claim(
                id=f"{article}-{number}",
                relation=relation,
                source=source,
                target=target,
                modality=Modality(modality),
                evidence=Span(start=text.index(sentence), end=text.index(sentence) + len(sentence), text=sentence),
                date=date,
                confidence=0.9 if modality != "hypothetical" else 0.3,
            )
            for number, (source, relation, target, modality, sentence, date) in enumerate(claims)
        ),
    )


STORY = (
    told(
        "n1",
        "Post",
        "2024-03-01",
        ("Ada Brook", "MET", "Carl Dane", "planned", "Ada Brook will meet Carl Dane on 5 March.", "2024-03-05"),
        ("Ada Brook", "REPRESENTED", "France", "asserted", "Ada Brook, envoy of France, said so.", None),
        ("Eve Frost", "SPOKE_WITH", "Ada Brook", "asserted", "Eve Frost spoke with Ada Brook.", "2024-02-20"),
    ),
    told(
        "n2",
        "Wire",
        "2024-03-06",
        (
            "Ada Brook",
            "MET",
            "Carl Dane",
            "asserted",
            "Ada Brook met Carl Dane on Tuesday, officials said.",
            "2024-03-05",
        ),
        (
            "Carl Dane",
            "SPOKE_WITH",
            "Gus Holt",
            "asserted",
            "Carl Dane then spoke with Gus Holt by telephone.",
            "2024-03-06",
        ),
    ),
    told(
        "n3",
        "Gazette",
        "2024-03-07",
        ("Carl Dane", "MET", "Ada Brook", "asserted", "Carl Dane met Ada Brook on 5 March in Rome.", "2024-03-05"),
        (
            "Carl Dane",
            "SPOKE_WITH",
            "Gus Holt",
            "denied",
            "Carl Dane denied that he had called Gus Holt.",
            "2024-03-06",
        ),
    ),
    told(
        "n4",
        "Echo",
        "2024-03-07",
        ("Ada Brook", "MET", "Carl Dane", "asserted", "Ada Brook met Carl Dane on 6 March in Rome.", "2024-03-06"),
        (
            "Carl Dane",
            "SPOKE_WITH",
            "Gus Holt",
            "asserted",
            "Carl Dane then spoke with Gus Holt by telephone.",
            "2024-03-06",
        ),
        ("Ada Brook", "MET", "Gus Holt", "hypothetical", "Ada Brook could meet Gus Holt.", None),
    ),
    told("n5", "Echo", "2024-03-08"),
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("story") / "story.kgl")) as store:
        list(store.add(STORY))
        yield store


def test_contradictions_set_a_denial_and_another_date_beside_what_they_contradict(story: Store) -> None:
    found = {(row["kind"], row["relation"], row["article_a"], row["article_b"]) for row in ask(story, "contradictions")}
    assert found == {
        ("denial", "SPOKE_WITH", "n2", "n3"),
        ("denial", "SPOKE_WITH", "n4", "n3"),
        ("date", "MET", "n2", "n4"),
        ("date", "MET", "n3", "n4"),
    }
    [row] = [row for row in ask(story, "contradictions") if (row["article_a"], row["article_b"]) == ("n2", "n3")]
    assert row["evidence_a"] == "Carl Dane then spoke with Gus Holt by telephone."
    assert row["evidence_b"] == "Carl Dane denied that he had called Gus Holt."


def test_corroborated_counts_publishers_and_names_them(story: Store) -> None:
    rows = ask(story, "corroborated")
    assert [(row["relation"], row["date"], row["publishers"]) for row in rows] == [
        ("MET", "2024-03-05", ["Gazette", "Wire"]),
        ("SPOKE_WITH", "2024-03-06", ["Echo", "Wire"]),
    ]
    assert ask(story, "corroborated", sources=3) == []


def test_single_source_leaves_out_what_two_publishers_tell(story: Store) -> None:
    rows = ask(story, "single-source", person="Ada")
    assert {(row["relation"], row["modality"], row["publisher"]) for row in rows} == {
        ("MET", "planned", "Post"),
        ("REPRESENTED", "asserted", "Post"),
        ("SPOKE_WITH", "asserted", "Post"),
        ("MET", "asserted", "Echo"),
        ("MET", "hypothetical", "Echo"),
    }


def test_plans_are_set_beside_what_became_of_them(story: Store) -> None:
    rows = ask(story, "plans-and-outcomes")
    assert [(row["plan_date"], row["outcome"], row["outcome_date"], row["outcome_article"]) for row in rows] == [
        ("2024-03-05", "asserted", "2024-03-05", "News n2"),
        ("2024-03-05", "asserted", "2024-03-06", "News n4"),
    ]
    assert ask(story, "open-plans") == []


def test_who_met_whom_leaves_out_plans_and_possibilities(story: Store) -> None:
    rows = ask(story, "who-met-whom")
    assert [(row["who"], row["whom"], row["date"], row["sources"]) for row in rows] == [
        ("Ada Brook", "Carl Dane", "2024-03-06", 1),
        ("Ada Brook", "Carl Dane", "2024-03-05", 2),
    ]
    assert ask(story, "who-met-whom", person="holt") == []


def test_the_shortest_chain_goes_over_what_happened(story: Store) -> None:
    [row, *_] = ask(story, "shortest-chain", left="Eve", right="Holt")
    assert row["chain"] == ["Eve Frost", "Ada Brook", "Carl Dane", "Gus Holt"]
    assert row["ties"] == ["SPOKE_WITH", "MET", "SPOKE_WITH"]


def test_brokers_stand_between_those_who_are_not_in_contact(story: Store) -> None:
    rows = ask(story, "brokers")
    assert [(row["broker"], row["pairs"]) for row in rows] == [("Ada Brook", 1), ("Carl Dane", 1)]


def test_what_changed_since_a_day_is_what_no_older_article_told(story: Store) -> None:
    rows = ask(story, "changed-since", since="2024-03-07")
    assert [(row["relation"], row["modality"], row["date"]) for row in rows] == [
        ("SPOKE_WITH", "denied", "2024-03-06"),
        ("MET", "asserted", "2024-03-06"),
        ("MET", "hypothetical", None),
    ]


def test_contacts_in_a_window_are_those_whose_dates_touch_it(story: Store) -> None:
    rows = ask(story, "contacts-in-window", since="2024-03-06", until="2024-03-31")
    assert {(row["how"], row["modality"], row["date"]) for row in rows} == {
        ("SPOKE_WITH", "asserted", "2024-03-06"),
        ("SPOKE_WITH", "denied", "2024-03-06"),
        ("MET", "asserted", "2024-03-06"),
    }


def test_envoys_at_work_are_told_with_the_party_they_stand_for(story: Store) -> None:
    rows = ask(story, "envoys-at-work", party="france")
    assert {(row["party"], row["envoy"], row["contact"]) for row in rows} == {
        ("France", "Ada Brook", "Carl Dane"),
        ("France", "Ada Brook", "Eve Frost"),
    }


def test_evidence_of_a_tie_gives_every_sentence_whichever_end_is_named_first(story: Store) -> None:
    one, other = (
        ask(story, "evidence-of-tie", left="ada", right="carl"),
        ask(story, "evidence-of-tie", left="carl", right="ada"),
    )
    assert one == other
    assert [row["article"] for row in one] == ["News n1", "News n2", "News n3", "News n4"]


def test_the_same_sentence_in_two_articles_is_found(story: Store) -> None:
    assert ask(story, "same-sentence") == [
        {"evidence": "Carl Dane then spoke with Gus Holt by telephone.", "articles": 2, "publishers": 2}
    ]


def test_what_nothing_was_drawn_from_and_what_is_least_certain(story: Store) -> None:
    assert [row["article"] for row in ask(story, "articles-without-claims")] == ["News n5"]
    assert [row["confidence"] for row in ask(story, "least-certain")] == [0.3]


def test_contacts_in_common_are_counted_on_both_sides(story: Store) -> None:
    assert ask(story, "common-contacts", left="Ada", right="Gus") == [
        {"contact": "Carl Dane", "with_one": 2, "with_other": 1}
    ]


def test_a_name_cannot_break_out_of_its_parameter(story: Store) -> None:
    for name in QUERIES:
        if "person" in QUERIES[name].parameters:
            assert ask(story, name, person="x') OR true //`") == []


HEAD = '// ---\n// title = "T"\n// question = "Q?"\n// theme = "contacts"\n// columns = ["x"]\n'


def test_a_wrong_head_is_named() -> None:
    from graph.errors import BackchannelError

    with pytest.raises(BackchannelError, match=r"t\.cypher: the head"):
        parse_named_query("t", "RETURN 1 AS x")
    with pytest.raises(BackchannelError, match="unknown kind 'blob'"):
        parse_named_query("t", HEAD + '// [parameters.p]\n// kind = "blob"\n// ---\nRETURN $p AS x')
