"""What waits for a person's judgement: the claims that the extractor was least sure of, with their sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.store.protocol import Store
from graph.view.evidence import Sentence, around, named, sentences_of_claims
from graph.view.words import circumstances, detail_beside, sentence

#: A claim is worth a look if fewer of its kind than this share are right.
UNSURE_BELOW = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureClaim:
    """A claim to look at: as a sentence, with what must be known beside it, and where it stands."""

    id: str
    words: str
    note: str
    source: str
    target: str
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsureClaims:
    """The least sure claims, least sure first; `total` counts all that wait."""

    claims: tuple[UnsureClaim, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A sentence that names a stakeholder, with where in it the names stand."""

    article: str
    headline: str
    publisher: str | None
    published: str | None
    text: str
    names: tuple[tuple[int, int], ...]


_NAMINGS = """
MATCH (e:Entity) WHERE e.id = $entity
MATCH (e)-[m:MENTIONED_IN]->(a:Article)
RETURN a.id AS article, a.headline AS headline, a.publisher AS publisher, a.published AS published, a.text AS text,
       m.names AS names
ORDER BY published, article
"""


def namings(store: Store, entity: str, *, limit: int = 3) -> list[Naming]:
    """How articles name a stakeholder: the first sentence of each that does, of the body rather than the headline."""
    found = []
    for row in store.query(_NAMINGS, {"entity": entity}, limit=limit).dicts():
        text = str(row["text"] or "")
        places = named(text, list(row["names"] or ()))
        if not places:
            continue
        start, end = next((span for span in places if span[0] > len(row["headline"] or "")), places[0])
        left, right = around(text, start, end)
        found.append(
            Naming(
                article=row["article"],
                headline=row["headline"] or "",
                publisher=row["publisher"],
                published=str(row["published"])[:10] if row["published"] else None,
                text=text[left:right],
                names=tuple((a - left, b - left) for a, b in places if left <= a and b <= right),
            )
        )
    return found


_UNSURE = """
MATCH (c:Claim)
WHERE c.status = 'machine' AND c.confidence < $below AND NOT c.id IN $judged
RETURN c.id AS id, c.confidence AS confidence
ORDER BY confidence, id
"""
_COUNT = """
MATCH (c:Claim)
WHERE c.status = 'machine' AND c.confidence < $below AND NOT c.id IN $judged
RETURN count(c) AS total
"""
_NAMES = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, e.name AS name"


def unsure_claims(
    store: Store, *, below: float = UNSURE_BELOW, judged: Collection[str] = (), limit: int = 50
) -> UnsureClaims:
    """The claims less sure than `below` that are not among the `judged`."""
    parameters = {"below": below, "judged": sorted(judged)}
    ids = [str(row[0]) for row in store.query(_UNSURE, parameters, limit=limit).rows]
    total = len(ids) if len(ids) < limit else int(store.query(_COUNT, parameters).rows[0][0])
    found = sentences_of_claims(store, ids)
    ends = sorted({end for own in found.values() for end in (own.source, own.target)})
    names = dict(store.query(_NAMES, {"ids": ends}, limit=None).rows)
    claims = []
    for identity in ids:
        own = found.get(identity)
        if own is None:
            continue
        source, target = str(names.get(own.source, "?")), str(names.get(own.target, "?"))
        claims.append(
            UnsureClaim(
                id=identity,
                words=sentence(
                    relation=own.relation, modality=own.modality, source=source, target=target, detail=own.detail
                ),
                note=circumstances(
                    modality=own.modality,
                    said_by=own.asserter,
                    on_behalf_of=own.on_behalf_of,
                    when=own.date,
                    place=own.place,
                    detail=detail_beside(own.relation, own.detail),
                ),
                source=source,
                target=target,
                sentence=own,
            )
        )
    return UnsureClaims(claims=tuple(claims), total=total)
