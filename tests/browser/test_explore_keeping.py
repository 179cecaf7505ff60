"""What Explore keeps: places over links and returns, views by name; and what is one reader's alone."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Serve
from tests.browser.graph_page import GraphPage
from tests.graph.told import Says, told

pytestmark = pytest.mark.browser

NAMES = ("Bo Lund", "Cy Marsh", "Di Nash", "Ed Orr", "Fay Pike", "Gil Quade")


@pytest.fixture(scope="module")
def ring(serve: Serve) -> str:
    """Ada Brook, who met six others, each of whom met the next."""
    pairs = [("Ada Brook", name) for name in NAMES] + list(itertools.pairwise(NAMES))
    text = " ".join(f"{one} met {other}." for one, other in pairs)
    says = [Says(source=one, relation="MET", target=other, date="2024-03-12") for one, other in pairs]
    return serve([told("wire", text, *says)])


def drag(graph: GraphPage, label: str, dx: int, dy: int) -> None:
    x, y = graph.at_node(label)
    graph.page.mouse.move(x, y)
    graph.page.mouse.down()
    graph.page.mouse.move(x + dx, y + dy, steps=5)
    graph.page.mouse.up()


def reopened(graph: GraphPage, page: Page) -> GraphPage:
    """The page's own address, opened in a tab that knows nothing of it."""
    address = page.url
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.goto("about:blank")
    return GraphPage(page, address, path="")


def test_a_link_has_what_was_dragged_where_it_was_dropped(page: Page, ring: str) -> None:
    graph = GraphPage(page, ring)
    drag(graph, "Ada Brook", 90, 50)
    page.wait_for_url(re.compile("view="))
    places = graph.places()
    assert reopened(graph, page).places() == places


def test_a_link_has_the_places_that_were_laid_out_anew(page: Page, ring: str) -> None:
    graph = GraphPage(page, ring)
    before = graph.places()
    page.get_by_role("checkbox", name="met").click()
    page.get_by_role("checkbox", name="met").click()
    graph.click_node("Gil Quade")
    page.keyboard.press("h")
    expect(graph.canvas).to_have_attribute("data-nodes", "6")
    # A click beside everything opens the picture's own menu.
    box = graph.canvas.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 12, box["y"] + 12, button="right")
    page.get_by_role("menuitem", name="Lay out anew").click()
    page.wait_for_url(re.compile("view="))
    page.wait_for_timeout(800)
    places = graph.places()
    assert places != {name: before[name] for name in places}
    assert reopened(graph, page).places() == places


def test_a_view_is_saved_renamed_opened_linked_and_deleted(page: Page, ring: str) -> None:
    graph = GraphPage(page, ring)
    graph.click_node("Di Nash")
    page.keyboard.press("h")
    expect(graph.canvas).to_have_attribute("data-nodes", "6")
    page.wait_for_url(re.compile("view="))
    page.get_by_role("button", name="Saved").click()
    saved = page.get_by_role("dialog", name="Saved views")
    saved.get_by_label("Save this view as").fill("<b>without Di</b>")
    page.keyboard.press("Enter")
    expect(saved.get_by_role("button", name="<b>without Di</b>", exact=True)).to_be_visible()
    saved.get_by_role("button", name="rename <b>without Di</b>").click()
    saved.get_by_label("New name of <b>without Di</b>").fill("without Di")
    page.keyboard.press("Enter")
    expect(saved.get_by_role("button", name="without Di", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(saved).to_be_hidden()
    page.keyboard.press("Control+z")
    expect(graph.canvas).to_have_attribute("data-nodes", "7")
    page.get_by_role("button", name="Saved").click()
    saved.get_by_role("button", name="without Di", exact=True).click()
    expect(graph.canvas).to_have_attribute("data-nodes", "6")
    again = GraphPage(page, ring, path="/explore?saved=without+Di")
    expect(again.canvas).to_have_attribute("data-nodes", "6")
    page.get_by_role("button", name="Saved").click()
    saved.get_by_role("button", name="delete without Di").click()
    expect(saved).to_contain_text("No view is saved yet")


def test_a_return_keeps_the_selection_and_takes_nothing_along_twice(page: Page, ring: str) -> None:
    graph = GraphPage(page, ring)
    graph.click_node("Ed Orr")
    expect(graph.details.get_by_role("heading", name="Ed Orr")).to_be_visible()
    page.get_by_role("button", name="Take away").click()
    with page.expect_download():
        page.get_by_role("menuitem", name="Evidence pack").click()
    downloads: list[Any] = []
    page.on("download", lambda download: downloads.append(download))
    page.get_by_role("link", name="Query").first.click()
    expect(graph.canvas).to_be_hidden()
    page.get_by_role("link", name="Explore").first.click()
    expect(graph.canvas).to_be_visible()
    expect(graph.details.get_by_role("heading", name="Ed Orr")).to_be_visible()
    page.wait_for_url(re.compile("node="))
    page.wait_for_timeout(500)
    assert downloads == []


@pytest.mark.parametrize("path", ["articles", "query", "review", "load"])
def test_a_question_mark_shows_the_keys_of_the_page(page: Page, ring: str, path: str) -> None:
    page.goto(f"{ring}/{path}")
    expect(page.get_by_role("button", name="Keys of this page")).to_be_visible()
    page.locator("body").press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_tablet_has_the_panel_below_and_the_filters_at_hand(chromium: Browser, ring: str) -> None:
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, has_touch=True)
    page = context.new_page()
    graph = GraphPage(page, ring)
    canvas, details = graph.canvas.bounding_box(), graph.details.bounding_box()
    assert canvas
    assert details
    assert canvas["width"] > 700
    assert canvas["y"] + canvas["height"] <= details["y"] <= 1180 - 250
    expect(page.get_by_role("checkbox", name="People")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("checkbox", name="People").click()
    expect(graph.canvas).to_have_attribute("data-nodes", "0")
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("button", name="Undo").tap()
    expect(graph.canvas).to_have_attribute("data-nodes", "7")
    page.touchscreen.tap(*graph.at_node("Ada Brook"))
    expect(graph.details.get_by_role("heading", name="Ada Brook")).to_be_visible()
    context.close()


def test_five_readers_at_once_see_their_own_while_one_loads(chromium: Browser, serve: Serve) -> None:
    pairs = list(zip(("Ada Brook", *NAMES), NAMES, strict=False))
    text = " ".join(f"{one} met {other}." for one, other in pairs)
    address = serve([told("wire", text, *(Says(source=one, relation="MET", target=other) for one, other in pairs))])
    contexts = [chromium.new_context(viewport={"width": 1280, "height": 800}) for _ in range(5)]
    failures: list[str] = []
    pages = [context.new_page() for context in contexts]
    for one in pages:
        one.on("pageerror", lambda error: failures.append(str(error)))
    loader, readers = pages[0], [GraphPage(page, address) for page in pages[1:]]
    loader.goto(f"{address}/load")
    loader.get_by_label("Text").fill("Mara Voss met Ilan Reed in Oslo on Monday. Ilan Reed spoke with Tess Quill.")
    loader.get_by_role("button", name="Load this text").click()
    labels = [node["label"] for node in readers[0].nodes()][:4]
    for reader, label in zip(readers, labels, strict=True):
        reader.click_node(label)
    for reader, label in zip(readers, labels, strict=True):
        expect(reader.details.get_by_role("heading", name=label, exact=True).first).to_be_visible()
    expect(loader.get_by_text(re.compile("added")).first).to_be_visible(timeout=60_000)
    for reader, label in zip(readers, labels, strict=True):
        expect(reader.details.get_by_role("heading", name=label, exact=True).first).to_be_visible()
        assert reader.page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
    for context in contexts:
        context.close()
    assert failures == []
