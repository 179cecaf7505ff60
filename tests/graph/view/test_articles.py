"""Articles as a reader sees them: lists and filters, marks at their place, and text cut without loss."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Modality
from graph.store import Store, open_store
from graph.view.articles import (
    ArticleFilter,
    ArticleView,
    ClaimMark,
    NameMark,
    headlines,
    list_articles,
    name_marks,
    paragraphs,
    publishers,
    read_article,
    tie_of_claim,
)
from graph.view.words import MODALITY_WORDS
from tests.gold_articles import GOLD, gold_extraction

NAMES = ("08-letter-courier", "14-cable-summit", "42-un-noon-briefing")
EXTRACTIONS = {
    name: gold_extraction(GOLD / "articles" / f"{name}.json", publisher=publisher)
    for name, publisher in zip(NAMES, ("Wire", "Gazette", "Wire"), strict=True)
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("articles") / "three.kgl")) as opened:
        list(opened.add(EXTRACTIONS.values()))
        yield opened


def ids(store: Store, **chosen: object) -> set[str]:
    return {line.id for line in list_articles(store, ArticleFilter(**chosen)).lines}  # type: ignore[arg-type]


def test_articles_are_listed_newest_first_with_the_number_of_their_claims_and_ties(store: Store) -> None:
    found = list_articles(store, ArticleFilter())
    assert found.total == len(found.lines) == 3
    assert [line.published for line in found.lines] == sorted(
        (line.published or "" for line in found.lines), reverse=True
    )
    for line in found.lines:
        assert line.claims == len(EXTRACTIONS[line.id].claims)
        assert 0 < line.ties <= line.claims


def test_filters_narrow_the_list(store: Store) -> None:
    assert ids(store, publishers=("Wire",)) == {NAMES[0], NAMES[2]}
    assert ids(store, text=EXTRACTIONS[NAMES[1]].article.headline.upper()) == {NAMES[1]}
    assert ids(store, text="'quoted' \\ {no}") == set()
    days = sorted((e.article.published or "", name) for name, e in EXTRACTIONS.items())
    assert ids(store, since=days[1][0]) == {name for day, name in days if day >= days[1][0]}
    assert ids(store, until=days[0][0]) == {name for day, name in days if day <= days[0][0]}


def test_articles_that_mention_a_stakeholder(store: Store) -> None:
    view = read_article(store, NAMES[0])
    assert view is not None
    assert NAMES[0] in ids(store, entity=view.names[0].entity)


def test_articles_by_what_they_claim(store: Store) -> None:
    for relation, modality in {(claim.relation, claim.modality) for e in EXTRACTIONS.values() for claim in e.claims}:
        expected = {
            name
            for name, extraction in EXTRACTIONS.items()
            if any((claim.relation, claim.modality) == (relation, modality) for claim in extraction.claims)
        }
        assert ids(store, relations=(relation,), modalities=(str(modality),)) == expected
    denied = {name for name, e in EXTRACTIONS.items() if any(c.modality is Modality.DENIED for c in e.claims)}
    assert ids(store, modalities=("denied",)) == denied


def test_a_cut_list_says_how_many_there_are(store: Store) -> None:
    found = list_articles(store, ArticleFilter(), limit=2)
    assert (len(found.lines), found.total) == (2, 3)


def test_publishers_and_headlines(store: Store) -> None:
    assert publishers(store) == {"Wire": 2, "Gazette": 1}
    assert headlines(store, [NAMES[1], "gone", NAMES[0]]) == {
        name: EXTRACTIONS[name].article.headline for name in (NAMES[1], NAMES[0])
    }


def test_every_claim_is_marked_where_its_evidence_stands(store: Store) -> None:
    view = read_article(store, NAMES[0])
    assert view is not None
    gold = {claim.id: claim for claim in EXTRACTIONS[NAMES[0]].claims}
    assert {claim.id for claim in view.claims} == set(gold)
    for claim in view.claims:
        assert view.text[claim.start : claim.end] == gold[claim.id].evidence.text
        assert claim.words
        if claim.modality is not Modality.ASSERTED:
            assert MODALITY_WORDS[claim.modality] in claim.note


def test_every_claim_leads_to_its_tie(store: Store) -> None:
    view = read_article(store, NAMES[0])
    assert view is not None
    for claim in view.claims:
        tie = tie_of_claim(store, claim.id)
        assert store.query(
            "MATCH ()-[t {id: $tie}]->() RETURN $claim IN t.claim_ids", {"tie": tie, "claim": claim.id}
        ).rows == ((True,),)


def test_what_the_store_does_not_hold(store: Store) -> None:
    assert read_article(store, "gone") is None
    assert tie_of_claim(store, "gone") is None


def test_the_longest_name_is_marked_and_only_as_a_whole_word() -> None:
    rows = [
        {"id": "p", "name": "Ann Lee", "kind": "Person", "names": ["Ann Lee", "Lee"]},
        {"id": "s", "name": "Leeds", "kind": "Place", "names": ["Leeds", "(Leeds)"]},
    ]
    text = "Ann Lee left Leeds; Lee's (Leeds) Leed."
    assert [(text[m.start : m.end], m.entity) for m in name_marks(text, rows)] == [
        ("Ann Lee", "p"),
        ("Leeds", "s"),
        ("Lee", "p"),
        ("(Leeds)", "s"),
    ]


@st.composite
def views(draw: st.DrawFn) -> ArticleView:
    text = draw(st.text(alphabet="ab .\n\N{GRINNING FACE}", max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda s: s[0] < s[1])
    claims = [
        ClaimMark(
            id=str(number),
            start=a,
            end=b,
            relation="MET",
            modality=Modality.ASSERTED,
            words="w",
            note="",
            confidence=1.0,
        )
        for number, (a, b) in enumerate(sorted(draw(st.lists(spans, max_size=5))) if text else [])
    ]
    names, last = [], 0
    for a, b in sorted(draw(st.lists(spans, max_size=4)) if text else []):
        if a >= last:
            names.append(NameMark(start=a, end=b, entity="e", name="E", kind="Person"))
            last = b
    return ArticleView(
        id="a",
        headline="",
        url=None,
        publisher=None,
        published=None,
        text=text,
        claims=tuple(claims),
        names=tuple(names),
    )


@given(views())
def test_cutting_loses_nothing_but_blank_lines(view: ArticleView) -> None:
    shown = "".join(piece.text for cut in paragraphs(view) for piece in cut)
    assert "".join(shown.split()) == "".join(view.text.split())


@given(views())
def test_each_piece_carries_all_marks_over_it_and_no_other(view: ArticleView) -> None:
    for number, claim in enumerate(view.claims):
        shown = "".join(piece.text for cut in paragraphs(view) for piece in cut if number in piece.claims)
        assert "".join(shown.split()) == "".join(view.text[claim.start : claim.end].split())
    for number, name in enumerate(view.names):
        shown = "".join(piece.text for cut in paragraphs(view) for piece in cut if piece.name == number)
        assert "".join(shown.split()) == "".join(view.text[name.start : name.end].split())
