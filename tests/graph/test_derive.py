"""Claims in, ties out: one an occurrence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.derive import date_range, derive
from graph.model import Modality, StoredClaim

NAMES = {"u": "Yuri Ushakov", "p": "Vladimir Putin", "z": "Zoe"}


def claim(number: int = 0, **values: object) -> StoredClaim:
    given = {
        "id": f"c{number}",
        "article": f"a{number}",
        "relation": "MET",
        "source": "k",
        "target": "p",
        "modality": Modality.ASSERTED,
        "evidence": f"sentence {number}",
        "start_char": 0,
        "end_char": 10,
        "publisher": f"Paper {number}",
    }
    return StoredClaim(**{**given, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-03-12", ("2024-03-12", "2024-03-12")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-03-09/2024-03-10", ("2024-03-09", "2024-03-10")),
        ("2021/", ("2021-01-01", None)),
        ("/2021", (None, "2021-12-31")),
        (None, (None, None)),
        ("soon", (None, None)),
        ("2024-13", (None, None)),
    ],
)
def test_first_and_last_day(date: str | None, expected: tuple[str | None, str | None]) -> None:
    assert date_range(date) == expected


def test_two_articles_of_one_meeting_are_one_tie() -> None:
    [tie] = derive([claim(1, date="2024-03-12", confidence=0.6), claim(2, date="2024-03-12", confidence=0.9)], NAMES)
    assert (tie.claims, tie.sources, tie.claim_ids) == (2, 2, ("c1", "c2"))
    assert tie.evidence == "sentence 2"  # the surer one
    assert tie.confidence == pytest.approx(1 - 0.4 * 0.1)


def test_a_sentence_of_the_body_proves_better_than_the_headline() -> None:
    headline, body = claim(1, confidence=0.9), claim(2, confidence=0.6, start_char=80)
    [tie] = derive([headline, body], NAMES)
    assert tie.evidence == "sentence 2"
    [tie] = derive([body, claim(3, start_char=80, confidence=0.6, place="Moscow")], NAMES)
    assert tie.evidence == "sentence 3"  # says where


def test_the_same_publisher_twice_is_one_source_and_no_surer() -> None:
    [tie] = derive([claim(1, publisher="X", confidence=0.6), claim(2, publisher="X", confidence=0.5)], NAMES)
    assert (tie.claims, tie.sources, tie.confidence) == (2, 1, 0.6)


def test_a_meeting_is_one_whoever_is_named_first() -> None:
    [tie] = derive([claim(1), claim(2, source="p", target="k", published="2024-01-01")], NAMES)
    assert (tie.source, tie.target) == ("p", "k")  # as first told


def test_a_visit_is_not_its_reverse() -> None:
    assert len(derive([claim(1, relation="HOSTED"), claim(2, relation="HOSTED", source="p", target="k")], NAMES)) == 2


def test_planned_and_asserted_stand_apart() -> None:
    ties = derive([claim(1), claim(2, modality=Modality.PLANNED)], NAMES)
    assert {tie.modality for tie in ties} == {Modality.ASSERTED, Modality.PLANNED}


def test_meetings_on_two_days_are_two() -> None:
    assert len(derive([claim(1, date="2024-03-12"), claim(2, date="2024-04-02")], NAMES)) == 2


def test_an_undated_story_joins_the_only_meeting() -> None:
    [tie] = derive([claim(1), claim(2, date="2024-03-12")], NAMES)
    assert (tie.claims, tie.date) == (2, "2024-03-12")


def test_an_undated_story_joins_neither_of_two_meetings() -> None:
    ties = derive([claim(1), claim(2, date="2024-03-12"), claim(3, date="2024-04-02")], NAMES)
    assert sorted((tie.date or "", tie.claims) for tie in ties) == [("", 1), ("2024-03-12", 1), ("2024-04-02", 1)]


def test_a_month_joins_the_only_day_in_it() -> None:
    ties = derive([claim(1, date="2024-03"), claim(2, date="2024-03-12"), claim(3, date="2024-04-02")], NAMES)
    assert sorted((tie.date, tie.claims) for tie in ties) == [("2024-03-12", 2), ("2024-04-02", 1)]


def test_a_month_does_not_bridge_two_days() -> None:
    ties = derive([claim(1, date="2024-03"), claim(2, date="2024-03-12"), claim(3, date="2024-03-20")], NAMES)
    assert sorted(tie.date or "" for tie in ties) == ["2024-03", "2024-03-12", "2024-03-20"]


def test_said_by_only_if_nobody_else_says_it() -> None:
    [tie] = derive([claim(1, asserter="u", on_behalf_of="p")], NAMES)
    assert (tie.said_by, tie.on_behalf_of) == ("Yuri Ushakov", "Vladimir Putin")
    [tie] = derive([claim(1, asserter="u"), claim(2, asserter="z")], NAMES)
    assert tie.said_by == "Yuri Ushakov; Zoe"
    [tie] = derive([claim(1, asserter="u"), claim(2)], NAMES)
    assert tie.said_by is None


def test_rejected_claims_and_ties_to_oneself_are_left_out() -> None:
    assert derive([claim(1, status="rejected"), claim(2, source="p")], NAMES) == []


claims = st.builds(
    claim,
    number=st.integers(0, 10_000),
    relation=st.sampled_from(["MET", "VISITED"]),
    source=st.sampled_from("abc"),
    target=st.sampled_from("abc"),
    modality=st.sampled_from(Modality),
    date=st.sampled_from(
        [None, "2024-03-12", "2024-03-13", "2024-03-12/2024-03-13", "2024-03", "2024", "2023/", "2024-05-01", "odd"]
    ),
    asserter=st.sampled_from([None, "u", "z"]),
    confidence=st.floats(0, 1),
    publisher=st.sampled_from([None, "X", "Y"]),
    published=st.sampled_from([None, "2024-01-01", "2024-02-02"]),
    detail=st.sampled_from([None, "envoy", "aide"]),
)


@given(st.lists(claims, unique_by=lambda c: c.id), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_each_claim_has_one_tie(told: list[StoredClaim], shuffle: random.Random) -> None:
    ties = derive(told, NAMES)
    mixed = list(told)
    shuffle.shuffle(mixed)
    assert derive(mixed, NAMES) == ties
    assert len({tie.id for tie in ties}) == len(ties)
    assert sorted(i for tie in ties for i in tie.claim_ids) == sorted(c.id for c in told if c.source != c.target)
