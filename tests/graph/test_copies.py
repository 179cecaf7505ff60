"""Copies are found, and nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.copies import alike, bands, families, shingles

CHANCE = random.Random(3)
WORDS = ["".join(CHANCE.choice("abcdefghijklmnoprstuvw") for _ in range(CHANCE.randrange(2, 9))) for _ in range(3_000)]


def text(seed: int, words: int = 300) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS) for _ in range(words)]


def meet(one: str, other: str) -> bool:
    a, b = shingles(one), shingles(other)
    return bool(set(bands(a)) & set(bands(b)))


def test_the_same_text_is_a_copy_whatever_its_looks() -> None:
    words = text(1)
    one, other = " ".join(words), "  ".join(word.upper() for word in words) + "!"
    assert alike(shingles(one), shingles(other))
    assert set(bands(shingles(one))) == set(bands(shingles(other)))


@pytest.mark.parametrize(
    ("change", "least"),
    [
        (lambda words: [*words[:180]], 0.85),  # cut
        (lambda words: ["by", "our", "own", "writer", *words, "more", "soon"], 0.99),
        (lambda words: [word if i % 40 else "else" for i, word in enumerate(words)], 0.95),  # a word in forty changed
        (lambda words: words[100:200] + words[:100] + words[200:], 0.99),  # paragraphs moved
    ],
)
def test_copies_are_alike_and_meet(change: object, least: float) -> None:
    found = 0
    for seed in range(200):
        words = text(seed)
        one, other = " ".join(words), " ".join(change(words))  # type: ignore[operator]
        assert alike(shingles(one), shingles(other))
        found += meet(one, other)
    assert found / 200 >= least


def test_others_are_not_alike_and_hardly_ever_meet() -> None:
    boilerplate = " ".join(text(10_000, 30))
    texts = [f"{' '.join(text(seed))} {boilerplate}" for seed in range(60)]
    pairs = [(a, b) for i, a in enumerate(texts) for b in texts[:i]]
    assert not any(alike(shingles(a), shingles(b)) for a, b in pairs)
    assert sum(meet(a, b) for a, b in pairs) / len(pairs) < 0.02


def test_short_texts_are_no_copies() -> None:
    note = "The minister declined to comment on the matter on Tuesday."
    assert bands(shingles(note)) == ()
    assert not alike(shingles(note), shingles(note))


@given(st.text(max_size=400))
def test_any_text_has_bands_or_none(given: str) -> None:
    assert len(bands(shingles(given))) in (0, 12)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))), st.randoms(use_true_random=False))
def test_families_do_not_depend_on_order(pairs: list[tuple[str, str]], shuffle: random.Random) -> None:
    mixed = [pair[:: shuffle.choice((1, -1))] for pair in pairs]
    shuffle.shuffle(mixed)
    assert families("abcdef", pairs) == families("fedcba", mixed)
    assert sorted(member for part in families("abcdef", pairs) for member in part) == list("abcdef")
