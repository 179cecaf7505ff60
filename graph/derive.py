"""Ties from claims: one an occurrence, however many articles tell of it. Pure, and the same in whatever order.

Claims tell of one occurrence if relation, ends (in either order if symmetric) and modality are the same and their dates
can be. A date that could belong to several occurrences ("in March", or none at all) stands apart rather than being
counted for one of them.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date as day
from functools import lru_cache

from graph.model import Modality, StoredClaim, Tie, stable_id
from graph.ontology import ONTOLOGY

_Span = tuple[str, str]  # first and last ISO day
_FIRST, _LAST = "0001-01-01", "9999-12-31"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _bound(part: str, *, last: bool) -> str | None:
    match = _DATE.fullmatch(part)
    if not match:
        return None
    year, month, day = match.groups()
    if day:
        return part
    if month:
        if not 1 <= int(month) <= 12:
            return None
        return f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1] if last else 1:02d}"
    return f"{year}-12-31" if last else f"{year}-01-01"


@lru_cache(maxsize=16_384)
def date_range(date: str | None) -> tuple[str | None, str | None]:
    """First and last ISO day of an EDTF level 0 date; None for an open or unreadable side."""
    if not date:
        return None, None
    start, slash, end = date.partition("/")
    if not slash:
        return _bound(start, last=False), _bound(start, last=True)
    return _bound(start, last=False), _bound(end, last=True)


def pair_of(source: str, target: str) -> str:
    """The look-up key of two ends, whichever is the source."""
    return "|".join(sorted((source, target)))


def derive(claims: Iterable[StoredClaim], names: Mapping[str, str]) -> list[Tie]:
    """The ties that `claims` tell of, sorted by id; rejected claims, and those of one end with itself, tell of none.

    `claims` must hold all claims of each pair of ends, relation and modality that it holds any of. `names` gives the
    name to show for each stakeholder that is an asserter or on whose behalf something was done.
    """
    groups: dict[tuple[str, str, str, Modality], list[StoredClaim]] = defaultdict(list)
    for claim in claims:
        if claim.status == "rejected" or claim.source == claim.target:
            continue
        source, target = claim.source, claim.target
        if ONTOLOGY.relations[claim.relation].symmetric and target < source:
            source, target = target, source
        groups[claim.relation, source, target, claim.modality].append(claim)
    ties = [_tie(key, anchor, told, names) for key, group in groups.items() for anchor, told in _occurrences(group)]
    return sorted(ties, key=lambda tie: tie.id)


#: Days: up to here, ranges of one length that overlap are one occurrence ("9-10 March" and "10-11 March").
_NARROW = 7


def _occurrences(claims: list[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    """Claims of one relation, pair and modality, parted by date; each part with the date that names it.

    Narrow dates found occurrences, wider ones and undated claims join the one occurrence that they can mean, or stand
    apart. Each width is judged against the occurrences that narrower ones founded, so that order cannot matter.
    """
    by_date: dict[str, list[StoredClaim]] = defaultdict(list)
    for claim in claims:
        by_date[claim.date or ""].append(claim)
    if len(by_date) == 1:
        return list(by_date.items())
    by_width: dict[int, list[tuple[_Span, str]]] = defaultdict(list)
    for date in by_date:
        start, end = date_range(date)
        span = (start or _FIRST, end or _LAST)
        by_width[_width(span)].append((span, date))
    founders: list[list[_Span]] = []
    dates: list[list[str]] = []
    for width, group in sorted(by_width.items()):
        before = list(founders)
        alone: list[tuple[_Span, str]] = []
        for span, date in sorted(group):
            fits = [i for i, spans in enumerate(before) if all(_overlap(span, other) for other in spans)]
            if len(fits) == 1:
                dates[fits[0]].append(date)
            else:
                alone.append((span, date))
        for chain in _chains(alone, mixed=width <= _NARROW):
            founders.append([span for span, _ in chain])
            dates.append([date for _, date in chain])
    return [(told[0], [claim for date in told for claim in by_date[date]]) for told in dates]


def _width(span: _Span) -> int:
    try:
        return (day.fromisoformat(span[1]) - day.fromisoformat(span[0])).days
    except ValueError:  # a day that no calendar has
        return (day.max - day.min).days


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _chains(items: list[tuple[_Span, str]], *, mixed: bool) -> list[list[tuple[_Span, str]]]:
    """Ranges parted so that those of a part are equal or, if `mixed`, all overlap each other, from the earliest on."""
    chains: list[list[tuple[_Span, str]]] = []
    for item in items:
        if chains and all(_overlap(item[0], other) if mixed else item[0] == other for other, _ in chains[-1]):
            chains[-1].append(item)
        else:
            chains.append([item])
    return chains


def _joined(values: Iterable[str | None]) -> str | None:
    """Distinct values, most frequent first, as one text."""
    found = [value for value in values if value]
    if len(found) < 2:
        return found[0] if found else None
    counts = Counter(found)
    return "; ".join(sorted(counts, key=lambda value: (-counts[value], value)))


def _proof(claim: StoredClaim) -> tuple[bool, float, bool, bool, int, str, int, str]:
    """Sorts claims from the one that proves their tie best: a sentence of the body rather than the headline, which is
    where a text begins; then the surest; then the one that says when and where.
    """
    return (
        claim.start_char == 0,
        -round(claim.confidence, 1),
        claim.date is None,
        claim.place is None,
        len(claim.evidence),
        claim.article,
        claim.start_char,
        claim.id,
    )


def _tie(key: tuple[str, str, str, Modality], anchor: str, claims: list[StoredClaim], names: Mapping[str, str]) -> Tie:
    relation, source, target, modality = key
    first = min(claims, key=lambda c: (c.published or "9999", c.article, c.start_char, c.id))
    best = min(claims, key=_proof)
    surest: dict[str, float] = {}
    for claim in claims:
        publisher = claim.publisher or ""
        surest[publisher] = max(surest.get(publisher, 0.0), claim.confidence)
    doubt = 1.0
    for confidence in sorted(surest.values()):
        doubt *= 1.0 - confidence
    start, end = date_range(anchor)
    own_word = any(claim.asserter is None for claim in claims)
    return Tie(
        id=stable_id("t", relation, source, target, modality, anchor),
        relation=relation,
        source=first.source,
        target=first.target,
        modality=modality,
        evidence=best.evidence,
        claim_ids=tuple(sorted(claim.id for claim in claims)),
        claims=len(claims),
        sources=len(surest),
        confidence=round(1.0 - doubt, 6),
        date=anchor or None,
        date_from=start,
        date_to=end,
        place=_joined(claim.place for claim in claims),
        detail=_joined(claim.detail for claim in claims),
        said_by=None if own_word else _joined(names.get(claim.asserter or "") for claim in claims),
        on_behalf_of=_joined(names.get(claim.on_behalf_of or "") for claim in claims),
    )
