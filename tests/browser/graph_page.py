"""The Explore page as its tests handle it: what is drawn, and clicks on nodes and ties by their names."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

_ON = "(canvas, argument) => { const net = canvas.network; const box = canvas.getBoundingClientRect(); %s }"
_NODE = """
const node = net.body.data.nodes.get().find((one) => one.label === argument);
const at = net.canvasToDOM(net.getPosition(node.id));
return [box.left + at.x, box.top + at.y];
"""
# A place on the line that no node covers: a click there must mean the line.
_TIE = """
for (const line of net.body.data.edges.get()) {
  if (!line.ties.includes(argument)) continue;
  const drawn = net.body.edges[line.id];
  for (const t of [0.5, 0.42, 0.58, 0.36, 0.64, 0.3, 0.7]) {
    const at = net.canvasToDOM(drawn.edgeType.getPoint(t));
    if (net.getNodeAt(at) === undefined && net.getEdgeAt(at) === line.id) return [box.left + at.x, box.top + at.y];
  }
}
return null;
"""


class GraphPage:
    """The Explore page in a browser's tab."""

    def __init__(self, page: Page, address: str, *, path: str = "/explore") -> None:
        self.page = page
        page.goto(address + path)
        expect(self.canvas).to_be_visible(timeout=30_000)
        page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn", timeout=30_000)

    @property
    def canvas(self) -> Locator:
        """The canvas."""
        return self.page.get_by_role("application", name="Relationship graph")

    @property
    def details(self) -> Locator:
        """The panel."""
        return self.page.get_by_label("Details")

    def run(self, body: str, argument: Any = None) -> Any:
        """The value of a script that knows `canvas`, `net` (vis-network), `box` (the canvas's place) and `argument`."""
        return self.canvas.evaluate(_ON % body, argument)

    def nodes(self) -> list[dict[str, Any]]:
        """What is drawn: the nodes."""
        found: list[dict[str, Any]] = self.run("return net.body.data.nodes.get({fields: ['id', 'label', 'kind']});")
        return found

    def lines(self) -> list[dict[str, Any]]:
        """What is drawn: the lines, each with the ids of its ties."""
        fields = "['id', 'from', 'to', 'label', 'ties', 'modality', 'dashes', 'arrows', 'width']"
        found: list[dict[str, Any]] = self.run(f"return net.body.data.edges.get({{fields: {fields}}});")
        return found

    def places(self) -> dict[str, dict[str, float]]:
        """Where each node lies, in the picture's own coordinates."""
        found: dict[str, dict[str, float]] = self.run("return net.getPositions();")
        return found

    def at_node(self, label: str) -> tuple[float, float]:
        """Where on the page the node is drawn."""
        x, y = self.run(_NODE, label)
        return x, y

    def click_node(self, label: str, **options: Any) -> None:
        """Click the node of that label."""
        self.page.mouse.click(*self.at_node(label), **options)

    def click_tie(self, tie: str) -> None:
        """Click the line that carries the tie of that id, where nothing covers it."""
        place = self.run(_TIE, tie)
        assert place is not None, "the line is covered everywhere"
        self.page.mouse.click(*place)

    def count(self) -> tuple[int, int]:
        """How many nodes and lines the canvas says it shows."""
        return int(self.canvas.get_attribute("data-nodes") or 0), int(self.canvas.get_attribute("data-edges") or 0)
