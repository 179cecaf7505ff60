"""The Review page: what waits, best first; verdicts go into the ledger, rule over the graph, and can be undone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from backchannel.dashboard.desk import Desk
from backchannel.dashboard.plain import marked
from graph.judgements import history, judge_claim, judge_pair, unsure_pairs
from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span, Verdict
from graph.store import BaseStore, open_store
from tests.gold_articles import GOLD, gold_extraction

Open = Callable[..., AppTest]
UNSURE = 4


def told(number: int, person: str, other: str) -> Extraction:
    """An article that says that `person` met `other`."""
    text = f"Headline {number}\n\n{person} met {other} in Vienna."
    start = text.index(person)
    return Extraction(
        article=Article(id=f"told-{number}", text=text, headline=f"Headline {number}", publisher="Wire"),
        entities=tuple(
            Entity(id=f"e{n}", name=name, kind=Kind.PERSON, mentions=(_span(text, name),))
            for n, name in enumerate((person, other), 1)
        ),
        claims=(
            Claim(
                id=f"told-{number}-c",
                relation="MET",
                source="e1",
                target="e2",
                modality=Modality.ASSERTED,
                evidence=Span(start=start, end=len(text), text=text[start:]),
                confidence=0.9,
            ),
        ),
    )


def _span(text: str, name: str) -> Span:
    start = text.index(name)
    return Span(start=start, end=start + len(name), text=name)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An initial that fits two people, and a few readings that are unsure."""
    path = tmp_path / "review.kgl"
    gold = gold_extraction(GOLD / "articles" / "08-letter-courier.json", publisher="Wire")
    claims = tuple(
        replace(claim, confidence=0.1 * number if number < UNSURE else 0.95) for number, claim in enumerate(gold.claims)
    )
    pairs = [
        told(1, "Jared Kushner", "Ann Lee"),
        told(2, "J. Kushner", "Eva Roe"),
        told(3, "Joshua Kushner", "Bob Ray"),
    ]
    with open_store(str(path)) as opened:
        list(opened.add([replace(gold, claims=claims), *pairs]))
    monkeypatch.setenv("BACKCHANNEL_STORE", str(path))
    return path


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def claims_page(open_page: Open) -> AppTest:
    page = open_page("review")
    return page.segmented_control(key="review_queue").set_value("claims").run()


def question(page: AppTest) -> str:
    return next(text.value for text in page.markdown if text.value.startswith("**"))


def status(store: BaseStore, claim: str) -> str:
    return str(store.query("MATCH (c:Claim {id: $claim}) RETURN c.status", {"claim": claim}).rows[0][0])


def test_an_empty_store_has_nothing_to_review(empty_store: Path, open_page: Open) -> None:
    page = open_page("review")
    assert not page.exception
    assert "nothing to review yet" in page.info[0].value
    assert page.button(key="review_load").label == "Load articles"


def test_a_pair_is_shown_with_both_dossiers_and_its_reasons(store: Path, open_page: Open) -> None:
    page = open_page("review")
    assert not page.exception
    assert re.search("Are .*Kushner and .*Kushner one and the same", page.markdown[0].value)
    assert page.caption[0].value
    assert {"review_left", "review_right"} <= {
        name
        for panel in page.get("bidi_component")
        for name in ("review_left", "review_right")
        if name in panel.proto.id
    }


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_verdict_goes_into_the_ledger_and_undo_takes_it_back(store: Path, open_page: Open, verdict: str) -> None:
    page = open_page("review")
    page.text_input(key="reader_typed").input("Ann").run()
    with open_store(str(store)) as opened:
        before = unsure_pairs(opened, limit=50)
    press(page, f"review_pairs_{verdict}")
    assert not page.exception
    with open_store(str(store)) as opened:
        after = unsure_pairs(opened, limit=50)
        [(line, stands)] = history(opened)
        assert (line.verdict, line.by, stands) == (verdict, "Ann", True)
        assert after.judged == 1
        assert before.pairs[0] not in after.pairs
    press(page, "review_pairs_undo")
    with open_store(str(store)) as opened:
        assert unsure_pairs(opened, limit=50).pairs == before.pairs
    assert page.session_state["review_pair"] == (before.pairs[0].left, before.pairs[0].right)


def test_who_comes_second_learns_what_the_first_decided(store: Path, open_page: Open) -> None:
    page = open_page("review")
    left, right = page.session_state["review_pair"]
    with open_store(str(store)) as opened:
        judge_pair(opened, left, right, Verdict.DIFFERENT, by="Bob")
    press(page, "review_pairs_same")
    assert not page.exception
    assert "Bob has judged this pair already: different" in page.toast[0].value.replace("\\", "")
    with open_store(str(store)) as opened:
        assert [line.verdict for line, _ in history(opened)] == ["different"]


def test_the_least_sure_reading_comes_first_with_its_sentence(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    gold = gold_extraction(GOLD / "articles" / "08-letter-courier.json")
    assert page.session_state["review_claim"] == gold.claims[0].id
    assert ":blue-background[" in " ".join(text.value for text in page.markdown)


def test_a_rejected_reading_leaves_the_graph_until_it_is_undone(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    first = page.session_state["review_claim"]
    press(page, "review_claims_rejected")
    assert page.session_state["review_claim"] != first
    with open_store(str(store)) as opened:
        assert status(opened, first) == "rejected"
    press(page, "review_claims_undo")
    assert page.session_state["review_claim"] == first
    with open_store(str(store)) as opened:
        assert status(opened, first) == "machine"


def test_a_reading_can_be_corrected(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    claim = page.session_state["review_claim"]
    page.selectbox(key=f"review_modality_{claim}").select(Modality.PLANNED)
    page.text_input(key=f"review_date_{claim}").input("2024-03")
    [save] = [button for button in page.button if button.label == "Save the correction"]
    save.click().run()
    assert not page.exception
    with open_store(str(store)) as opened:
        row = opened.query("MATCH (c:Claim {id: $id}) RETURN c.status, c.modality, c.date", {"id": claim}).rows[0]
        assert row == ("edited", "planned", "2024-03")


def test_a_correction_that_cannot_be_is_said_in_words(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    claim = page.session_state["review_claim"]
    page.text_input(key=f"review_date_{claim}").input("last week")
    next(button for button in page.button if button.label == "Save the correction").click().run()
    assert not page.exception
    assert "is no date" in page.toast[0].value
    assert page.session_state["review_claim"] == claim


def test_the_queue_ends_when_all_is_judged(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    for _ in range(UNSURE):
        press(page, "review_claims_right")
    assert "No reading waits" in page.success[0].value
    press(page, "review_last")
    assert not page.success


def test_back_and_on_move_without_judging(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    first = page.session_state["review_claim"]
    press(page, "review_claims_skip")
    assert page.session_state["review_claim"] != first
    press(page, "review_claims_back")
    assert page.session_state["review_claim"] == first
    with open_store(str(store)) as opened:
        assert not history(opened)


def test_two_reviewers_are_not_shown_the_same(store: Path, open_page: Open) -> None:
    ann, bob = claims_page(open_page), claims_page(open_page)
    assert ann.session_state["review_claim"] != bob.session_state["review_claim"]


def test_a_claim_judged_meanwhile_is_not_written_over(store: Path, open_page: Open) -> None:
    page = claims_page(open_page)
    with open_store(str(store)) as opened:
        judge_claim(opened, page.session_state["review_claim"], "right", by="Bob")
    press(page, "review_claims_rejected")
    assert "Bob has judged this claim already" in page.toast[0].value.replace("\\", "")


def test_a_desk_lets_nobody_look_at_what_another_holds() -> None:
    desk = Desk()
    desk.take("a", "Ann")
    assert desk.free(["a", "b"], "Bob") == [1]
    assert desk.free(["a", "b"], "Ann") == [0, 1]
    desk.take("b", "Ann")
    assert desk.free(["a", "b"], "Bob") == [0]


@given(st.text(min_size=1, max_size=60), st.data())
def test_a_marked_sentence_shows_its_text_and_no_markup_of_its_own(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    start, end = sorted((data.draw(place), data.draw(place)))
    name = tuple(sorted((data.draw(place), data.draw(place))))
    shown = marked(text, (start, end), [name] if name[0] < name[1] else [])  # type: ignore[list-item]
    shown = re.sub(r":blue-background\[((?:\\.|[^\]\\])*)\]", r"\1", shown)
    rendered = MarkdownIt("commonmark", {"html": True}).render(shown)
    assert not re.search(r"<(?!/?(?:p|strong)>)", html.unescape(rendered) if "<" not in text else rendered)


def side(page: AppTest, what: str) -> str:
    """The key of one side's control in the menu of changes, of the left side."""
    found = [
        w.key for w in (*page.text_input, *page.text_area, *page.selectbox) if w.key and w.key.endswith(f"_{what}")
    ]
    return str(next(key for key in found if key.startswith("change_left")))


def save(page: AppTest) -> AppTest:
    return next(b for b in page.button if "change_left" in (b.key or "") and b.label == "Save").click().run()


def test_a_side_can_be_renamed_noted_and_given_a_kind_and_all_of_it_undone(open_page: Open, store: Path) -> None:
    page = open_page("review")
    with open_store(str(store)) as opened:
        pair = unsure_pairs(opened, limit=1).pairs[0]
        before = sorted(opened.query("MATCH (e:Entity) RETURN e.id, e.name, e.kind, e.aliases").rows)
    page.text_input(key=side(page, "name")).set_value("Somebody else")
    page.text_input(key=side(page, "alias")).set_value("The courier")
    page.text_area(key=side(page, "note")).set_value("Seen in Geneva.")
    page.selectbox(key=side(page, "kind")).set_value("Group")
    page = save(page)
    assert not page.exception
    with open_store(str(store)) as opened:
        [[kind]] = opened.query("MATCH (g:Group {name: 'Somebody else'}) RETURN g.kind").rows
        assert kind == "Group"
        verdicts = [line.verdict for line, _ in history(opened)]
        assert verdicts == ["retyped", "note", "alias", "renamed"]
        assert {line.left for line, _ in history(opened)} == {pair.left}
    for _ in range(4):
        page = press(page, "review_pairs_undo")
    with open_store(str(store)) as opened:
        assert sorted(opened.query("MATCH (e:Entity) RETURN e.id, e.name, e.kind, e.aliases").rows) == before
