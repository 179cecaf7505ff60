"""Everything that an export writes: entities, ties, and where each tie is told, read from a store in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.ontology import ONTOLOGY
from graph.store.protocol import Store

if TYPE_CHECKING:
    import networkx

_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases ORDER BY id"
_TIES = """MATCH (s:Entity)-[r]->(t:Entity)
RETURN r.id AS id, s.id AS source, type(r) AS relation, t.id AS target, r.modality AS modality, r.date AS date,
  r.date_from AS date_from, r.date_to AS date_to, r.place AS place, r.detail AS detail, r.said_by AS said_by,
  r.on_behalf_of AS on_behalf_of, r.evidence AS evidence, r.claims AS claims, r.sources AS sources,
  r.confidence AS confidence
ORDER BY id"""
_TELLINGS = """MATCH (c:Claim)-[:IN]->(a:Article) WHERE c.tie IS NOT NULL
RETURN c.tie AS tie, c.id AS claim, c.evidence AS evidence, c.start_char AS start_char, c.end_char AS end_char,
  a.id AS article, a.headline AS headline, a.publisher AS publisher, a.published AS published, a.url AS url
ORDER BY published, article, start_char, claim"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """`nodes` have id, name, kind and aliases; `ties` the fields of `graph.model.Tie` but `claim_ids`, the relation in
    words as `label`, and `told`: the claims of the tie with their evidence and article.
    """

    nodes: tuple[Mapping[str, Any], ...]
    ties: tuple[Mapping[str, Any], ...]


def read_network(store: Store) -> Network:
    """All entities and ties of `store`."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.query(_TELLINGS, limit=None, timeout=None).dicts():
        told[row.pop("tie")].append(row)
    ties = []
    for row in store.query(_TIES, limit=None, timeout=None).dicts():
        known = ONTOLOGY.relations.get(row["relation"])
        label = known.label if known else row["relation"].replace("_", " ").lower()
        ties.append({**row, "label": label, "told": told[row["id"]]})
    nodes = store.query(_ENTITIES, limit=None, timeout=None).dicts()
    return Network(nodes=tuple(nodes), ties=tuple(ties))


def to_networkx(store: Store) -> networkx.MultiDiGraph[str]:
    """The graph of all entities and ties; nodes and edges are keyed by their ids and carry all they know.

    A symmetric relation has one edge, as first told; `ONTOLOGY.relations` says which relations are.
    """
    import networkx as nx

    network = read_network(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
    for tie in network.ties:
        values = {key: value for key, value in tie.items() if key not in ("id", "source", "target")}
        graph.add_edge(tie["source"], tie["target"], key=tie["id"], **values)
    return graph
