"""What the Explore page is told by a store: picture, neighbourhood, dossier, evidence and search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Kind, Modality
from graph.store import Store, open_store
from graph.view.dossier import dossier
from graph.view.evidence import around, evidence, named
from graph.view.picture import ends_of, neighbours, overview, picture_of, unseen_relations
from graph.view.search import NameIndex, fold, index_rows, name_index, search
from tests.graph.told import Says as Said
from tests.graph.told import told


def says(source: str, relation: str, target: str, **rest: Any) -> Said:
    return Said(source=source, relation=relation, target=target, **rest)


KINDS = {"France": Kind.STATE, "Elysee": Kind.ORGANIZATION}
STORIES = (
    told(
        "wire",
        "Ada Brook met Carl Dane in Oslo. Ada Brook is envoy of France.",
        says("Ada Brook", "MET", "Carl Dane", date="2024-03-12", place="Oslo"),
        says("Ada Brook", "HOLDS_ROLE", "France", detail="envoy"),
        kinds=KINDS,
        publisher="Wire",
        published="2024-03-13",
    ),
    told(
        "gazette",
        "Carl Dane met Ada Brook on Tuesday. Carl Dane is to meet Emma Fox. “We talked,” Carl Dane said.",
        says("Carl Dane", "MET", "Ada Brook", date="2024-03-12"),
        says("Carl Dane", "MET", "Emma Fox", modality=Modality.PLANNED, asserter="Ada Brook"),
        quotes=[("Carl Dane", "We talked,")],
        publisher="Gazette",
        published="2024-03-14",
    ),
    told(
        "post",
        "Emma Fox denies that Ada Brook met Carl Dane.",
        says("Ada Brook", "MET", "Carl Dane", modality=Modality.DENIED, asserter="Emma Fox"),
        publisher="Post",
        published="2024-03-15",
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(str(tmp_path_factory.mktemp("explore") / "stories.kgl")) as opened:
        list(opened.add(STORIES))
        yield opened


@pytest.fixture(scope="module")
def ids(store: Store) -> dict[str, str]:
    return {node.name: node.id for node in overview(store).nodes}


def test_the_overview_begins_with_those_with_most_ties(store: Store) -> None:
    picture = overview(store)
    assert {node.name for node in picture.nodes[:2]} == {"Ada Brook", "Carl Dane"}
    assert (picture.total_nodes, picture.total_ties) == (4, 4)
    [ada] = [node for node in picture.nodes if node.name == "Ada Brook"]
    assert (ada.role, ada.ties, ada.neighbours) == ("envoy, France", 3, 2)


def test_a_small_overview_says_what_it_leaves_out_and_has_no_loose_ends(store: Store) -> None:
    picture = overview(store, limit=2)
    assert len(picture.nodes) == 2
    assert (picture.total_nodes, picture.total_ties) == (4, 4)
    drawn = {node.id for node in picture.nodes}
    assert all({tie.source, tie.target} <= drawn for tie in picture.ties)


def test_two_stories_of_one_meeting_are_one_tie_of_two_publishers(store: Store) -> None:
    [met] = [tie for tie in overview(store).ties if tie.relation == "MET" and tie.modality is Modality.ASSERTED]
    assert (met.claims, met.sources) == (2, 2)
    assert met.publishers == ("Gazette", "Wire")
    assert met.date_from == "2024-03-12"


def test_an_empty_store_has_an_empty_picture(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_store(str(tmp_path_factory.mktemp("empty") / "none.kgl")) as opened:
        picture = overview(opened)
        assert (picture.nodes, picture.ties, picture.total_nodes) == ((), (), 0)
        assert search(name_index(opened), "anybody") == ()


def test_one_who_is_only_mentioned_is_drawn_where_nobody_has_a_tie(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_store(str(tmp_path_factory.mktemp("one") / "one.kgl")) as opened:
        list(opened.add([told("a", "“Well,” Ada Brook said.", quotes=[("Ada Brook", "Well,")])]))
        picture = overview(opened)
        assert [node.name for node in picture.nodes] == ["Ada Brook"]
        assert picture.total_nodes == 1


def test_neighbours_are_new_ones_the_best_tied_first_and_the_rest_is_counted(store: Store, ids: dict[str, str]) -> None:
    assert set(neighbours(store, ids["Carl Dane"]).ids) == {ids["Ada Brook"], ids["Emma Fox"]}
    assert neighbours(store, ids["Carl Dane"]).ids[0] == ids["Ada Brook"]
    few = neighbours(store, ids["Carl Dane"], limit=1)
    assert (len(few.ids), few.left_out) == (1, 1)
    assert neighbours(store, ids["Carl Dane"], known=[ids["Ada Brook"]]).ids == (ids["Emma Fox"],)
    assert neighbours(store, ids["Ada Brook"], relation="HOLDS_ROLE").ids == (ids["France"],)
    assert neighbours(store, ids["Carl Dane"], known=[ids["Ada Brook"]], limit=0).left_out == 1


def test_the_relations_that_lead_to_whom_is_not_drawn_are_counted(store: Store, ids: dict[str, str]) -> None:
    assert unseen_relations(store, ids["Carl Dane"], known=[ids["Ada Brook"]]) == {"MET": 1}
    assert unseen_relations(store, ids["Carl Dane"], known=ids.values()) == {}


def test_unknown_ids_are_left_out(store: Store, ids: dict[str, str]) -> None:
    assert [node.id for node in picture_of(store, ["s-none", ids["France"]]).nodes] == [ids["France"]]
    assert dossier(store, "s-none") is None
    assert evidence(store, "t-none") is None
    assert ends_of(store, "t-none") is None


def test_a_dossier_has_roles_ties_sentences_quotes_and_articles(store: Store, ids: dict[str, str]) -> None:
    ada = dossier(store, ids["Ada Brook"])
    assert ada is not None
    assert (ada.name, ada.kind, ada.role, ada.ties_total) == ("Ada Brook", Kind.PERSON, "envoy, France", 3)
    assert dict(ada.relations) == {"MET": 2, "HOLDS_ROLE": 1}
    assert all(tie.sentences for tie in ada.ties)
    assert {article.publisher for article in ada.articles} == {"Wire", "Gazette", "Post"}
    carl = dossier(store, ids["Carl Dane"])
    assert carl is not None
    assert [quote.text for quote in carl.quotes] == ["We talked,"]


def test_evidence_sets_what_contradicts_a_tie_beside_what_proves_it(store: Store) -> None:
    ties = {tie.modality: tie for tie in overview(store).ties if tie.relation == "MET"}
    met = evidence(store, ties[Modality.ASSERTED].id)
    assert met is not None
    assert [said.publisher for said in met.proof] == ["Wire", "Gazette"]
    assert [(said.publisher, said.asserter) for said in met.against] == [("Post", "Emma Fox")]
    for said in (*met.proof, *met.against):
        assert {said.text[start:end] for start, end in said.names} == {"Ada Brook", "Carl Dane"}
    planned = evidence(store, ties[Modality.PLANNED].id)
    assert planned is not None
    assert (planned.proof[0].modality, planned.proof[0].asserter, planned.against) == (
        Modality.PLANNED,
        "Ada Brook",
        (),
    )


def test_a_tie_leads_to_its_two_ends(store: Store, ids: dict[str, str]) -> None:
    tie = next(tie for tie in overview(store).ties if tie.relation == "HOLDS_ROLE")
    assert ends_of(store, tie.id) == (ids["Ada Brook"], ids["France"])


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("met him", "Ada met him."),
        ("She left", "She left."),
        ("Mr. Dane sat", "Then Mr. Dane sat down."),
        ("“No,”", "“No,” he said."),
    ],
)
def test_a_claim_is_shown_in_its_whole_sentence(claim: str, sentence: str) -> None:
    article = "A headline\n\nIt rained. Ada met him. She left. Then Mr. Dane sat down. “No,” he said.\n\nMore."
    start = article.index(claim)
    left, right = around(article, start, start + len(claim))
    assert article[left:right] == sentence


@given(st.text(alphabet="aB. \n!?”", max_size=900), st.data())
def test_the_sentence_always_holds_the_claim(article: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(article)))
    end = data.draw(st.integers(start, len(article)))
    left, right = around(article, start, end)
    assert 0 <= left <= start
    assert end <= right <= len(article)


def test_names_are_found_as_whole_words_the_longest_first() -> None:
    text = "Ada Brook, not Adam, met Ada."
    assert [text[a:b] for a, b in named(text, ["Ada", "Ada Brook", ""])] == ["Ada Brook", "Ada"]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    names = {
        "z": ("Volodymyr Zelenskyy", ["Zelensky", "the Ukrainian president"]),
        "w": ("Steve Witkoff", ["Witkoff"]),
        "k": ("Jared Kushner", []),
        "c": ("Charles Kushner", []),
        "b": ("Jonas Gahr Støre", []),
    }
    return index_rows(
        {"id": identity, "name": name, "kind": "Person", "aliases": aliases}
        for identity, (name, aliases) in names.items()
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Zelenskyy", "z"),
        ("zelenski", "z"),
        ("Зеленський", "z"),
        ("Volodimir", "z"),
        ("Ukrainian president", "z"),
        ("witkof", "w"),
        ("Witkoff Steve", "w"),
        ("jared k", "k"),
        ("store", "b"),
    ],
)
def test_search_forgives_spelling_script_and_order(index: NameIndex, typed: str, found: str) -> None:
    assert search(index, typed)[0].id == found


def test_search_finds_all_who_fit_and_nobody_else(index: NameIndex) -> None:
    assert {one.id for one in search(index, "Kushner")} == {"k", "c"}
    assert search(index, "Xylophone") == ()
    assert search(index, "") == search(index, "?!") == ()
    assert len(search(index, "k", limit=1)) == 1


def test_an_alias_that_fitted_is_named(index: NameIndex) -> None:
    [found] = search(index, "the Ukrainian president")
    assert (found.name, found.alias) == ("Volodymyr Zelenskyy", "the Ukrainian president")


@given(st.text(max_size=60))
def test_any_text_can_be_folded_and_sought(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    search(index_rows([{"id": "a", "name": text, "kind": "Person", "aliases": []}]), text)
