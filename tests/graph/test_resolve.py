"""Names in, stakeholders out; in doubt apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Article, Entity, Extraction, Kind
from graph.resolve import display_name, merge_forms, normalise, profiles_of, resolve


def read(article: str, *entities: Entity) -> Extraction:
    return Extraction(article=Article(id=article, text=""), entities=entities)


def linked(*articles: list[tuple[str, Kind]]) -> list[list[str]]:
    """The stakeholder of each name of each article."""
    profiles = [
        profiles_of(read(f"a{n}", *(Entity(id=f"e{i}", name=m, kind=k) for i, (m, k) in enumerate(names))))
        for n, names in enumerate(articles)
    ]
    merged = merge_forms(p for found in profiles for p in found.values())
    of = resolve(merged.values())
    return [[of[p.id] for p in found.values()] for found in profiles]


def same(one: str, other: str, kind: Kind = Kind.PERSON) -> bool:
    [[a], [b]] = linked([(one, kind)], [(other, kind)])
    return a == b


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Volodymyr Zelenskyy", "VOLODYMYR ZELENSKYY", Kind.PERSON),
        ("Mr. Vladimir Putin", "Vladimir Putin", Kind.PERSON),
        ("Donald J. Trump", "Donald Trump", Kind.PERSON),
        ("José Muñoz", "Jose Munoz", Kind.PERSON),
        ("the United Nations", "United Nations", Kind.ORGANIZATION),
        ("U.S.", "the United States", Kind.STATE),
        ("Russian Federation", "Russia", Kind.STATE),
        ("Witkoff", "Steve Witkoff", Kind.PERSON),
        ("von der Leyen", "Ursula von der Leyen", Kind.PERSON),
    ],
)
def test_one_stakeholder(one: str, other: str, kind: Kind) -> None:
    assert same(one, other, kind)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Anna Petrova", "Maria Petrova", Kind.PERSON),
        ("North Korea", "South Korea", Kind.STATE),
        ("Congo", "Democratic Republic of the Congo", Kind.STATE),
        ("Bank of Japan", "Bank of England", Kind.ORGANIZATION),
    ],
)
def test_kept_apart(one: str, other: str, kind: Kind) -> None:
    assert not same(one, other, kind)


def test_a_surname_that_two_bear_joins_neither() -> None:
    [[anna], [maria], [petrova]] = linked(
        [("Anna Petrova", Kind.PERSON)], [("Maria Petrova", Kind.PERSON)], [("Petrova", Kind.PERSON)]
    )
    assert len({anna, maria, petrova}) == 3


def test_a_name_of_two_kinds_is_two_stakeholders() -> None:
    [[state], [organization]] = linked([("Georgia", Kind.STATE)], [("Georgia", Kind.ORGANIZATION)])
    assert state != organization


def test_the_unnamed_stay_in_their_article() -> None:
    officials = Entity(id="e", name="Ukrainian officials", kind=Kind.GROUP, named=False)
    [one], [other] = profiles_of(read("a", officials)).values(), profiles_of(read("b", officials)).values()
    assert len(set(resolve([one, other]).values())) == 2


def test_two_unnamed_of_one_article_are_two() -> None:
    entities = [Entity(id=f"e{n}", name="an aide", kind=Kind.PERSON, named=False) for n in range(2)]
    assert len({p.id for p in profiles_of(read("a", *entities)).values()}) == 2


def test_the_fullest_and_most_frequent_name_is_shown() -> None:
    names = ["VLADIMIR PUTIN", "Vladimir Putin", "Vladimir Putin", "Putin"]
    profiles = merge_forms(
        profiles_of(read(f"a{n}", Entity(id="e", name=name, kind=Kind.PERSON)))["e"] for n, name in enumerate(names)
    )
    assert display_name(profiles.values()) == "Vladimir Putin"


names = st.lists(
    st.tuples(
        st.sampled_from(["Anna Petrova", "Petrova", "Maria Petrova", "Putin", "Vladimir Putin", "V. Putin", "", "…"]),
        st.sampled_from([Kind.PERSON, Kind.ORGANIZATION]),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(st.lists(names, max_size=5), st.randoms(use_true_random=False))
def test_order_does_not_matter(articles: list[list[tuple[str, Kind]]], shuffle: random.Random) -> None:
    order = list(range(len(articles)))
    shuffle.shuffle(order)
    profiles = [
        profiles_of(read(f"a{n}", *(Entity(id=f"e{i}", name=m, kind=k) for i, (m, k) in enumerate(articles[n]))))
        for n in order
    ]
    mixed = resolve(merge_forms(p for found in profiles for p in found.values()).values())
    flat = [e for n in sorted(order) for e in linked(*articles)[n]]
    assert flat == [mixed[p.id] for n in sorted(order) for p in profiles[order.index(n)].values()]


@given(st.text(max_size=40))
def test_normal_forms_are_stable(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)
