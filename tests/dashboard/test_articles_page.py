"""The Articles page: filters, and the reader with what it marks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import ARTICLE
from tests.gold_articles import GOLD, gold_extraction

Open = Callable[..., AppTest]


def reader(page: AppTest) -> dict[str, object]:
    [found] = [element for element in page.get("bidi_component") if "articles_reader" in element.proto.id]
    data: dict[str, object] = json.loads(found.proto.bytes)
    return data


def test_the_list_shows_every_article_with_its_ties(store_path: Path, open_page: Open) -> None:
    page = open_page("articles")
    table = page.dataframe[0].value
    assert len(table) == 3
    assert list(table["Published"]) == sorted(table["Published"], reverse=True)
    assert (table["Ties"] > 0).all()


def test_a_search_without_a_match_offers_to_clear_it(store_path: Path, open_page: Open) -> None:
    page = open_page("articles")
    page.text_input(key="articles_text").input("no such word anywhere").run()
    assert not page.dataframe
    page.button(key="articles_clear").click().run()
    assert len(page.dataframe[0].value) == 3


def test_an_empty_store_leads_to_load(empty_store: Path, open_page: Open) -> None:
    page = open_page("articles")
    assert "no articles yet" in page.info[0].value
    assert page.button(key="articles_load").label == "Load articles"


def test_the_reader_gets_the_whole_text_and_every_claim(store_path: Path, open_page: Open) -> None:
    gold = gold_extraction(GOLD / "articles" / f"{ARTICLE}.json")
    data = reader(open_page("articles", article=ARTICLE, claim=gold.claims[0].id))
    shown = ["".join(piece[0] for piece in paragraph) for paragraph in data["paragraphs"]]  # type: ignore[attr-defined]
    assert shown == gold.article.text.split("\n\n")
    assert {claim["id"] for claim in data["claims"]} == {claim.id for claim in gold.claims}  # type: ignore[attr-defined]
    assert data["chosen"] == gold.claims[0].id


def test_an_article_that_is_gone_is_told_so(store_path: Path, open_page: Open) -> None:
    page = open_page("articles", article="<b>none</b>")
    assert not page.exception
    assert "no such article" in page.warning[0].value


def test_a_link_reopens_the_list_with_its_filters(store_path: Path, open_page: Open) -> None:
    page = open_page(
        "articles", text="letter", publisher="Gold Wire", said="denied", since="2020-01-01", until="not a day"
    )
    assert not page.exception
    assert list(page.dataframe[0].value["Headline"]) == [
        gold_extraction(GOLD / "articles" / f"{ARTICLE}.json").article.headline
    ]
    page.multiselect(key="articles_modalities").set_value([]).run()
    assert set(page.query_params) == {"text", "publisher", "since"}


def test_a_link_with_unknown_choices_is_no_error(store_path: Path, open_page: Open) -> None:
    page = open_page("articles", publisher="<b>nobody</b>", said="sworn", relation="x", entity="nobody")
    assert not page.exception
