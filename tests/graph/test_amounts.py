"""Quantities as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.amounts import amounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("which holds 12 percent of the port", ["percent=12"]),
        ("12 per cent, or 12%", ["percent=12"]),
        ("paid $372 million, not 360 million dollars", ["dollar=360000000", "dollar=372000000"]),
        ("jailed for seven years", ["year=7"]),
        ("1,200 troops", ["soldier=1200"]),
        ("€3.5bn", ["euro=3500000000"]),
        ("leaves 60 million cubic metres in the river", ["cubic metre=60000000"]),
        ("a 30-year-old, 24 years old, on July 14, 2022, in room 12", []),
    ],
)
def test_amounts(text: str, found: list[str]) -> None:
    assert amounts(text) == found


@given(st.text(max_size=60))
def test_any_text_has_amounts_or_none(text: str) -> None:
    assert amounts(text) == sorted(set(amounts(text)))
