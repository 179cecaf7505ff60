"""Articles as a reader sees them: the list with its filters, and one text with its claims and names marked."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Modality
from graph.store.protocol import Store
from graph.view.words import circumstances, detail_beside, sentence

#: Articles that one list shows; what is beyond is counted, not drawn.
LIST_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """Which articles to list.

    `text` is sought in headline and text without regard to case; days are ISO, inclusive. `entity` is a stakeholder
    that they mention; `relations` and `modalities` are those of claims that they make, both of one claim.
    """

    text: str = ""
    publishers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    entity: str | None = None
    relations: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One article in the list; `ties` counts the different ties that its claims tell of."""

    id: str
    headline: str
    publisher: str | None
    published: str | None
    claims: int
    ties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList:
    """The articles that a filter lets through, newest first; `total` counts those beyond the list's end too."""

    lines: tuple[ArticleLine, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMark:
    """A claim and where it stands: `article.text[start:end]` is its evidence. `words` is the claim as a sentence.

    `note` says what a reader must know beside it: modality and asserter, date, place, on whose behalf.
    """

    id: str
    start: int
    end: int
    relation: str
    modality: Modality
    words: str
    note: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMark:
    """A place where the text names a stakeholder: `article.text[start:end]` is one of its surface forms."""

    start: int
    end: int
    entity: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article with all that is marked in it; claims and names in order of their start, names without overlap."""

    id: str
    headline: str
    url: str | None
    publisher: str | None
    published: str | None
    text: str
    claims: tuple[ClaimMark, ...]
    names: tuple[NameMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same marks: indices into `ArticleView.claims`, and into `names` (None: no name)."""

    text: str
    claims: tuple[int, ...]
    name: int | None


_ALL = "MATCH (a:Article)"
_MENTIONING = "MATCH (e {id: $entity})-[:MENTIONED_IN]->(a:Article)"
_CLAIMING = """MATCH (c:Claim)-[:IN]->(a)
WHERE (size($relations) = 0 OR c.relation IN $relations) AND (size($modalities) = 0 OR c.modality IN $modalities)
WITH DISTINCT a"""
_CHOSEN = """
WHERE ($text = '' OR toLower(a.headline) CONTAINS $text OR toLower(a.text) CONTAINS $text)
  AND (size($publishers) = 0 OR a.publisher IN $publishers)
  AND ($since = '' OR a.published >= $since)
  AND ($until = '' OR a.published <= $until)
"""
_LINES = """
RETURN a.id AS id, a.headline AS headline, a.publisher AS publisher, a.published AS published
ORDER BY coalesce(a.published, '') DESC, id
"""
_TOTAL = "RETURN count(a) AS total"
_COUNTS = """
MATCH (c:Claim)-[:IN]->(a:Article)
WHERE a.id IN $articles
RETURN a.id AS article, count(c) AS claims, count(DISTINCT c.tie) AS ties
"""
_PUBLISHERS = """
MATCH (a:Article) WHERE a.publisher IS NOT NULL
RETURN a.publisher AS publisher, count(a) AS articles ORDER BY articles DESC, publisher
"""
_ARTICLE = """
MATCH (a:Article {id: $article})
RETURN a.id AS id, a.headline AS headline, a.url AS url, a.publisher AS publisher, a.published AS published,
       a.text AS text
"""
_CLAIMS = """
MATCH (c:Claim)-[:IN]->(:Article {id: $article})
MATCH (c)-[:SOURCE]->(s:Entity)
MATCH (c)-[:TARGET]->(t:Entity)
OPTIONAL MATCH (c)-[:SAID_BY]->(w:Entity)
OPTIONAL MATCH (c)-[:ON_BEHALF_OF]->(b:Entity)
RETURN c.id AS id, c.start_char AS start_char, c.end_char AS end_char, c.relation AS relation, c.modality AS modality,
       c.date AS date, c.place AS place, c.detail AS detail, c.confidence AS confidence,
       s.name AS source, t.name AS target, w.name AS said_by, b.name AS on_behalf_of
ORDER BY start_char, end_char, id
"""
_NAMES = """
MATCH (e:Entity)-[m:MENTIONED_IN]->(:Article {id: $article})
RETURN e.id AS id, e.name AS name, e.kind AS kind, m.names AS names, m.count AS times
ORDER BY times DESC, id
"""
_HEADLINES = "MATCH (a:Article) WHERE a.id IN $articles RETURN a.id AS id, a.headline AS headline"
_TIE = "MATCH (c:Claim {id: $claim}) RETURN c.tie AS tie"


def list_articles(store: Store, chosen: ArticleFilter, *, limit: int = LIST_LIMIT) -> ArticleList:
    """The articles that `chosen` lets through, newest first, undated last."""
    parameters: dict[str, Any] = {
        "text": chosen.text.strip().lower(),
        "publishers": list(chosen.publishers),
        "since": chosen.since or "",
        "until": chosen.until or "",
    }
    pattern = _ALL
    if chosen.entity:
        pattern = _MENTIONING
        parameters["entity"] = chosen.entity
    if chosen.relations or chosen.modalities:
        pattern = f"{pattern}\n{_CLAIMING}"
        parameters |= {"relations": list(chosen.relations), "modalities": list(chosen.modalities)}
    else:
        pattern = f"{pattern}\nWITH a"
    pattern += _CHOSEN
    found = store.query(pattern + _LINES, parameters, limit=limit).dicts()
    total = len(found)
    if total == limit:
        total = int(store.query(pattern + _TOTAL, parameters).rows[0][0])
    counted = {
        row["article"]: row
        for row in store.query(_COUNTS, {"articles": [row["id"] for row in found]}, limit=None).dicts()
    }
    lines = tuple(
        ArticleLine(
            id=row["id"],
            headline=row["headline"] or "(no headline)",
            publisher=row["publisher"],
            published=_day(row["published"]),
            claims=counted.get(row["id"], {}).get("claims", 0),
            ties=counted.get(row["id"], {}).get("ties", 0),
        )
        for row in found
    )
    return ArticleList(lines=lines, total=total)


def publishers(store: Store) -> Mapping[str, int]:
    """How many articles each publisher has, most first."""
    return {row["publisher"]: row["articles"] for row in store.query(_PUBLISHERS).dicts()}


def headlines(store: Store, articles: Sequence[str]) -> dict[str, str]:
    """The headline of each of the articles that the store holds, in the order given."""
    rows = store.query(_HEADLINES, {"articles": list(articles)}).rows
    found = {row[0]: row[1] or "(no headline)" for row in rows}
    return {article: found[article] for article in articles if article in found}


def name_of(store: Store, entity: str) -> str | None:
    """The name of a stakeholder, or None where the store has none of that id."""
    rows = store.query("MATCH (e:Entity {id: $entity}) RETURN e.name AS name", {"entity": entity}).rows
    return str(rows[0][0]) if rows else None


def read_article(store: Store, article: str) -> ArticleView | None:
    """The article with its claims and names, or None where the store has no such article."""
    rows = store.query(_ARTICLE, {"article": article}).dicts()
    if not rows:
        return None
    [row] = rows
    text = row["text"] or ""
    return ArticleView(
        id=row["id"],
        headline=row["headline"] or "(no headline)",
        url=row["url"],
        publisher=row["publisher"],
        published=_day(row["published"]),
        text=text,
        claims=tuple(_mark(claim) for claim in store.query(_CLAIMS, {"article": article}, limit=None).dicts()),
        names=name_marks(text, store.query(_NAMES, {"article": article}, limit=None).dicts()),
    )


def tie_of_claim(store: Store, claim: str) -> str | None:
    """The id of the tie that the claim tells of, or None where the claim is unknown or was rejected."""
    rows = store.query(_TIE, {"claim": claim}).rows
    return str(rows[0][0]) if rows and rows[0][0] else None


def name_marks(text: str, entities: Iterable[Mapping[str, Any]]) -> tuple[NameMark, ...]:
    """Where `text` names the entities (rows of id, name, kind and names): whole words, the longest form first.

    A form that several share is taken for the first one's, so rows come with the most mentioned first.
    """
    owner: dict[str, Mapping[str, Any]] = {}
    for entity in entities:
        for form in entity["names"] or ():
            owner.setdefault(form, entity)
    forms = sorted((form for form in owner if form.strip()), key=lambda form: (-len(form), form))
    if not forms:
        return ()
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return tuple(
        NameMark(
            start=match.start(),
            end=match.end(),
            entity=owner[match.group()]["id"],
            name=owner[match.group()]["name"],
            kind=owner[match.group()]["kind"],
        )
        for match in pattern.finditer(text)
    )


def paragraphs(view: ArticleView) -> list[list[Piece]]:
    """The text cut where a mark begins or ends, paragraph by paragraph; joined again it is the text without breaks."""
    cut: list[list[Piece]] = []
    breaks = [(0, 0), *(match.span() for match in re.finditer(r"\n\s*\n", view.text)), (len(view.text), 0)]
    claims = _Spans((claim.start, claim.end) for claim in view.claims)
    names = _Spans((name.start, name.end) for name in view.names)
    for (_, start), (end, _) in itertools.pairwise(breaks):
        over, named = claims.within(start, end), names.within(start, end)
        edges = sorted({start, end} | {edge for _, a, b in [*over, *named] for edge in (a, b) if start < edge < end})
        pieces = [
            Piece(text=view.text[a:b], claims=_covering(over, a, b), name=next(iter(_covering(named, a, b)), None))
            for a, b in itertools.pairwise(edges)
        ]
        if any(piece.text.strip() for piece in pieces):
            cut.append(pieces)
    return cut


class _Spans:
    """Spans in order of their start, looked up without going through all of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = list(spans)
        self._starts = [start for start, _ in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def within(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The spans that share a character with `[start, end)`, as (index, start, end)."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [(i, *self._spans[i]) for i in range(first, last) if self._spans[i][1] > start]


def _covering(marks: Sequence[tuple[int, int, int]], start: int, end: int) -> tuple[int, ...]:
    return tuple(index for index, a, b in marks if a <= start and end <= b)


def _day(value: object) -> str | None:
    return str(value)[:10] if value else None


def _mark(row: Mapping[str, Any]) -> ClaimMark:
    modality = Modality(row["modality"])
    return ClaimMark(
        id=row["id"],
        start=row["start_char"],
        end=row["end_char"],
        relation=row["relation"],
        modality=modality,
        words=sentence(
            relation=row["relation"],
            modality=modality,
            source=row["source"],
            target=row["target"],
            detail=row["detail"],
        ),
        note=circumstances(
            modality=modality,
            said_by=row["said_by"],
            on_behalf_of=row["on_behalf_of"],
            when=str(row["date"]) if row["date"] else None,
            place=row["place"],
            detail=detail_beside(row["relation"], row["detail"]),
        ),
        confidence=float(row["confidence"] or 0),
    )
