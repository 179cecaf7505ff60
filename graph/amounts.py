"""Quantities in a sentence, in one form each, so that two reports of one thing can be compared by their numbers."""

from __future__ import annotations

import re

_SMALL = dict(zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True))
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
#: Units by the words that name them, as a regular expression without its plural s.
_UNITS = {
    "percent": "percent|per cent|%",
    "dollar": "dollar",
    "euro": "euro",
    "pound": "pound",
    "yuan": "yuan",
    "rouble": "rouble|ruble",
    "year": "year",
    "month": "month",
    "week": "week",
    "ton": "tonne|ton",
    "barrel": "barrel",
    "cubic metre": "cubic metre|cubic meter",
    "kilometre": "kilometre|kilometer|km",
    "seat": "seat",
    "soldier": "soldier|troop",
    "prisoner": "prisoner",
    "hostage": "hostage",
    "person": "people|person|civilian|villager|passenger|protester",
    "worker": "worker|employee|job",
    "vote": "vote",
    "truck": "truck|lorrie|lorry|wagon",
    "missile": "missile|rocket|drone",
}
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound"}
_NUMBER = rf"(?P<number>\d[\d,]*(?:\.\d+)?|{'|'.join(_SMALL)})"
_SCALE = rf"(?:[ -](?P<scale>{'|'.join(s for s in _SCALES if len(s) > 2)})|(?P<short>m|bn)\b)?"
_UNIT = "|".join(f"(?P<u{n}>(?:{words})s?(?![a-z]))" for n, words in enumerate(_UNITS.values()))
_WORDS = re.compile(rf"(?<![\w.,$€£]){_NUMBER}{_SCALE}[ -]?(?:U\.?S\.? )?(?:{_UNIT})(?!s?[ -]old)", re.IGNORECASE)
_PART = re.compile(rf"(?<![\w.,$€£]){_NUMBER}(?P<scale>)(?P<short>) of (?:the |its |their |all )?$", re.IGNORECASE)
_MONEY = re.compile(rf"(?P<sign>[$€£])\s?{_NUMBER}{_SCALE}", re.IGNORECASE)


def amounts(text: str) -> list[str]:
    """The quantities that `text` states, as "unit=number", sorted; ages and bare numbers are none."""
    return sorted({f"{unit}={value}" for _, unit, value in quantities(text)})


def quantities(text: str) -> list[tuple[int, str, str]]:
    """The quantities that `text` states: where each starts, its unit and its number (84 for "84 of the 240 seats")."""
    found = []
    for match in _WORDS.finditer(text):
        unit = next(name for n, name in enumerate(_UNITS) if match[f"u{n}"])
        part = _PART.search(text, 0, match.start())
        found.append((part.start() if part else match.start(), unit, f"{_value(part or match):.12g}"))
    found += [(match.start(), _SIGNS[match["sign"]], f"{_value(match):.12g}") for match in _MONEY.finditer(text)]
    return sorted(found)


def _value(match: re.Match[str]) -> float:
    number = match["number"].casefold()
    value = float(_SMALL[number]) if number in _SMALL else float(number.replace(",", ""))
    scale = match["scale"] or match["short"]
    return value * _SCALES[scale.casefold()] if scale else value
