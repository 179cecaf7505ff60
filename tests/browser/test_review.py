"""Review in a real browser: keys that judge, undo, and two people who do not get in each other's way."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Serve
from tests.browser.test_pages import settle, visit
from tests.dashboard.test_review_page import told
from tests.gold_articles import GOLD, gold_extraction

pytestmark = pytest.mark.browser

GIVEN = gold_extraction(GOLD / "articles" / "08-letter-courier.json", publisher="Wire")
UNSURE = replace(GIVEN, claims=tuple(replace(claim, confidence=0.3) for claim in GIVEN.claims))
PAIRS = [
    told(1, "Jared Kushner", "Ann Lee"),
    told(2, "J. Kushner", "Eva Roe"),
    told(3, "Joshua Kushner", "Bob Ray"),
]


def question(page: Page) -> str:
    heading = page.get_by_role("heading", level=4)
    expect(heading).to_be_visible(timeout=20_000)
    return heading.inner_text()


def waiting(page: Page, number: int, judged: int, noun: str) -> None:
    expect(page.get_by_text(f"{judged} judged, {number} {noun} waiting")).to_be_visible(timeout=20_000)


def test_a_pair_is_judged_by_key_and_taken_back(page: Page, serve: Serve) -> None:
    address = serve(PAIRS)
    visit(page, f"{address}/review")
    first = question(page)
    expect(page.locator(".bc-details")).to_have_count(2)
    expect(page.locator(".bc-details").first).to_contain_text("Kushner")
    waiting(page, 2, 0, "pairs")
    page.keyboard.press("n")
    waiting(page, 1, 1, "pair")
    settle(page)
    assert question(page) != first
    page.keyboard.press("u")
    waiting(page, 2, 0, "pairs")
    settle(page)
    assert question(page) == first
    page.keyboard.press("y")
    expect(page.get_by_text(re.compile("1 judged"))).to_be_visible(timeout=20_000)
    visit(page, f"{address}/query?cypher=MATCH (p:Person) WHERE p.name CONTAINS 'Kushner' RETURN p.name AS name")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text(re.compile(r"^2 rows in"))).to_be_visible(timeout=20_000)


def test_keys_do_not_judge_while_a_name_is_typed(page: Page, serve: Serve) -> None:
    address = serve(PAIRS)
    visit(page, f"{address}/review")
    field = page.get_by_label("Your name", exact=True)
    field.click()
    page.keyboard.type("Yuna")
    page.keyboard.press("Enter")
    settle(page)
    expect(field).to_have_value("Yuna")
    waiting(page, 2, 0, "pairs")


def test_two_reviewers_do_not_lose_each_others_work(chromium: Browser, serve: Serve) -> None:
    address = serve([UNSURE])
    number = len(UNSURE.claims)
    tabs = [chromium.new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(2)]
    shown = []
    for tab in tabs:
        visit(tab, f"{address}/review")
        tab.get_by_role("radio", name="Unsure readings").click()
        waiting(tab, number, 0, "readings")
        shown.append(tab.locator('[data-testid="stMarkdownContainer"] strong').first.inner_text())
    assert shown[0] != shown[1]
    for _ in range(2):
        for tab in tabs:
            settle(tab)
            tab.keyboard.press("y")
            settle(tab)
    for tab in tabs:
        visit(tab, f"{address}/review")
        tab.get_by_role("radio", name="Unsure readings").click()
        waiting(tab, number - 4, 4, "readings")
        expect(tab.get_by_test_id("stException")).to_have_count(0)
        tab.context.close()
