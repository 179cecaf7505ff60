"""Articles, Query and Load in a real browser: reading, asking, loading, and hostile text that stays text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Serve
from tests.gold_articles import GOLD, gold_extraction

pytestmark = pytest.mark.browser

ARTICLE = gold_extraction(GOLD / "articles" / "08-letter-courier.json", publisher="Gold Wire")
OTHER = gold_extraction(GOLD / "articles" / "14-cable-summit.json", publisher="Second Gazette")

HOSTILE_HEADLINE = '<img src=x onerror="window.harmed=1"> envoy :red[x] $y$ ![i](http://evil.example/a.png)'
HOSTILE_TEXT = """Steve Witkoff met Vladimir Putin in Moscow on Tuesday, </script><script>window.harmed=1</script> he said.

"It's a 'quoted' MATCH (n) DETACH DELETE n //", Jared Kushner said. Jared Kushner will meet Volodymyr Zelenskyy in Kyiv.
"""


@pytest.fixture(scope="module")
def small(serve: Serve) -> str:
    """A dashboard over two articles, which tests of this module may add to."""
    return serve([ARTICLE, OTHER])


def settle(page: Page) -> None:
    """Wait until no script runs."""
    page.wait_for_timeout(300)
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=30_000
    )


def visit(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".bc-status")).to_contain_text("article", timeout=30_000)
    settle(page)
    return page


def write(page: Page, cypher: str) -> Locator:
    editor = page.get_by_role("textbox", name="Cypher query")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(cypher)
    return editor


@pytest.mark.parametrize("path", ["explore", "articles", "query", "load"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_opens_without_an_error(page: Page, small: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visit(page, f"{small}/{path}")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)


def test_the_frame_names_the_store(page: Page, small: str) -> None:
    visit(page, f"{small}/articles")
    expect(page.locator(".bc-status")).to_have_text(re.compile(r"store: demo\s+·\s+\d+ articles"))


def test_a_link_to_a_claim_scrolls_to_it_and_marks_it(page: Page, small: str) -> None:
    claim = max(ARTICLE.claims, key=lambda claim: claim.evidence.start)
    visit(page, f"{small}/articles?article={ARTICLE.article.id}&claim={claim.id}")
    chosen = page.locator(".text mark.chosen").first
    expect(chosen).to_be_in_viewport()
    marked = "".join(page.locator(".text mark.chosen").all_inner_texts())
    assert " ".join(claim.evidence.text.split()) == " ".join(marked.split())


def test_every_claim_is_listed_in_words_beside_the_text(page: Page, small: str) -> None:
    visit(page, f"{small}/articles?article={ARTICLE.article.id}")
    expect(page.locator(".claims li")).to_have_count(len(ARTICLE.claims))
    text = page.locator(".reader .text").inner_text()
    for paragraph in ARTICLE.article.text.split("\n\n"):
        assert paragraph in text


def test_hovering_a_sentence_says_its_claim_and_a_click_opens_the_tie(page: Page, small: str) -> None:
    visit(page, f"{small}/articles?article={ARTICLE.article.id}")
    mark = page.locator(".text mark:not(:has(.name))").first
    mark.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    expect(page.get_by_role("tooltip").locator(".line").first).not_to_be_empty()
    mark.click()
    expect(page).to_have_url(re.compile(r"/explore\?.*tie="), timeout=20_000)


def test_a_name_in_the_text_opens_its_dossier(page: Page, small: str) -> None:
    visit(page, f"{small}/articles?article={ARTICLE.article.id}")
    page.locator(".text .name.Person").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/explore\?.*node="), timeout=20_000)


def test_modalities_can_be_left_out_of_the_text(page: Page, small: str) -> None:
    visit(page, f"{small}/articles?article={ARTICLE.article.id}")
    asserted = page.get_by_role("group", name="Show claims that are").get_by_role("button", name="asserted")
    asserted.click()
    expect(asserted).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".text mark.asserted")).to_have_count(0)


def test_a_click_in_the_list_opens_the_article_and_the_way_back_leads_to_the_list(page: Page, small: str) -> None:
    visit(page, f"{small}/articles")
    page.get_by_test_id("stDataFrame").click(position={"x": 250, "y": 54})
    expect(page.locator(".reader h1")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="All articles").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=20_000)


def test_a_query_runs_on_control_enter_and_is_shown_in_three_forms(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    write(page, "MATCH (a:Person)-[t]->(b:Person)\nRETURN a, t, b LIMIT 4")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"4 rows in \d+ ms"))).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.get_by_role("radio", name="Graph").click()
    expect(page.locator('[aria-label="Relationship graph"]')).to_be_visible(timeout=20_000)
    page.get_by_role("radio", name="JSON").click()
    expect(page.get_by_test_id("stCode")).to_contain_text('"columns"', timeout=20_000)


def test_a_wrong_query_is_underlined_and_said_in_words(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    write(page, "MATCH (a:Person RETURN a")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_test_id("stAlert")).to_be_visible(timeout=20_000)
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_query_cannot_write(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    write(page, "MATCH (n) DETACH DELETE n")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("stAlert")).to_be_visible(timeout=20_000)
    visit(page, f"{small}/articles")
    expect(page.locator(".bc-status")).to_have_text(re.compile(r"[2-9] articles"))


def test_completion_knows_the_stores_own_labels_and_properties(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    write(page, "MATCH (p:Pers")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("Person")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(") RETURN p.ali")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("aliases")


def test_a_click_in_the_schema_inserts_at_the_cursor(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    editor = write(page, "MATCH (p")
    page.get_by_role("radio", name=re.compile("^Person ")).click()
    expect(editor).to_contain_text("MATCH (p:Person", timeout=20_000)


def test_parameters_are_asked_for(page: Page, small: str) -> None:
    visit(page, f"{small}/query")
    write(page, "MATCH (p:Person) RETURN p.name AS name ORDER BY name LIMIT $many")
    page.get_by_label("many", exact=True).fill("2", timeout=20_000)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text(re.compile(r"2 rows in"))).to_be_visible(timeout=20_000)


def load(page: Page, address: str, *, headline: str, text: str, publisher: str = "") -> None:
    visit(page, f"{address}/load")
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Publisher").fill(publisher)
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Load this text").click()
    expect(page.get_by_role("button", name="Load more")).to_be_visible(timeout=120_000)


def test_hostile_text_is_loaded_and_seen_as_text(page: Page, small: str) -> None:
    load(page, small, headline=HOSTILE_HEADLINE, text=HOSTILE_TEXT, publisher="<b>Wire</b>")
    settle(page)
    expect(page.get_by_test_id("stAlert")).to_contain_text("1 article added")
    page.get_by_role("button", name="envoy :red[x] $y$ ![i](http://evil.example/a.png)").click()
    text = page.locator(".reader .text")
    expect(text.locator("h1")).to_have_text(HOSTILE_HEADLINE, timeout=20_000)
    expect(text).to_contain_text("</script><script>window.harmed=1</script>")
    expect(page.locator(".byline")).to_have_text("<b>Wire</b>")
    for path in ("articles", "explore", "query"):
        visit(page, f"{small}/{path}")
    assert page.evaluate("window.harmed") is None


def test_direction_marks_cannot_turn_a_text_round(page: Page, small: str) -> None:
    load(page, small, headline="Putin \u202ederevorp\u202c", text="Ann Lee met \u202eyaR boB\u202c in Paris.")
    page.get_by_role("button", name="Putin derevorp").click()
    expect(page.locator(".reader h1")).to_have_text("Putin derevorp", timeout=20_000)
    assert "\u202e" not in page.locator(".reader").inner_text()


def test_what_is_refused_is_named_and_the_rest_is_loaded(page: Page, small: str) -> None:
    visit(page, f"{small}/load")
    page.get_by_role("radio", name="Upload files").click()
    settle(page)
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        [
            {"name": "good.txt", "mimeType": "text/plain", "buffer": b"Talks held\n\nAnn Lee met Bob Ray in Paris."},
            {"name": "<i>empty</i>.txt", "mimeType": "text/plain", "buffer": b""},
        ]
    )
    settle(page)
    page.get_by_role("button", name="Load these files").click()
    expect(page.get_by_text("1 article added, 1 refused")).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()


def test_five_people_at_once_one_of_them_loading(
    chromium: Browser, serve: Serve, make_visitors: Callable[[Browser, int], list[Page]]
) -> None:
    """No error, and nobody sees what another has chosen."""
    address = serve([ARTICLE, OTHER])
    loader, reader, asker, second, explorer = make_visitors(chromium, 5)
    visit(loader, f"{address}/load")
    loader.get_by_label("Text", exact=True).fill("\n\n".join([HOSTILE_TEXT] * 12))
    visit(reader, f"{address}/articles?article={ARTICLE.article.id}")
    visit(asker, f"{address}/query")
    visit(second, f"{address}/query")
    visit(explorer, f"{address}/explore")
    loader.get_by_role("button", name="Load this text").click()
    for round_number in range(1, 4):
        write(asker, f"UNWIND range(1, {round_number}) AS n RETURN n")
        asker.keyboard.press("Control+Enter")
        write(second, f"UNWIND range(1, {round_number + 10}) AS n RETURN n")
        second.keyboard.press("Control+Enter")
        rows = "row" if round_number == 1 else "rows"
        expect(asker.get_by_text(re.compile(rf"^{round_number} {rows} in"))).to_be_visible(timeout=30_000)
        expect(second.get_by_text(re.compile(rf"^{round_number + 10} rows in"))).to_be_visible(timeout=30_000)
        visit(reader, f"{address}/articles?article={(OTHER if round_number % 2 else ARTICLE).article.id}")
        expect(reader.locator(".claims li").first).to_be_visible()
    expect(loader.get_by_role("button", name="Load more")).to_be_visible(timeout=120_000)
    visit(explorer, f"{address}/articles")
    expect(explorer.locator(".bc-status")).to_contain_text("3 articles")
    for tab in (loader, reader, asker, second, explorer):
        expect(tab.get_by_test_id("stException")).to_have_count(0)
        tab.context.close()


@pytest.fixture
def make_visitors() -> Callable[[Browser, int], list[Page]]:
    """Tabs of several people, who share nothing but the dashboard."""

    def make(chromium: Browser, number: int) -> list[Page]:
        return [chromium.new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(number)]

    return make
