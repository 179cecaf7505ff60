"""What the Explore page sends to the browser, and what a reader takes along; the browser's part has tests of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from backchannel.dashboard.explore_pack import PICTURE, evidence_pack, web_page
from backchannel.dashboard.explore_panel import entity_panel, overview_panel, ties_panel
from backchannel.dashboard.explore_state import link_to, packed, unpacked
from backchannel.dashboard.graph_view import MODALITY_STYLES, legend, network_of, payload
from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from graph.store import Store, open_store
from graph.view.picture import Picture, overview
from tests.graph.told import Says, told

MARKUP = '</script><img src="https://evil.example/x" onerror=alert(1)> href'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    story = told(
        "wire",
        f"{MARKUP} is to meet Carl Dane, Ada Brook said. Ada Brook met Carl Dane.",
        Says(source=MARKUP, relation="MET", target="Carl Dane", modality=Modality.PLANNED, asserter="Ada Brook"),
        Says(source="Ada Brook", relation="MET", target="Carl Dane", date="2024-03-12"),
        Says(source="Ada Brook", relation="VISITED", target="France", modality=Modality.DENIED),
        kinds={"France": Kind.STATE},
        publisher=MARKUP,
    )
    with open_store(str(tmp_path_factory.mktemp("explore") / "a.kgl")) as opened:
        list(opened.add([story]))
        yield opened


@pytest.fixture(scope="module")
def picture(store: Store) -> Picture:
    return overview(store)


def edge(picture: Picture, modality: Modality) -> dict[str, Any]:
    [found] = [one for one in network_of(picture).edges if one["modality"] == modality]
    return dict(found)


def test_pyvis_describes_kinds_by_shape_and_colour(picture: Picture) -> None:
    nodes = {node["name"]: node for node in network_of(picture).nodes}
    for name, kind in (("Ada Brook", Kind.PERSON), ("France", Kind.STATE)):
        assert (nodes[name]["shape"], nodes[name]["color"]) == (ONTOLOGY.kinds[kind].shape, ONTOLOGY.kinds[kind].colour)


def test_what_was_not_asserted_is_neither_drawn_nor_worded_as_if_it_were(picture: Picture) -> None:
    assert (edge(picture, Modality.ASSERTED)["dashes"], edge(picture, Modality.ASSERTED)["label"]) == (False, "met")
    assert (edge(picture, Modality.PLANNED)["dashes"], edge(picture, Modality.PLANNED)["label"]) == ([9, 6], "to meet")
    assert edge(picture, Modality.PLANNED)["note"] == "planned, says Ada Brook"
    assert edge(picture, Modality.DENIED)["label"] == "denied: visited"
    assert len({json.dumps(style, sort_keys=True) for style in MODALITY_STYLES.values()}) == len(Modality)


def test_the_same_picture_makes_the_same_bytes(picture: Picture) -> None:
    assert payload(picture, graph="g") == payload(picture, graph="g")
    assert json.loads(payload(picture, graph="g"))["total"]["nodes"] == 4


def test_no_relation_in_capitals_is_worded(store: Store, picture: Picture) -> None:
    names = {node.id: node.name for node in picture.nodes}
    panels = [overview_panel(picture), ties_panel(store, picture.ties, names)]
    panels += [entity_panel(store, node.id) for node in picture.nodes]
    assert all(panels)
    assert not re.search(r"[A-Z]+_[A-Z]+", json.dumps(panels))
    assert {line["label"] for line in legend()["relations"]} == {one.label for one in ONTOLOGY.relations.values()}


def test_each_sentence_leads_to_its_article(store: Store, picture: Picture) -> None:
    names = {node.id: node.name for node in picture.nodes}
    [met] = [tie for tie in picture.ties if tie.modality is Modality.ASSERTED]
    panel = ties_panel(store, [met], names)
    assert panel
    [said] = panel["ties"][0]["proof"]
    assert said["text"][slice(*said["mark"])] != ""
    assert said["href"].startswith("articles?article=wire&claim=")
    assert ties_panel(store, [], names) is None


class Tags(HTMLParser):
    """The tags of a page, and the addresses that they name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "onerror")]


def test_the_evidence_pack_shows_markup_as_text_and_fetches_nothing(store: Store, picture: Picture) -> None:
    page = Tags(evidence_pack(store, picture, picture.ties, today=date(2024, 4, 1)))
    assert page.tags.count("section") == 3
    assert page.tags.count("blockquote") == 3
    assert "script" not in page.tags
    assert page.addresses == [PICTURE]


def test_the_web_page_stands_alone_and_runs_no_name(picture: Picture) -> None:
    text = web_page(picture)
    page = Tags(text)
    assert page.addresses == []
    assert "evil.example" in text  # the name is there, as text in the data
    assert "<img src" not in text
    assert '"label": "\\u003c/script' in text or '"label": "\\u003c/scr' in text
    assert "href" not in text[text.index("new vis.DataSet([") : text.index("new vis.DataSet([") + 4_000]


def test_the_web_page_draws_nothing_that_was_not_asserted_as_if_it_were(picture: Picture) -> None:
    text = web_page(picture)
    start = text.index("[", text.index("edges = new vis.DataSet("))
    lines, _ = json.JSONDecoder().raw_decode(text, start)
    modality = {tie.id: tie.modality for tie in picture.ties}
    drawn = {modality[line["id"]]: line for line in lines}
    assert "label" not in drawn[Modality.ASSERTED]
    assert (drawn[Modality.PLANNED]["label"], drawn[Modality.PLANNED]["dashes"]) == ("to meet", [9, 6])
    assert drawn[Modality.DENIED]["label"] == "denied: visited"
    assert drawn[Modality.DENIED]["color"] not in (
        drawn[Modality.ASSERTED].get("color"),
        drawn[Modality.PLANNED]["color"],
    )


def test_a_link_keeps_a_view_and_a_broken_one_is_ignored() -> None:
    view = {"view": {"off": {"kinds": ["Person"]}}, "steps": [["s-1", "s-2"]]}
    assert unpacked(packed(view)) == view
    assert unpacked(link_to(["s-1"])["view"]) == {"steps": [["s-1"]], "nodes": ["s-1"]}
    for broken in ("", "x", "AAAA", "é", packed(view)[:-9]):
        assert unpacked(broken) == {}
