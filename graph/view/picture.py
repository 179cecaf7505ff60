"""What the graph view draws: stakeholders and the ties between them, chosen so that a screen can hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.model import Kind, Modality
from graph.store.protocol import Store

#: Stakeholders that a picture holds unless more are asked for, and at most.
PICTURE_LIMIT = 300
PICTURE_MOST = 1_000
#: Ties that a picture holds at most; beyond it those with most publishers are kept.
TIES_MOST = 2_000
#: Neighbours that one expansion brings.
EXPANSION_LIMIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureNode:
    """A stakeholder to draw; `ties` and `neighbours` are counted over the whole store, not over the picture."""

    id: str
    name: str
    kind: Kind
    ties: int = 0
    neighbours: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTie:
    """A tie to draw, with what the reader's filters ask of it; `publishers` are named, most frequent first."""

    id: str
    relation: str
    source: str
    target: str
    modality: Modality
    evidence: str
    claims: int
    sources: int
    confidence: float
    date: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    detail: str | None = None
    said_by: str | None = None
    on_behalf_of: str | None = None
    publishers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Nodes and the ties among them; `total_nodes` and `total_ties` say what the store holds.

    `left_out` counts the ties among the nodes that the picture has no room for.
    """

    nodes: tuple[PictureNode, ...]
    ties: tuple[PictureTie, ...]
    total_nodes: int
    total_ties: int
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The stakeholders that an expansion brings, best tied first; `left_out` says how many more there are."""

    ids: tuple[str, ...]
    left_out: int


# The store keeps in `ties` how many ties a stakeholder has: counting them anew would scan the whole graph.
_BUSIEST = "MATCH (e:Entity) WHERE e.ties > 0 RETURN e.ties AS ties ORDER BY ties DESC"
_AS_BUSY = "MATCH (e:Entity) WHERE e.ties >= $ties RETURN e.id AS id, e.ties AS ties"
_UNTIED = "MATCH (e:Entity) RETURN e.id AS id ORDER BY id"
_TOTALS = "MATCH (e:Entity) WHERE e.ties > 0 RETURN count(e) AS nodes, sum(e.ties) AS halves"
_NODES = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.ties AS ties
"""
_DEGREES = """
MATCH (e:Entity) WHERE e.id IN $ids
MATCH (e)-[]-(o:Entity)
RETURN e.id AS id, count(DISTINCT o) AS neighbours
"""
_TIE = """
RETURN t.id AS id, type(t) AS relation, s.id AS source, o.id AS target, t.modality AS modality, t.evidence AS evidence,
       t.claims AS claims, t.sources AS sources, t.confidence AS confidence, t.date AS date, t.date_from AS date_from,
       t.date_to AS date_to, t.place AS place, t.detail AS detail, t.said_by AS said_by, t.on_behalf_of AS on_behalf_of
"""
_AMONG = f"""
MATCH (s:Entity) WHERE s.id IN $ids
MATCH (s)-[t]->(o:Entity) WHERE o.id IN $ids
{_TIE}
"""
# From the fresh ones outwards: those that are drawn may have thousands of ties to others.
_FROM_FRESH = f"""
MATCH (s:Entity) WHERE s.id IN $fresh
MATCH (s)-[t]->(o:Entity) WHERE o.id IN $ids
{_TIE}
"""
_TO_FRESH = f"""
MATCH (o:Entity) WHERE o.id IN $fresh
MATCH (s:Entity)-[t]->(o) WHERE s.id IN $ids
{_TIE}
"""
_BEST = "WITH s, t, o ORDER BY t.sources DESC, coalesce(t.date_from, '') DESC, t.id LIMIT $most"
_OUT = f"MATCH (s:Entity) WHERE s.id = $id MATCH (s)-[t]->(o:Entity) {_BEST} {_TIE}"
_IN = f"MATCH (o:Entity) WHERE o.id = $id MATCH (s:Entity)-[t]->(o) {_BEST} {_TIE}"
_RELATIONS = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[t]-(:Entity)
RETURN type(t) AS relation, count(t) AS ties
ORDER BY ties DESC, relation
"""
_PUBLISHERS = """
MATCH (c:Claim) WHERE c.tie IN $ties
MATCH (c)-[:IN]->(a:Article) WHERE a.publisher IS NOT NULL
RETURN c.tie AS tie, a.publisher AS publisher, count(c) AS claims
ORDER BY tie, claims DESC, publisher
"""
_NEIGHBOURS = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[t]-(o:Entity)
RETURN o.id AS id, type(t) AS relation, count(t) AS ties
"""
_BEST_NEIGHBOURS = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[t]-(o:Entity)
WHERE $relation = '' OR type(t) = $relation
RETURN o.id AS id, count(t) AS ties
ORDER BY ties DESC, id
"""
_NEIGHBOURS_LEFT = """
MATCH (e:Entity) WHERE e.id = $id
MATCH (e)-[t]-(o:Entity)
WHERE ($relation = '' OR type(t) = $relation) AND NOT o.id IN $known
RETURN count(DISTINCT o) AS neighbours
"""
_ENDS = """
MATCH (c:Claim) WHERE c.tie = $tie
MATCH (c)-[:SOURCE]->(s:Entity)
MATCH (c)-[:TARGET]->(t:Entity)
RETURN DISTINCT s.id AS source, t.id AS target
"""


def overview(store: Store, *, limit: int = PICTURE_LIMIT) -> Picture:
    """The `limit` stakeholders with most ties, and the ties among them.

    A stakeholder without any tie is drawn only where nobody has one (a store that was just begun).
    """
    most = store.query(_BUSIEST, limit=limit).rows
    ids: list[str] = []
    if most:
        rows = store.query(_AS_BUSY, {"ties": most[-1][0]}, limit=None).dicts()
        ids = [row["id"] for row in sorted(rows, key=lambda row: (-row["ties"], row["id"]))[:limit]]
    else:
        ids = [row["id"] for row in store.query(_UNTIED, limit=limit).dicts()]
    nodes, halves = store.query(_TOTALS).rows[0]
    drawn = picture_of(store, ids)
    return replace(drawn, total_nodes=max(int(nodes or 0), len(ids)), total_ties=int(halves or 0) // 2)


def picture_of(store: Store, ids: Sequence[str]) -> Picture:
    """The stakeholders `ids`, in their order, and the ties among them; unknown ids are left out."""
    return _picture(store, list(dict.fromkeys(ids)), store.query(_AMONG, {"ids": list(ids)}, limit=None).dicts())


def extended(store: Store, picture: Picture, fresh: Sequence[str]) -> Picture:
    """`picture` with the stakeholders `fresh` and their ties to all that are drawn; asks the store only for those."""
    drawn = [node.id for node in picture.nodes]
    ids = [identity for identity in dict.fromkeys(fresh) if identity not in set(drawn)]
    rows = store.query(_FROM_FRESH, {"ids": [*drawn, *ids], "fresh": ids}, limit=None).dicts()
    rows += store.query(_TO_FRESH, {"ids": drawn, "fresh": ids}, limit=None).dicts()
    more = _picture(store, ids, rows, names={node.id: node.name for node in picture.nodes})
    ties = sorted({tie.id: tie for tie in (*picture.ties, *more.ties)}.values(), key=_rank)
    return replace(
        picture,
        nodes=(*picture.nodes, *more.nodes),
        ties=tuple(ties),
        total_nodes=max(picture.total_nodes, len(drawn) + len(ids)),
        left_out=picture.left_out + more.left_out,
    )


def _picture(
    store: Store, ids: Sequence[str], rows: list[dict[str, Any]], *, names: Mapping[str, str] | None = None
) -> Picture:
    """The nodes `ids` and the ties of `rows`, the best attested of which are kept."""
    found = {row["id"]: row for row in store.query(_NODES, {"ids": list(ids)}, limit=None).dicts()}
    near = {row["id"]: row["neighbours"] for row in store.query(_DEGREES, {"ids": list(ids)}, limit=None).dicts()}
    all_ties = sorted((_tie(row, ()) for row in {row["id"]: row for row in rows}.values()), key=_rank)
    kept = all_ties[:TIES_MOST]
    told: dict[str, list[str]] = defaultdict(list)
    for row in store.query(_PUBLISHERS, {"ties": [tie.id for tie in kept]}, limit=None).dicts():
        told[row["tie"]].append(row["publisher"])
    ties = tuple(replace(tie, publishers=tuple(told.get(tie.id, ()))) for tie in kept)
    roles = roles_of(ties, {identity: row["name"] for identity, row in found.items()} | dict(names or {}))
    nodes = tuple(
        PictureNode(
            id=identity,
            name=found[identity]["name"],
            kind=Kind(found[identity]["kind"]),
            ties=int(found[identity]["ties"] or 0),
            neighbours=int(near.get(identity, 0)),
            role=roles.get(identity, ""),
        )
        for identity in ids
        if identity in found
    )
    return Picture(
        nodes=nodes, ties=ties, total_nodes=len(nodes), total_ties=len(ties), left_out=len(all_ties) - len(kept)
    )


def _rank(tie: PictureTie) -> tuple[int, int, str]:
    return -tie.sources, -tie.claims, tie.id


def neighbours(
    store: Store, entity: str, *, relation: str | None = None, known: Iterable[str] = (), limit: int = EXPANSION_LIMIT
) -> Neighbours:
    """Whom an expansion of `entity` brings: its neighbours that are not yet `known`, those with most ties first."""
    seen = {entity, *known}
    asked = {"id": entity, "relation": relation or ""}
    # Those who are known may be the best tied; of the thousands that a hub has beyond them only the number is asked.
    most = len(seen) + limit
    rows = store.query(_BEST_NEIGHBOURS, asked, limit=most).rows
    fresh = [str(row[0]) for row in rows if row[0] not in seen]
    total = len(fresh)
    if len(rows) == most:
        total = int(store.query(_NEIGHBOURS_LEFT, {**asked, "known": sorted(seen)}).rows[0][0])
    return Neighbours(ids=tuple(fresh[:limit]), left_out=max(0, total - limit))


def unseen_relations(store: Store, entity: str, *, known: Iterable[str] = ()) -> dict[str, int]:
    """How many of the neighbours of `entity` that are not yet `known` each relation leads to, most first."""
    seen = {entity, *known}
    found: dict[str, int] = defaultdict(int)
    for row in store.query(_NEIGHBOURS, {"id": entity}, limit=None).dicts():
        if row["id"] not in seen:
            found[row["relation"]] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def ties_of(store: Store, entity: str, *, limit: int) -> list[PictureTie]:
    """The ties of `entity`, the best attested first, then the newest, at most `limit`; without publishers' names."""
    parameters = {"id": entity, "most": limit}
    rows = [row for text in (_OUT, _IN) for row in store.query(text, parameters, limit=None).dicts()]
    # A tie whose two ends are one stakeholder is found from both.
    ties = {row["id"]: _tie(row, ()) for row in rows}
    newest = sorted(ties.values(), key=lambda tie: (tie.date_from or "", tie.id), reverse=True)
    return sorted(newest, key=lambda tie: -tie.sources)[:limit]


def relations_of(store: Store, entity: str) -> tuple[tuple[str, int], ...]:
    """How many ties of each relation `entity` has, most first."""
    return tuple((row["relation"], int(row["ties"])) for row in store.query(_RELATIONS, {"id": entity}).dicts())


def named(store: Store, ids: Sequence[str]) -> dict[str, tuple[str, Kind]]:
    """Name and kind of each of the stakeholders `ids` that the store holds."""
    rows = store.query(_NODES, {"ids": list(ids)}, limit=None).dicts()
    return {row["id"]: (row["name"], Kind(row["kind"])) for row in rows}


def ends_of(store: Store, tie: str) -> tuple[str, str] | None:
    """The ids of the two stakeholders that `tie` joins, or None where the store has no such tie."""
    rows = store.query(_ENDS, {"tie": tie}).dicts()
    return (str(rows[0]["source"]), str(rows[0]["target"])) if rows else None


#: Relations that say what somebody is, the most telling first, with the words for it.
_ROLES: Mapping[str, str] = {
    "HOLDS_ROLE": "{detail}, {target}",
    "SPOKESPERSON_FOR": "spokesperson for {target}",
    "AIDE_TO": "aide to {target}",
    "MEMBER_OF": "member of {target}",
    "REPRESENTED": "for {target}",
    "RELATED_TO": "{detail} of {target}",
}


def roles_of(ties: Iterable[PictureTie], names: Mapping[str, str]) -> dict[str, str]:
    """What each stakeholder is, in a few words, as the best attested of `ties` that hold say it."""
    best: dict[str, tuple[tuple[int, int], str]] = {}
    order = list(_ROLES)
    for tie in ties:
        if tie.relation not in _ROLES or tie.modality is not Modality.ASSERTED or tie.target not in names:
            continue
        frame = _ROLES[tie.relation]
        detail = (tie.detail or "").split(";")[0].strip()
        if tie.relation == "RELATED_TO" and not detail:
            continue
        target = names[tie.target]
        words = frame.format(detail=detail, target=target) if detail or "{detail}" not in frame else target
        if detail and target.casefold() in detail.casefold():
            words = detail
        rank = (order.index(tie.relation), -tie.sources)
        if tie.source not in best or rank < best[tie.source][0]:
            best[tie.source] = (rank, words)
    return {identity: words for identity, (_, words) in best.items()}


def _tie(row: Mapping[str, Any], publishers: Sequence[str]) -> PictureTie:
    return PictureTie(
        id=row["id"],
        relation=row["relation"],
        source=row["source"],
        target=row["target"],
        modality=Modality(row["modality"]),
        evidence=row["evidence"] or "",
        claims=int(row["claims"] or 0),
        sources=int(row["sources"] or 0),
        confidence=float(row["confidence"] or 0.0),
        date=_text(row["date"]),
        date_from=_text(row["date_from"]),
        date_to=_text(row["date_to"]),
        place=row["place"],
        detail=row["detail"],
        said_by=row["said_by"],
        on_behalf_of=row["on_behalf_of"],
        publishers=tuple(publishers),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
