"""Habits of the hand on Explore: framing several, resting on a bundle, brushing the time, undoing each change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graph.model import Modality
from tests.browser.conftest import Serve
from tests.browser.graph_page import GraphPage
from tests.graph.told import Says, told

pytestmark = pytest.mark.browser

SAYS = (
    Says(source="Ada Brook", relation="MET", target="Bo Lund", date="2023-03-12"),
    Says(source="Ada Brook", relation="CRITICIZED", target="Bo Lund", date="2024-02-02"),
    Says(source="Ada Brook", relation="SUPPORTED", target="Bo Lund", date="2024-06-01"),
    Says(source="Ada Brook", relation="MET", target="Cy Marsh", date="2024-03-12"),
    Says(source="Ada Brook", relation="MET", target="Di Nash", date="2024-09-01", modality=Modality.PLANNED),
    Says(source="Di Nash", relation="MET", target="Ed Orr"),
)
Change = Callable[[GraphPage], None]


@pytest.fixture(scope="module")
def harbour(serve: Serve) -> str:
    """Five people over two years; Ada Brook has three ties with Bo Lund."""
    text = " ".join(f"{one.source} {one.relation.lower()} {one.target}." for one in SAYS)
    return serve([told("wire", text, *SAYS)])


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def brush(graph: GraphPage) -> None:
    """Keep the later half of the time."""
    box = graph.page.get_by_role("slider", name="Time of events").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    drag(graph.page, (box["x"] + box["width"] * 0.5, y), (box["x"] + box["width"] - 2, y))


def hovered(graph: GraphPage) -> list[str]:
    found: list[str] = graph.run(
        "return Object.values(net.body.nodes).filter((one) => one.hover).map((one) => one.id);"
    )
    return found


def test_a_frame_drawn_with_shift_selects_what_it_holds(page: Page, harbour: str) -> None:
    graph = GraphPage(page, harbour)
    places = graph.places()
    box = graph.canvas.bounding_box()
    assert box
    page.keyboard.down("Shift")
    drag(page, (box["x"] + 5, box["y"] + 5), (box["x"] + box["width"] - 5, box["y"] + box["height"] - 5))
    page.keyboard.up("Shift")
    expect(graph.details.get_by_role("heading", name="Five stakeholders selected")).to_be_visible()
    assert graph.places() == places


def test_a_control_click_adds_to_the_selection(page: Page, harbour: str) -> None:
    graph = GraphPage(page, harbour)
    graph.click_node("Cy Marsh")
    expect(graph.details.get_by_role("heading", name="Cy Marsh")).to_be_visible()
    page.keyboard.down("Control")
    graph.click_node("Ed Orr")
    page.keyboard.up("Control")
    expect(graph.details.get_by_role("heading", name="Two stakeholders selected")).to_be_visible()


def test_a_bundle_says_what_it_holds_and_opens_under_the_pointer(page: Page, harbour: str) -> None:
    graph = GraphPage(page, harbour)
    [bundle] = [line for line in graph.lines() if len(line["ties"]) > 1]
    assert len(bundle["ties"]) == 3
    assert set(bundle["label"].split(", ")) == {"met", "criticized", "supported"}
    place = graph.run(
        "const at = net.canvasToDOM(net.body.edges[argument].edgeType.getPoint(0.5));"
        "return [box.left + at.x, box.top + at.y];",
        bundle["id"],
    )
    page.mouse.move(place[0] - 2, place[1])
    page.mouse.move(*place)
    expect(graph.canvas).to_have_attribute("data-edges", "6")
    assert all(len(line["ties"]) == 1 for line in graph.lines())


def test_what_was_pointed_at_is_let_go_when_the_pointer_leaves_the_canvas(page: Page, harbour: str) -> None:
    graph = GraphPage(page, harbour)
    x, y = graph.at_node("Cy Marsh")
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert len(hovered(graph)) == 1
    page.get_by_role("heading", name="The whole picture").hover()
    expect(page.get_by_role("tooltip")).to_be_hidden()
    assert hovered(graph) == []


def test_a_brush_over_the_time_keeps_that_time(page: Page, harbour: str) -> None:
    graph = GraphPage(page, harbour)
    brush(graph)
    expect(graph.canvas).to_have_attribute("data-nodes", "5")  # the undated tie stays, and is counted apart
    assert sum(len(line["ties"]) for line in graph.lines()) == 5
    page.get_by_role("checkbox", name="undated: 1").click()
    expect(graph.canvas).to_have_attribute("data-nodes", "4")


def _hide(graph: GraphPage) -> None:
    graph.click_node("Cy Marsh", button="right")
    graph.page.get_by_role("menuitem", name="Hide").click()


def _focus(graph: GraphPage) -> None:
    graph.click_node("Ed Orr", button="right")
    graph.page.get_by_role("menuitem", name="Focus here").click()


def _pin(graph: GraphPage) -> None:
    graph.click_node("Ed Orr", button="right")
    graph.page.get_by_role("menuitem", name="Pin").click()


def _drag(graph: GraphPage) -> None:
    x, y = graph.at_node("Ed Orr")
    drag(graph.page, (x, y), (x + 40, y + 30))


def _modality(graph: GraphPage) -> None:
    graph.page.get_by_role("checkbox", name="planned").click()


def _relation(graph: GraphPage) -> None:
    graph.page.get_by_role("checkbox", name="criticized").click()


@pytest.mark.parametrize("change", [_hide, _focus, _pin, _drag, _modality, _relation, brush])
def test_each_change_can_be_undone_and_done_again(page: Page, harbour: str, change: Change) -> None:
    graph = GraphPage(page, harbour)
    before, places = graph.lines(), graph.places()
    undo, redo = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Redo")
    expect(undo).to_be_disabled()
    change(graph)
    expect(undo).to_be_enabled()
    page.wait_for_timeout(400)
    after, moved = graph.lines(), graph.places()
    undo.click()
    expect(undo).to_be_disabled()
    page.wait_for_timeout(400)
    assert ids(graph) == {line["id"] for line in before}
    assert graph.places() == places
    redo.click()
    expect(redo).to_be_disabled()
    page.wait_for_timeout(400)
    assert ids(graph) == {line["id"] for line in after}
    assert graph.places() == moved


def ids(graph: GraphPage) -> set[str]:
    return {line["id"] for line in graph.lines()}


def test_each_view_begins_at_its_beginning(page: Page, dashboard: str) -> None:
    GraphPage(page, dashboard)
    for name in ("Timeline", "Table", "Matrix"):
        page.get_by_role("tab", name=name).click()
        shown = page.get_by_role("tabpanel", name=name)
        expect(shown).to_be_visible()
        if name == "Timeline":  # but that begins with the latest
            assert shown.evaluate("(view) => view.scrollLeft") > 0
        else:
            assert shown.evaluate("(view) => [view.scrollLeft, view.scrollTop]") == [0, 0]
