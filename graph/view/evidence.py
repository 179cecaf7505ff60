"""The proof of ties: every sentence that a claim rests on, with its article, and what speaks for or against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.conflicts import conflict
from graph.model import Modality
from graph.sentences import breaks
from graph.store.protocol import Store

#: Characters of an article shown before and after a claim's own words, at most.
CONTEXT = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One claim and its sentence: `text[start:end]` are the claim's own words, `names` where its ends are named.

    `source` and `target` are ids, as in the tie; `asserter` and `on_behalf_of` are names. `origin` is the publisher
    that the article was first with: another than `publisher` if it is a copy.
    """

    claim: str
    tie: str | None
    article: str
    headline: str
    publisher: str | None
    origin: str | None
    published: str | None
    relation: str
    source: str
    target: str
    modality: Modality
    text: str
    start: int
    end: int
    names: tuple[tuple[int, int], ...]
    date: str | None
    place: str | None
    detail: str | None
    asserter: str | None
    on_behalf_of: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves a tie, and what other sentences say of the same pair: for it, against it, or of another occasion.

    `how` says of a claim how it contradicts the proof, or an earlier sentence of it: see `graph.conflicts`.
    """

    tie: str
    proof: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    beside: tuple[Sentence, ...]
    how: Mapping[str, str] = field(default_factory=dict)


_FIELDS = """
MATCH (c)-[:IN]->(a:Article)
MATCH (c)-[:SOURCE]->(s:Entity)
MATCH (c)-[:TARGET]->(t:Entity)
OPTIONAL MATCH (c)-[:SAID_BY]->(w:Entity)
OPTIONAL MATCH (c)-[:ON_BEHALF_OF]->(b:Entity)
RETURN c.id AS claim, c.tie AS tie, a.id AS article, a.headline AS headline, a.publisher AS publisher,
       coalesce(a.syndicated_from, a.publisher) AS origin, a.published AS published,
       c.relation AS relation, s.id AS source, t.id AS target, c.modality AS modality,
       c.evidence AS evidence, c.start_char AS start, c.end_char AS finish, c.date AS date, c.place AS place,
       c.detail AS detail, w.name AS asserter, b.name AS on_behalf_of, c.confidence AS confidence, c.status AS status
"""
_OF_TIES = f"MATCH (c:Claim) WHERE c.tie IN $ties {_FIELDS}"
_OF_CLAIMS = f"MATCH (c:Claim) WHERE c.id IN $claims {_FIELDS}"
_OF_PAIRS = f"MATCH (c:Claim) WHERE c.pair IN $pairs {_FIELDS}"
_TEXTS = "MATCH (a:Article) WHERE a.id IN $articles RETURN a.id AS id, a.text AS text"
_FORMS = """
MATCH (e:Entity) WHERE e.id IN $entities
MATCH (e)-[m:MENTIONED_IN]->(a:Article) WHERE a.id IN $articles
RETURN e.id AS entity, a.id AS article, m.names AS names
"""


def sentences(store: Store, ties: Sequence[str]) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of each of `ties`, earliest published first; a tie that the store does not hold has none."""
    found = _sentences(store, store.query(_OF_TIES, {"ties": list(ties)}, limit=None).dicts())
    by_tie: dict[str, list[Sentence]] = {tie: [] for tie in ties}
    for sentence in found:
        if sentence.tie in by_tie:
            by_tie[sentence.tie].append(sentence)
    return {tie: tuple(own) for tie, own in by_tie.items()}


def sentences_of_claims(store: Store, claims: Sequence[str]) -> dict[str, Sentence]:
    """The sentence of each of `claims`, by the claim's id; unknown and rejected ones have none."""
    found = _sentences(store, store.query(_OF_CLAIMS, {"claims": list(claims)}, limit=None).dicts())
    return {sentence.claim: sentence for sentence in found}


def evidence(store: Store, tie: str) -> Evidence | None:
    """All that is said for and against `tie`, or None where the store has no such tie."""
    proof = sentences(store, [tie])[tie]
    if not proof:
        return None
    one = proof[0]
    pair = "|".join(sorted((one.source, one.target)))
    rows = store.query(_OF_PAIRS, {"pairs": [pair]}, limit=None).dicts()
    others = _sentences(store, [row for row in rows if row["tie"] and row["tie"] != tie])
    how = {s.claim: kind for s in others if (kind := next(filter(None, (conflict(own, s) for own in proof)), None))}
    against = tuple(s for s in others if s.claim in how)
    for number, own in enumerate(proof):  # those who tell of one occasion can differ on its place or a number
        kind = next(filter(None, (conflict(first, own) for first in proof[:number])), None)
        if kind:
            how[own.claim] = kind
    return Evidence(tie=tie, proof=proof, against=against, beside=tuple(s for s in others if s not in against), how=how)


def _sentences(store: Store, rows: Sequence[Mapping[str, Any]]) -> list[Sentence]:
    rows = [row for row in rows if row["status"] != "rejected"]
    articles = sorted({row["article"] for row in rows})
    texts = {row["id"]: row["text"] or "" for row in store.query(_TEXTS, {"articles": articles}, limit=None).dicts()}
    ends = sorted({row[end] for row in rows for end in ("source", "target")})
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in store.query(_FORMS, {"entities": ends, "articles": articles}, limit=None).dicts():
        forms[row["entity"], row["article"]] += list(row["names"] or ())
    rows = sorted(rows, key=lambda row: (str(row["published"] or "9999"), row["article"], row["start"], row["claim"]))
    return [_sentence(row, texts.get(row["article"], ""), forms) for row in rows]


def _sentence(row: Mapping[str, Any], article: str, forms: Mapping[tuple[str, str], Sequence[str]]) -> Sentence:
    start, finish = int(row["start"]), int(row["finish"])
    left, right = (start, finish) if article[start:finish] != row["evidence"] else around(article, start, finish)
    text = article[left:right] if right > left and article[start:finish] == row["evidence"] else row["evidence"]
    shift = left if text != row["evidence"] else start
    names = [form for end in ("source", "target") for form in forms.get((row[end], row["article"]), ())]
    return Sentence(
        claim=row["claim"],
        tie=row["tie"],
        article=row["article"],
        headline=row["headline"] or "",
        publisher=row["publisher"],
        origin=row["origin"],
        published=str(row["published"])[:10] if row["published"] else None,
        relation=row["relation"],
        source=row["source"],
        target=row["target"],
        modality=Modality(row["modality"]),
        text=text,
        start=start - shift,
        end=finish - shift,
        names=named(text, names),
        date=str(row["date"]) if row["date"] else None,
        place=row["place"],
        detail=row["detail"],
        asserter=row["asserter"],
        on_behalf_of=row["on_behalf_of"],
        confidence=float(row["confidence"] or 0.0),
    )


def around(article: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentence (or sentences) of `article` that `[start, end)` lies in, cut at CONTEXT characters a side."""
    floor, ceiling = max(0, start - CONTEXT), min(len(article), end + CONTEXT)
    left = floor
    for _, following in breaks(article, floor, min(len(article), start + 2)):
        if following <= start:
            left = following
    right = next((stop for stop, _ in breaks(article, max(start, end - 1), ceiling) if stop >= end), ceiling)
    if left == floor and floor > 0:
        left = article.find(" ", floor, start) + 1 or floor
    if right == ceiling and ceiling < len(article):
        space = article.rfind(" ", end, ceiling)
        right = space if space > 0 else ceiling
    return left, right


def named(text: str, forms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where `text` holds one of `forms` as whole words, the longest form first, without overlaps."""
    wanted = sorted({form for form in forms if form.strip()}, key=lambda form: (-len(form), form))
    if not wanted:
        return ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    return tuple(match.span() for match in pattern.finditer(text))
