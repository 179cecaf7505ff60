"""Who a stakeholder is: names, roles, ties with their sentences, quotes and articles."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Kind
from graph.store.protocol import Store
from graph.view.evidence import Sentence, sentences
from graph.view.picture import PictureTie, named, relations_of, roles_of, ties_of

#: Ties, quotes and articles that a dossier lists; what is beyond is counted.
TIES_LISTED = 150
QUOTES_LISTED = 20
ARTICLES_LISTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """The stakeholder at a tie's other end."""

    id: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierTie:
    """A tie as its stakeholder's dossier lists it; `outward` says that it runs from them to `other`."""

    tie: PictureTie
    other: Other
    outward: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierQuote:
    """Words that the stakeholder is quoted with, and where."""

    text: str
    article: str
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierArticle:
    """An article that names the stakeholder, and how often."""

    id: str
    headline: str
    publisher: str | None
    published: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of one stakeholder. `ties` are sorted by relation, then the best attested and newest first."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...]
    role: str
    ties: tuple[DossierTie, ...]
    ties_total: int
    relations: tuple[tuple[str, int], ...]
    quotes: tuple[DossierQuote, ...]
    articles: tuple[DossierArticle, ...]


_WHO = "MATCH (e:Entity) WHERE e.id = $id RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases"
_QUOTES = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[:SAID]->(q:Quote)
MATCH (q)-[:IN]->(a:Article)
RETURN q.text AS text, a.id AS article, a.publisher AS publisher, a.published AS published
ORDER BY coalesce(a.published, '') DESC, a.id, q.start_char
"""
_ARTICLES = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[m:MENTIONED_IN]->(a:Article)
RETURN a.id AS id, a.headline AS headline, a.publisher AS publisher, a.published AS published, m.count AS times
ORDER BY coalesce(a.published, '') DESC, id
"""


def dossier(store: Store, entity: str) -> Dossier | None:
    """The dossier of `entity`, or None where the store has no such stakeholder."""
    who = store.query(_WHO, {"id": entity}).dicts()
    if not who:
        return None
    [row] = who
    listed: list[PictureTie] = ties_of(store, entity, limit=TIES_LISTED)
    relations = relations_of(store, entity)
    ends = {tie.target if tie.source == entity else tie.source for tie in listed}
    others = {
        identity: Other(id=identity, name=name, kind=kind)
        for identity, (name, kind) in named(store, sorted(ends)).items()
    }
    proof = sentences(store, [tie.id for tie in listed])
    names = {identity: other.name for identity, other in others.items()} | {entity: row["name"]}
    return Dossier(
        id=entity,
        name=row["name"],
        kind=Kind(row["kind"]),
        aliases=tuple(alias for alias in row["aliases"] or () if alias != row["name"]),
        role=roles_of((tie for tie in listed if tie.source == entity), names).get(entity, ""),
        ties=tuple(
            DossierTie(
                tie=tie,
                other=others[tie.target if tie.source == entity else tie.source],
                outward=tie.source == entity,
                sentences=proof[tie.id],
            )
            for tie in listed
            if (tie.target if tie.source == entity else tie.source) in others
        ),
        ties_total=sum(count for _, count in relations),
        relations=relations,
        quotes=tuple(
            DossierQuote(
                text=quote["text"],
                article=quote["article"],
                publisher=quote["publisher"],
                published=_day(quote["published"]),
            )
            for quote in store.query(_QUOTES, {"id": entity}, limit=QUOTES_LISTED).dicts()
        ),
        articles=tuple(
            DossierArticle(
                id=article["id"],
                headline=article["headline"] or "",
                publisher=article["publisher"],
                published=_day(article["published"]),
                count=int(article["times"] or 0),
            )
            for article in store.query(_ARTICLES, {"id": entity}, limit=ARTICLES_LISTED).dicts()
        ),
    )


def _day(value: object) -> str | None:
    return str(value)[:10] if value else None
