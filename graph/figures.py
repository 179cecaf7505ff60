"""Which number an article gives for what: the same measure of the same stakeholders, so that reports can be compared.

A figure is a quantity in a sentence, what is done by it ("holds 12 percent", "was jailed for seven years") and the
stakeholders that the sentence names. Two figures measure one thing if they share a key: unit and deed, and with them
the stakeholder that stands before the number, a document, or any two of the sentence. Pure, without a parser.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph.amounts import quantities
from graph.model import Extraction, Kind, stable_id
from graph.sentences import sentences

#: What is done by a quantity, by the stems of the words that say it; a share that is held is another measure than one
#: that is bought.
_DEEDS = {
    "holds": "own hold held stake sharehold",
    "buys": "buy bought purchas acquir sale sell sold price takeover took",
    "offers": "offer bid",
    "pays": "pay paid fund lend loan grant donat fine award cost",
    "jails": "jail imprison sentenc prison",
    "bars": "bar barr ban bann suspend",
    "exchanges": "exchang swap",
    "frees": "free releas",
    "kills": "kill dead die death",
    "wounds": "wound injur hurt",
    "sends": "send sent deliver ship dispatch",
    "dismisses": "cut dismiss lay laid",
}
_DEED_OF = {stem: deed for deed, stems in _DEEDS.items() for stem in stems.split()}
_MONEY = frozenset({"dollar", "euro", "pound", "yuan", "rouble"})
_TIME = frozenset({"year", "month", "week"})
#: A share, a price or a term means little by itself: these units count with these deeds alone.
_ONLY = {
    "percent": frozenset({"holds"}),
    **dict.fromkeys(_MONEY, frozenset({"buys", "offers", "pays"})),
    **dict.fromkeys(_TIME, frozenset({"jails", "bars"})),
}
#: Deeds that happen to people, whatever else is named before the number.
_OF_PEOPLE = frozenset({"jails", "bars"})
#: Within how many days two articles that give different numbers tell of one deed: what can be done again soon, less.
_DAYS = {"holds": 60, "buys": 60, "jails": 60, "bars": 60, "kills": 2, "wounds": 2, "offers": 10}
_OTHER_DAYS = 14
#: Said of a number that was another before: there the two do not contradict each other.
_MOVED = re.compile(
    r"\b(?:rais\w+|increas\w+|lower\w*|reduc\w+|sweeten\w*|improv\w+|topp\w+|up from|down from)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset(
    "the a an of for at to in on by with from as that which who is are was were be been has have had will would its "
    "his her their it he she they about some nearly almost around over least most more than up only just and or but "
    "not no under this these those each per every last next first second said says told called added".split()
)
_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that an article gives, and where: `deed` says by what, `of` lists the entities, one or two at a time,
    by which the same measure is known again.
    """

    start: int
    evidence: str
    unit: str
    value: str
    deed: str
    of: tuple[tuple[str, ...], ...]


def figures(extraction: Extraction) -> list[Figure]:
    """The figures that an article gives, in the order of its text; `evidence` is the sentence."""
    text = extraction.article.text
    named = sorted(
        (mention.start, mention.end, entity.id, entity.kind)
        for entity in extraction.entities
        if entity.named and entity.kind is not Kind.PLACE
        for mention in entity.mentions
    )
    found = []
    for start, end in sentences(text):
        inside = [m for m in named if start <= m[0] and m[1] <= end]
        if not inside:
            continue
        sentence = text[start:end]
        for place, unit, value, deed in measures(sentence, [(s - start, e - start) for s, e, _, _ in inside]):
            of = tuple(dict.fromkeys(_measured(deed, inside, start + place)))
            if of:
                found.append(Figure(start=start, evidence=sentence, unit=unit, value=value, deed=deed, of=of))
    return found


def figure_rows(extraction: Extraction, stakeholders: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of an article's figures, one for each measure, with all the values that the article gives for it.

    `stakeholders` leads from the article's entities to those of the store. The evidence is a sentence of the body
    rather than the headline. `days` is within how many days another article must be published to tell of the same.
    """
    rows: dict[str, dict[str, Any]] = {}
    article = extraction.article.id
    for figure in sorted(figures(extraction), key=lambda f: (f.start == 0, f.start)):
        for entities in figure.of:
            ends = sorted({stakeholders[entity] for entity in entities})
            if len(ends) != len(entities):
                continue
            key = "|".join((figure.unit, figure.deed, *ends))
            row = rows.setdefault(
                key,
                {
                    "id": stable_id("f", article, key),
                    "key": key,
                    "article": article,
                    "deed": figure.deed,
                    "source": ends[0],
                    "target": ends[1] if len(ends) > 1 else None,
                    "values": [],
                    "evidence": figure.evidence,
                    "days": days_of(figure.deed),
                },
            )
            if figure.value not in row["values"]:
                row["values"].append(figure.value)
    return list(rows.values())


def measures(sentence: str, names: Sequence[tuple[int, int]] = ()) -> list[tuple[int, str, str, str]]:
    """What a sentence measures: where each number starts, its unit, its value and what is done by it.

    `names` are the places of names, which tell no deed. A number that was another before is left out.
    """
    if _MOVED.search(sentence):
        return []
    told = [(place, unit, value, _deed(sentence[:place], names)) for place, unit, value in quantities(sentence)]
    return [
        (place, unit, value, deed)
        for place, unit, value, deed in told
        if deed is not None and deed in _ONLY.get(unit, {deed})
    ]


def days_of(deed: str) -> int:
    """Within how many days two articles must be published to tell of one such deed."""
    return _DAYS.get(deed, _OTHER_DAYS)


def _deed(before: str, names: Sequence[tuple[int, int]]) -> str | None:
    """What is done by the number that `before` leads to: the nearest deed, else the nearest word that is no name."""
    plain = None
    starts = [s for s, _ in names]
    for match in reversed(list(_WORD.finditer(before))):
        index = bisect_right(starts, match.start()) - 1
        if index >= 0 and match.end() <= max(e for _, e in names[: index + 1]):
            continue
        word = match[0].casefold()
        for length in range(len(word), 2, -1):
            deed = _DEED_OF.get(word[:length])
            if deed is not None and len(word) - length <= 4:
                return deed
        if plain is None and word not in _STOP and match[0].islower():
            plain = word.rstrip("s") if len(word) > 4 else word
    return plain


def _measured(deed: str, named: Sequence[tuple[int, int, str, Kind]], place: int) -> Iterator[tuple[str, ...]]:
    """Whose measure a number at `place` is: who stands before it, a document, two people or organizations."""
    people = deed in _OF_PEOPLE
    before = [
        entity
        for _, end, entity, kind in named
        if end <= place and kind is not Kind.DOCUMENT and (kind is Kind.PERSON or not people)
    ]
    if before:
        yield (before[-1],)
    if people:
        return
    yield from dict.fromkeys((entity,) for _, _, entity, kind in named if kind is Kind.DOCUMENT)
    if deed in _DEEDS:
        actors = [entity for _, _, entity, kind in named if kind in (Kind.PERSON, Kind.ORGANIZATION)]
        yield from combinations(list(dict.fromkeys(actors))[:_MOST], 2)
