"""Every Cypher text with which a store is read and written, the same in both stores; values are always bound.

Texts are portable (Neo4j 5 and kglite) and take `$rows` or `$ids`. Beside the nodes that queries are for, six labels
keep the books, without relationships, so that they never show in anybody's neighbourhood:
`(:Reading {id, digest, record, family})` what was read in the article of that id, whole; the graph is derived from
these; `family` is the id of the first of its copies
`(:Name {id, key, turned, exact, kind, name, named, forms, counts, marks, entity})` a profile of `graph.resolve` and
the stakeholder it is linked to; `marks` is JSON: hundreds of them in lists would be most of the store
`(:Figure {id, key, article, deed, source, target, values, evidence, days})` the numbers that an article gives for one
measure, see `graph.figures`
`(:Band {id, articles})` a key of `graph.copies` and the articles whose texts have it
`(:Judgement {id, kind, left, right, verdict, by, at, why, undoes, values})` a line of the ledger; `values` is JSON
`(:Meta {id: "store", schema, generation, uuid})` the schema's version, a number that grows with each write, and what
tells this store from any other
and `Claim` has three properties for look-up: `amounts` (quantities in its evidence), `pair` (both ends' ids, sorted)
and `tie` (the id of the tie it tells of).
"""

from __future__ import annotations

from functools import cache

from graph.model import Kind
from graph.ontology import ONTOLOGY

#: Labels that keep the books; not part of the schema that users see.
BOOKKEEPING = ("Reading", "Name", "Figure", "Band", "Meta", "Judgement")
#: (label, property) that reads look up. All `id`s are unique within their label.
UNIQUE = ("Article", "Entity", *(str(kind) for kind in Kind), "Claim", "Quote", *BOOKKEEPING)
INDEXED = (
    ("Reading", "family"),
    *(("Name", name) for name in ("key", "turned", "exact", "entity")),
    ("Claim", "pair"),
    ("Claim", "tie"),
    ("Figure", "key"),
    ("Figure", "article"),
)
#: (label, property) in which reads look for a part of a text.
SEARCHED = (("Entity", "folded"),)
#: Relationship types whose `id` reads look up.
TIES = tuple(ONTOLOGY.relations)

GENERATION = """MATCH (m:Meta {id: 'store'})
RETURN m.schema AS schema, m.generation AS generation, m.uuid AS uuid, m.rebuilding AS rebuilding"""
MARK = (
    "MERGE (m:Meta {id: 'store'}) SET m.schema = $schema, m.generation = coalesce(m.generation, 0) + 1, "
    "m.uuid = coalesce(m.uuid, $uuid)"
)

ARTICLES = """MATCH (a:Article) WHERE a.id IN $ids
RETURN a.id AS id, a.headline AS headline, a.url AS url, a.publisher AS publisher, a.published AS published,
  a.text AS text"""
READINGS = "MATCH (r:Reading) WHERE r.id IN $ids RETURN r.id AS id, r.digest AS digest, r.record AS record"
DIGESTS = "MATCH (r:Reading) WHERE r.id IN $ids RETURN r.id AS id, r.digest AS digest"
STORED_ARTICLES = "MATCH (a:Article) RETURN a.id AS id"
SHOW_INDEXES = "SHOW INDEXES"
ARTICLE_IDS = "MATCH (r:Reading) RETURN r.id AS id ORDER BY id"
_NAME_COLUMNS = "key turned exact kind name named forms counts marks entity".split()
_NAME = ", ".join(f"n.{name} AS {name}" for name in ("id", *_NAME_COLUMNS))
NAMES = f"MATCH (n:Name) RETURN {_NAME} ORDER BY id"
NAMES_BY = {name: f"MATCH (n:Name) WHERE n.{name} IN $ids RETURN {_NAME}" for name in ("id", "key", "turned", "exact")}
NAMES_BY_ID = NAMES_BY["id"]
NAMES_BY_ENTITY = f"MATCH (n:Name) WHERE n.entity IN $ids RETURN {_NAME}"
CLAIM_HOMES = "MATCH (c:Claim) WHERE c.id IN $ids MATCH (c)-[:IN]->(a:Article) RETURN c.id AS id, a.id AS article"
BANDS = "MATCH (b:Band) WHERE b.id IN $ids RETURN b.id AS id, b.articles AS articles"
COPIES = "MATCH (a:Article) WHERE a.id IN $ids MATCH (a)-[:COPY_OF]->(b) RETURN a.id AS copy, b.id AS original"
ORIGINS = """MATCH (a:Article) WHERE a.id IN $ids
RETURN a.id AS id, coalesce(a.syndicated_from, a.publisher) AS publisher"""
FAMILIES_OF = "MATCH (r:Reading) WHERE r.id IN $ids RETURN r.family AS family"
FAMILIES = """MATCH (r:Reading) WHERE r.family IN $ids MATCH (a:Article) WHERE a.id = r.id
RETURN a.id AS id, r.family AS family, coalesce(a.syndicated_from, a.publisher) AS publisher"""
QUOTE_HOMES = "MATCH (q:Quote) WHERE q.id IN $ids MATCH (q)-[:IN]->(a:Article) RETURN q.id AS id, a.id AS article"
#: A strand is what `graph.derive` looks at together: the claims of one pair of ends, relation and modality.
_STRAND = "RETURN DISTINCT c.pair AS pair, c.relation AS relation, c.modality AS modality"
STRANDS = f"MATCH (a:Article) WHERE a.id IN $ids MATCH (c:Claim)-[:IN]->(a) {_STRAND}"
CLAIMS = """UNWIND $rows AS row MATCH (c:Claim {pair: row.pair})
WHERE c.relation = row.relation AND c.modality = row.modality
MATCH (c)-[:SOURCE]->(s), (c)-[:TARGET]->(t), (c)-[:IN]->(a)
OPTIONAL MATCH (c)-[:SAID_BY]->(u)
OPTIONAL MATCH (c)-[:ON_BEHALF_OF]->(b)
RETURN c.id AS id, a.id AS article, coalesce(a.syndicated_from, a.publisher) AS publisher, a.published AS published,
  c.relation AS relation,
  s.id AS source, t.id AS target, c.modality AS modality, c.date AS date, c.place AS place, c.detail AS detail,
  c.evidence AS evidence, c.start_char AS start_char, c.end_char AS end_char, c.confidence AS confidence,
  c.extractor AS extractor, c.status AS status, c.tie AS tie, u.id AS asserter, u.name AS asserter_name,
  b.id AS on_behalf_of, b.name AS on_behalf_of_name, s.kind AS source_kind, t.kind AS target_kind"""
#: A reading without a digest is one whose article is still to be projected.
MARK_STALE = "MATCH (r:Reading) SET r.digest = '', r.family = null"
FORGET_COPIES = "MATCH (:Article)-[r:COPY_OF]->(:Article) DELETE r"
FORGET_ORIGINS = "MATCH (a:Article) SET a.syndicated_from = null"
STALE_IDS = "MATCH (r:Reading) WHERE r.digest = '' RETURN r.id AS id ORDER BY id"
SET_REBUILDING = "MATCH (m:Meta {id: 'store'}) SET m.rebuilding = $rebuilding"
#: Each deletes up to `$limit` nodes that are derived and says how many; again until none is left.
CLEAR = tuple(
    f"MATCH (n:{label}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS gone"
    for label in ("Claim", "Quote", "Name", "Figure", "Band", *(str(kind) for kind in Kind))
)

_JUDGEMENT = ("id", "kind", "left", "right", "verdict", "by", "at", "why", "undoes", "values")
JUDGEMENTS = f"MATCH (j:Judgement) RETURN {', '.join(f'j.{name} AS {name}' for name in _JUDGEMENT)} ORDER BY at, id"
WRITE_JUDGEMENTS = "UNWIND $rows AS row MERGE (j:Judgement {id: row.id}) SET j += row"


def _by_kind(text: str) -> dict[str, str]:
    return {str(kind): text.replace("KIND", str(kind)) for kind in Kind}


#: By kind: `MATCH (e:Person) WHERE e.id IN $ids`, quick in every store.
ENTITIES = _by_kind(
    "MATCH (e:KIND) WHERE e.id IN $ids RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases"
)
MENTIONING = _by_kind(
    "MATCH (e:KIND) WHERE e.id IN $ids MATCH (e)-[m:MENTIONED_IN]->(a:Article) "
    "RETURN e.id AS entity, a.id AS article, m.names AS names"
)
SPOKEN_STRANDS = _by_kind(f"MATCH (e:KIND) WHERE e.id IN $ids MATCH (c:Claim)-[:SAID_BY|ON_BEHALF_OF]->(e) {_STRAND}")
KINDS = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, e.kind AS kind"
MENTIONED = """MATCH (a:Article) WHERE a.id IN $ids MATCH (e:Entity)-[m:MENTIONED_IN]->(a)
RETURN DISTINCT e.id AS id, e.kind AS kind"""

DELETE_QUOTES = "MATCH (a:Article) WHERE a.id IN $ids MATCH (q:Quote)-[:IN]->(a) DETACH DELETE q"
DELETE_CLAIMS = "MATCH (a:Article) WHERE a.id IN $ids MATCH (c:Claim)-[:IN]->(a) DETACH DELETE c"
DELETE_FIGURES = "MATCH (f:Figure) WHERE f.article IN $ids DETACH DELETE f"
DELETE_MENTIONS = "MATCH (a:Article) WHERE a.id IN $ids MATCH (:Entity)-[m:MENTIONED_IN]->(a) DELETE m"
DELETE_ARTICLES = "MATCH (a:Article) WHERE a.id IN $ids DETACH DELETE a"
DELETE_READINGS = "MATCH (r:Reading) WHERE r.id IN $ids DETACH DELETE r"
DELETE_BANDS = "MATCH (b:Band) WHERE b.id IN $ids DETACH DELETE b"
DELETE_COPIES = "MATCH (a:Article) WHERE a.id IN $ids MATCH (a)-[r:COPY_OF]-(:Article) DELETE r"
DELETE_NAMES = "MATCH (n:Name) WHERE n.id IN $ids DETACH DELETE n"
DELETE_ENTITIES = _by_kind("MATCH (e:KIND) WHERE e.id IN $ids DETACH DELETE e")


def _map(*names: str, nameless: bool = False) -> str:
    """A map of a row's values. Named one by one, because kglite writes that several times faster than `+= row`.

    `nameless` is for nodes that have no name: kglite would make one up if it were not told so.
    """
    return "{" + ", ".join([f"{name}: row.{name}" for name in names] + ["name: null"] * nameless) + "}"


def _set(variable: str, *names: str) -> str:
    return "SET " + ", ".join(f"{variable}.{name} = row.{name}" for name in names)


WRITE_ARTICLES = (
    "UNWIND $rows AS row MERGE (a:Article {id: row.id}) "
    + _set("a", "headline", "url", "publisher", "published", "text")
    + " SET a.name = null"
)
WRITE_READINGS = "UNWIND $rows AS row MERGE (r:Reading {id: row.id}) " + _set("r", "digest", "record")
WRITE_FIGURES = "UNWIND $rows AS row MERGE (f:Figure {id: row.id}) " + _set(
    "f", "key", "article", "deed", "source", "target", "values", "evidence", "days"
)
WRITE_BANDS = "UNWIND $rows AS row MERGE (b:Band {id: row.id}) SET b.articles = row.articles"
WRITE_ORIGINS = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.syndicated_from = row.syndicated_from"
WRITE_FAMILIES = "UNWIND $rows AS row MATCH (r:Reading {id: row.id}) SET r.family = row.family"
WRITE_COPIES = (
    "UNWIND $rows AS row MATCH (a:Article {id: row.copy}) MATCH (b:Article {id: row.original}) "
    "CREATE (a)-[:COPY_OF]->(b)"
)
WRITE_NAMES = "UNWIND $rows AS row MERGE (n:Name {id: row.id}) " + _set("n", *_NAME_COLUMNS)
WRITE_ENTITIES = _by_kind(
    "UNWIND $rows AS row MERGE (e:KIND {id: row.id}) "
    + _set("e", "name", "folded", "kind", "aliases")
    + ", e.ties = coalesce(e.ties, 0) SET e:Entity"
)
#: `ties` counts the ties at an entity, so that no query need count them all to draw the busiest.
COUNT_TIES = _by_kind("UNWIND $rows AS row MATCH (e:KIND {id: row.id}) SET e.ties = coalesce(e.ties, 0) + row.more")
WRITE_MENTIONS = _by_kind(
    "UNWIND $rows AS row MATCH (e:KIND {id: row.entity}) MATCH (a:Article {id: row.article}) "
    f"CREATE (e)-[:MENTIONED_IN {_map('names', 'count')}]->(a)"
)
CLAIM = (
    "id relation modality date date_from date_to place detail evidence start_char end_char confidence extractor status "
    "amounts pair tie"
).split()
TIE = (
    "id modality date date_from date_to place said_by on_behalf_of detail evidence claims sources confidence claim_ids"
).split()
WRITE_QUOTES = (
    "UNWIND $rows AS row MATCH (a:Article {id: row.article}) "
    f"CREATE (q:Quote {_map('id', 'text', 'start_char', 'end_char', nameless=True)}) CREATE (q)-[:IN]->(a)"
)
WRITE_SPEAKERS = _by_kind(
    "UNWIND $rows AS row MATCH (e:KIND {id: row.entity}) MATCH (q:Quote {id: row.quote}) CREATE (e)-[:SAID]->(q)"
)
WRITE_CLAIM_TIES = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.tie = row.tie"

#: Everything in the store, by label: all ids, then nodes by id, and the relationships that leave them.
_LABELS = (*(str(kind) for kind in Kind), "Article", "Claim", "Quote", "Name", "Figure", "Band", "Reading")
NODE_IDS = {label: f"MATCH (n:{label}) RETURN n.id AS id" for label in _LABELS}
NODES = {
    label: f"UNWIND $ids AS i MATCH (n:{label} {{id: i}}) "
    "RETURN n.id AS id, labels(n) AS labels, properties(n) AS values"
    for label in _LABELS
}
LINKS = {
    label: f"UNWIND $ids AS i MATCH (a:{label} {{id: i}})-[r]->(b) "
    "RETURN a.id AS source, type(r) AS name, b.id AS target, properties(r) AS values"
    for label in _LABELS
    if label not in BOOKKEEPING
}


@cache
def write_claims(source: str, target: str) -> str:
    """The text that creates claims from entities of kind `source` about those of kind `target`."""
    return (
        "UNWIND $rows AS row MATCH (a:Article {id: row.article}) "
        f"MATCH (s:{Kind(source)} {{id: row.source}}) MATCH (t:{Kind(target)} {{id: row.target}}) "
        f"CREATE (c:Claim {_map(*CLAIM, nameless=True)}) "
        "CREATE (c)-[:IN]->(a) CREATE (c)-[:SOURCE]->(s) CREATE (c)-[:TARGET]->(t)"
    )


@cache
def write_roles(role: str, kind: str) -> str:
    """The text that links claims to their `role` (SAID_BY, ON_BEHALF_OF) among entities of `kind`."""
    if role not in ("SAID_BY", "ON_BEHALF_OF"):
        raise ValueError(role)
    return (
        f"UNWIND $rows AS row MATCH (c:Claim {{id: row.claim}}) MATCH (e:{Kind(kind)} {{id: row.entity}}) "
        f"CREATE (c)-[:{role}]->(e)"
    )


@cache
def write_ties(relation: str, source: str, target: str) -> str:
    """The text that creates ties of `relation` from entities of kind `source` to those of kind `target`."""
    return (
        f"UNWIND $rows AS row MATCH (s:{Kind(source)} {{id: row.source}}) MATCH (t:{Kind(target)} {{id: row.target}}) "
        f"CREATE (s)-[:{ONTOLOGY.relations[relation].name} {_map(*TIE)}]->(t)"
    )


@cache
def delete_ties(relation: str) -> str:
    """The text that deletes the ties of `relation` with the ids `$ids`."""
    return f"MATCH ()-[r:{ONTOLOGY.relations[relation].name}]->() WHERE r.id IN $ids DELETE r"
