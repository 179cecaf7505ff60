"""The Explore page, habit by habit."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span
from tests.browser.conftest import Serve
from tests.browser.graph_page import GraphPage
from tests.gold_articles import GOLD, gold_extraction

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def courier(serve: Serve) -> str:
    """A dashboard over two articles: few enough that nothing covers anything."""
    names = ("08-letter-courier", "16-kremlin-istanbul-call")
    return serve([gold_extraction(GOLD / "articles" / f"{name}.json", publisher="Gold Wire") for name in names])


def sentence_of(graph: GraphPage) -> tuple[str, str]:
    """A tie that is drawn alone on its line, and its evidence as the picture carries it."""
    [found] = [line for line in graph.lines() if len(line["ties"]) == 1][:1]
    return found["ties"][0], found["label"]


def test_the_graph_is_drawn_with_kinds_as_shapes_and_says_how_much_it_shows(page: Page, dashboard: str) -> None:
    graph = GraphPage(page, dashboard)
    nodes, lines = graph.count()
    assert 100 < nodes <= 300
    assert lines > 100
    assert nodes == len(graph.nodes())
    expect(page.get_by_text(re.compile(r"300 of [\d,]+ shown"))).to_be_visible()
    shapes = graph.run("return net.body.data.nodes.get().map((one) => [one.kind, one.shape]);")
    assert {shape for kind, shape in shapes if kind == "Person"} == {"dot"}
    assert {shape for kind, shape in shapes if kind == "State"} == {"hexagon"}


def test_a_click_on_a_tie_shows_its_sentence(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    tie, label = sentence_of(graph)
    evidence = graph.run("return null;") or ""
    graph.click_tie(tie)
    panel = graph.details
    expect(panel.get_by_role("heading", name=re.compile("sentence"))).to_be_visible()
    marked = panel.locator("blockquote mark").first
    expect(marked).to_be_visible()
    assert len(marked.inner_text()) > len(evidence)
    assert label.isupper() is False
    expect(panel.get_by_text("Gold Wire").first).to_be_visible()


def test_a_click_on_a_person_opens_the_dossier_and_nothing_moves(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    before = graph.places()
    person = next(node for node in graph.nodes() if node["kind"] == "Person")
    graph.click_node(person["label"])
    expect(graph.details.get_by_role("heading", name=person["label"])).to_be_visible()
    # What the picture holds is shown at once; the rest, such as the articles, comes from the store.
    expect(graph.details.get_by_role("heading", name=re.compile("^Articles"))).to_be_visible()
    assert graph.places() == before


def test_no_id_and_no_relation_in_capitals_is_shown(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    person = next(node for node in graph.nodes() if node["kind"] == "Person")
    graph.click_node(person["label"])
    expect(graph.details.get_by_role("heading", name=person["label"])).to_be_visible()
    text = page.locator("body").inner_text()
    assert not re.search(r"\b[A-Z]+_[A-Z_]+\b", text)
    assert not re.search(r"\b[sct]-[0-9a-f]{12,}", text)


def test_a_modality_is_a_line_of_its_own(page: Page, dashboard: str) -> None:
    graph = GraphPage(page, dashboard)
    lines = graph.lines()
    assert {bool(line["dashes"]) for line in lines if line["modality"] == "asserted"} == {False}
    assert {tuple(line["dashes"]) for line in lines if line["modality"] == "planned"} == {(9, 6)}
    heads = [head["type"] for line in lines if line["modality"] == "requested" for head in line["arrows"].values()]
    assert set(heads) == {"vee"}
    ties = {tie: line["modality"] for line in lines for tie in line["ties"]}
    assert len(ties) == sum(len(line["ties"]) for line in lines)


def test_the_legend_filters_and_undo_brings_back(page: Page, dashboard: str) -> None:
    graph = GraphPage(page, dashboard)
    whole = graph.count()
    page.get_by_role("checkbox", name="People").click()
    expect(graph.canvas).not_to_have_attribute("data-nodes", str(whole[0]))
    assert all(node["kind"] != "Person" for node in graph.nodes())
    page.get_by_role("button", name="Undo").click()
    expect(graph.canvas).to_have_attribute("data-nodes", str(whole[0]))
    assert graph.count() == whole
    page.get_by_role("button", name="Redo").click()
    expect(graph.canvas).not_to_have_attribute("data-nodes", str(whole[0]))


def test_search_forgives_a_slip_and_finds_who_is_not_drawn(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    person = next(node for node in graph.nodes() if node["kind"] == "Person" and len(node["label"].split()[-1]) > 5)
    surname = person["label"].split()[-1]
    page.keyboard.press("/")
    page.keyboard.type(surname[:2] + surname[3:])
    option = page.get_by_role("option", name=re.compile(re.escape(person["label"]))).first
    expect(option).to_be_visible()
    option.click()
    expect(graph.details.get_by_role("heading", name=person["label"])).to_be_visible()


def test_expansion_brings_neighbours_and_moves_nothing(page: Page, dashboard: str) -> None:
    graph = GraphPage(page, dashboard)
    before = graph.places()
    label = graph.run(
        "const shown = new Map(); for (const line of net.body.data.edges.get()) for (const [a, b] of [[line.from, line.to],"
        " [line.to, line.from]]) shown.set(a, (shown.get(a) ?? new Set()).add(b));"
        "return net.body.data.nodes.get().find((one) => (shown.get(one.id)?.size ?? 0) < one.neighbours)?.label;"
    )
    assert label, "everybody's neighbours are drawn"
    page.mouse.dblclick(*graph.at_node(label))
    expect(graph.canvas).not_to_have_attribute("data-nodes", str(len(before)))
    after = graph.places()
    assert len(after) > len(before)
    assert {node: after[node] for node in before} == before
    page.get_by_role("button", name="Undo").click()
    expect(graph.canvas).to_have_attribute("data-nodes", str(len(before)))


def test_a_link_reopens_what_was_shown(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    person = next(node for node in graph.nodes() if node["kind"] == "Person")
    page.get_by_role("checkbox", name="Organizations").click()
    graph.click_node(person["label"])
    expect(graph.details.get_by_role("heading", name=person["label"])).to_be_visible()
    page.wait_for_url(re.compile("node=.*view=|view=.*node="))
    shown, places = graph.count(), graph.places()
    again = GraphPage(page, page.url, path="")
    expect(again.details.get_by_role("heading", name=person["label"])).to_be_visible()
    assert again.count() == shown
    assert again.places() == places


def test_the_menu_finds_the_chains_between_two(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    lines = graph.lines()
    names = {node["id"]: node["label"] for node in graph.nodes()}
    ends = next(
        (a["from"], b["to"])
        for a in lines
        for b in lines
        if a["to"] == b["from"]
        and a["from"] != b["to"]
        and {a["from"], b["to"]} not in [{c["from"], c["to"]} for c in lines]
    )
    graph.click_node(names[ends[0]], button="right")
    page.get_by_role("menuitem", name="Shortest paths to…").click()
    graph.click_node(names[ends[1]])
    expect(graph.details.get_by_role("heading", name=re.compile("^From "))).to_be_visible()
    expect(graph.details.get_by_role("heading", name=re.compile("^Chain 1"))).to_be_visible()


def test_hide_and_keys(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    whole = graph.count()
    person = next(node for node in graph.nodes() if node["kind"] == "Person")
    graph.click_node(person["label"])
    page.keyboard.press("h")
    expect(graph.canvas).to_have_attribute("data-nodes", str(whole[0] - 1))
    page.keyboard.press("Control+z")
    expect(graph.canvas).to_have_attribute("data-nodes", str(whole[0]))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


@pytest.mark.parametrize("view", ["Timeline", "Table", "Matrix"])
def test_the_other_views_show_the_same_ties(page: Page, dashboard: str, view: str) -> None:
    graph = GraphPage(page, dashboard)
    page.get_by_role("tab", name=view).click()
    panel = page.get_by_role("tabpanel", name=view)
    expect(panel).to_be_visible()
    first = {
        "Timeline": panel.locator(".bc-event").first,
        "Table": panel.locator("tbody tr").first,
        "Matrix": panel.locator(".bc-cell").first,
    }[view]
    expect(first).to_be_visible()
    first.dispatch_event("click")
    expect(graph.details.locator("mark").first).to_be_visible()
    page.get_by_role("checkbox", name="asserted", exact=False).first.click()
    expect(panel.get_by_text("asserted", exact=True)).to_have_count(0)


def test_what_is_taken_away_is_whole(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    ties = sum(len(line["ties"]) for line in graph.lines())

    def take(name: str) -> str:
        page.get_by_role("button", name="Take away").click()
        with page.expect_download() as waiting:
            page.get_by_role("menuitem", name=name).click()
        return waiting.value.path().read_text(encoding="utf-8-sig")

    expect(graph.details.get_by_role("heading").first).to_be_visible()
    assert len(json.loads(take("JSON"))["ties"]) == ties
    assert len(list(csv.DictReader(io.StringIO(take("Ties as CSV"))))) == ties
    assert len(ET.fromstring(take("GraphML")).findall(".//{*}edge")) == ties
    assert len(ET.fromstring(take("GEXF")).findall(".//{*}edge")) == ties
    assert len(ET.fromstring(take("Picture as SVG")).findall(".//{*}text")) == graph.count()[0]
    pack = take("Evidence pack")
    assert pack.count("<section") == ties
    assert "data:image/png;base64,iVBOR" in pack


def test_positions_survive_a_switch_of_pages(page: Page, courier: str) -> None:
    graph = GraphPage(page, courier)
    label = graph.nodes()[0]["label"]
    x, y = graph.at_node(label)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()
    places = graph.places()
    page.get_by_role("link", name="Articles").first.click()
    expect(graph.canvas).to_be_hidden()
    page.get_by_role("link", name="Explore").first.click()
    expect(graph.canvas).to_be_visible()
    page.wait_for_function("document.querySelector('[role=application]')?.dataset.drawn")
    assert graph.places() == places


HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=1</script>",
    "`) DETACH DELETE n //",
    "javascript:window.hacked=1",
    "A\u202egnihtyna",
    "Long " + "name " * 2_000,
)


def hostile() -> Extraction:
    """An article whose names and sentence are attacks."""
    names = [f"{name} Vane{number}" for number, name in enumerate(HOSTILE)]
    text = names[0] + "\n\n" + "\n\n".join(f"{names[0]} met {other}." for other in names[1:])
    entities = tuple(
        Entity(id=f"e{n}", name=name, kind=Kind.PERSON, mentions=(Span(start=s, end=s + len(name), text=name),))
        for n, name in enumerate(names)
        for s in [text.index(name, 0 if n == 0 else len(names[0]) + 2)]
    )
    claims = []
    for n, other in enumerate(names[1:], 1):
        said = f"{names[0]} met {other}."
        start = text.index(said)
        span = Span(start=start, end=start + len(said), text=said)
        claims.append(
            Claim(
                id=f"c{n}", relation="MET", source="e0", target=f"e{n}", modality=Modality.ASSERTED, evidence=span,
                confidence=0.9,
            )
        )  # fmt: skip
    article = Article(id="<b>x</b>", text=text, headline=names[0], publisher=HOSTILE[0], published="2024-01-02")
    return Extraction(article=article, entities=entities, claims=tuple(claims))


def test_hostile_names_are_shown_as_text(page: Page, serve: Serve) -> None:
    graph = GraphPage(page, serve([hostile()]))
    assert graph.count() == (len(HOSTILE), len(HOSTILE) - 1)
    first = next(node["label"] for node in graph.nodes() if node["label"].startswith("<img"))
    page.mouse.move(*graph.at_node(first))
    graph.click_node(first)
    expect(graph.details.get_by_role("heading", name=re.compile("^<img src=x onerror="))).to_be_visible()
    assert "\u202e" not in graph.details.inner_text()
    tie = graph.lines()[0]["ties"][0]
    graph.click_tie(tie)
    expect(graph.details.locator("mark").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0


def test_an_empty_store_says_what_to_do_next(page: Page, serve: Serve) -> None:
    page.goto(serve([]) + "/explore")
    expect(page.get_by_label("Details")).to_contain_text("Load articles")
    page.get_by_role("button", name="Load articles").click()
    page.wait_for_url(re.compile("/load"))
