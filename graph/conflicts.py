"""Whether two reports of one pair contradict each other, and how: the rules of `@contradictions`, for two claims. Pure.

The named query asks the whole graph in Cypher, this asks about two sentences that a reader looks at; a test holds the
two together.
"""

from __future__ import annotations

from datetime import date as day
from typing import Protocol

from graph.derive import date_range
from graph.figures import days_of, measures
from graph.model import Modality
from graph.sentences import sentences

#: Meetings are told of as talks, visits and receptions.
_MEETINGS = frozenset({"MET", "HOSTED", "NEGOTIATED_WITH"})
#: What happens once, on a day.
_DATED = frozenset("MET SPOKE_WITH NEGOTIATED_WITH VISITED HOSTED AGREED_TO APPOINTED DISMISSED ACQUIRED".split())
_PLACED = frozenset("MET NEGOTIATED_WITH HOSTED AGREED_TO".split())
#: Said of what was planned and did not come about.
CALLED_OFF = ("called off", "cancel", "postpone", "put off", "scrapp", "planned", "due to")
#: Days apart up to which two dates are meant for one occasion: soon after it, and when it is long past.
_NEAR, _FAR, _LONG_PAST = 3, 14, 60


class Report(Protocol):
    """What two claims are compared by."""

    @property
    def relation(self) -> str:
        """The relation's name."""

    @property
    def source(self) -> str:
        """The source's id."""

    @property
    def modality(self) -> Modality:
        """How it is put."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def date(self) -> str | None:
        """EDTF level 0."""

    @property
    def place(self) -> str | None:
        """The place's name."""

    @property
    def published(self) -> str | None:
        """An ISO day."""


def conflict(one: Report, other: Report) -> str | None:
    """How two reports of one pair contradict each other: "denial", "outcome", "date", "place", "number", or None."""
    if Modality.DENIED in (one.modality, other.modality):
        denied, said = (one, other) if one.modality is Modality.DENIED else (other, one)
        return "denial" if _denies(denied, said) else None
    if {one.relation, other.relation} == {"AGREED_TO", "REJECTED"}:
        both = one.modality is other.modality is Modality.ASSERTED and one.source == other.source
        near = _apart(one.published, other.published)
        return "outcome" if both and _may_coincide(one, other) and near is not None and abs(near) <= 7 else None
    if one.modality is not other.modality or one.modality not in (Modality.ASSERTED, Modality.PLANNED):
        return None
    meeting = {one.relation, other.relation} <= {"MET", "NEGOTIATED_WITH"}
    if one.relation != other.relation and not meeting:
        return None
    if one.relation in _DATED and _other_day(one, other):
        return "date"
    if one.relation != other.relation:
        return None
    if one.relation in _PLACED and _one_day(one, other) and _other_place(one, other):
        return "place"
    return "number" if _may_coincide(one, other) and _other_number(one, other) else None


def _denies(denied: Report, said: Report) -> bool:
    off = any(words in denied.text.casefold() for words in CALLED_OFF)
    dated = bool(denied.date and said.date)
    if denied.relation != said.relation:
        alike = denied.relation in ("MET", "HOSTED") and said.relation in _MEETINGS
        if not alike or not (off or dated):
            return False
    if not _may_coincide(denied, said):
        return False
    if said.modality is Modality.ASSERTED:
        return dated or not off
    return said.modality is Modality.PLANNED and (off or dated)


def _may_coincide(one: Report, other: Report) -> bool:
    (start, end), (first, last) = date_range(one.date), date_range(other.date)
    return (start is None or last is None or start <= last) and (first is None or end is None or first <= end)


def _one_day(one: Report, other: Report) -> bool:
    start, end = date_range(one.date)
    return start is not None and start == end and date_range(other.date) == (start, end)


def _other_place(one: Report, other: Report) -> bool:
    """Whether they name different places, and neither names the other's too: a town lies in its country."""
    if not one.place or not other.place:
        return False
    here, there = one.place.casefold(), other.place.casefold()
    return here not in other.text.casefold() and there not in one.text.casefold()


def _other_day(one: Report, other: Report) -> bool:
    """Whether they give different single days that are meant for one occasion."""
    (start, end), (first, last) = date_range(one.date), date_range(other.date)
    if start is None or first is None or start != end or first != last or start == first:
        return False
    apart = _apart(start, first)
    ago = None if one.modality is Modality.PLANNED or other.published is None else _apart(start, one.published)
    return apart is not None and (abs(apart) <= _NEAR or (abs(apart) <= _FAR and ago is not None and ago > _LONG_PAST))


def _other_number(one: Report, other: Report) -> bool:
    """Whether they give different numbers for one measure, published soon after each other."""
    apart = _apart(one.published, other.published)
    mine, theirs = _values(one.text), _values(other.text)
    return any(
        mine[measure].isdisjoint(theirs[measure]) and (apart is None or abs(apart) <= days_of(measure[1]))
        for measure in mine.keys() & theirs.keys()
    )


def _values(text: str) -> dict[tuple[str, str], set[str]]:
    """The values that a text gives, by unit and deed."""
    found: dict[tuple[str, str], set[str]] = {}
    for start, end in sentences(text):
        for _, unit, value, deed in measures(text[start:end]):
            found.setdefault((unit, deed), set()).add(value)
    return found


def _apart(one: str | None, other: str | None) -> int | None:
    """Days from one ISO day to another; None where one is missing or no day of a calendar."""
    try:
        return (day.fromisoformat(other or "") - day.fromisoformat(one or "")).days
    except ValueError:
        return None
