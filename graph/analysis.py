"""What the shape of the graph says: chains between two people, who stands between others, and who belongs together.

Computed with networkx on ties that are given, or fetched step by step from a store; each result says in a sentence what
its figure means, since a bare "betweenness .12" tells a reader nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph.model import Modality
from graph.store.protocol import Store

if TYPE_CHECKING:
    import networkx as nx

#: Chains that one question returns, the steps that one may have, and stakeholders looked at on the way.
CHAINS = 5
STEPS_MOST = 6
REACH_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie as analysis sees it."""

    id: str
    source: str
    target: str
    modality: Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Stakeholders in order, each tied to the next; `ties[i]` are the ties between `nodes[i]` and `nodes[i + 1]`.

    `asserted` says that every step is a tie that happened or holds, not one that was only planned or denied.
    """

    nodes: tuple[str, ...]
    ties: tuple[tuple[str, ...], ...]
    asserted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """Somebody through whom others are linked.

    `between` counts the pairs of others whose shortest chains lead through them (a pair with several shortest chains
    counts by the share that does: Freeman's betweenness, not normalised; Brandes, 2001). `roles` counts the open
    triads a - broker - b, where a and b have no tie, by the groups of the three (Gould and Fernandez, 1989).
    """

    node: str
    between: float
    roles: Mapping[str, int]

    def words(self) -> str:
        """What the figures mean, as a sentence."""
        pairs = round(self.between)
        said = f"The shortest chains of {pairs:,} {'pair' if pairs == 1 else 'pairs'} of others lead through here"
        if not self.roles:
            return said + "."
        role, number = max(self.roles.items(), key=lambda item: (item[1], item[0]))
        return f"{said}; mostly as {ROLE_WORDS[role]} ({number:,} of {sum(self.roles.values()):,} times)."


#: Gould and Fernandez's kinds of brokerage (by the groups of the three), in a reader's words. Without directions their
#: gatekeeper and representative are one.
ROLE_WORDS: Mapping[str, str] = {
    "coordinator": "a coordinator within one group",
    "itinerant": "a go-between for members of one other group",
    "representative": "a representative of their own group towards others",
    "liaison": "a liaison between two other groups",
}

_STEP = """
MATCH (a:Entity) WHERE a.id IN $ids
MATCH (a)-[t]-(b:Entity)
RETURN t.id AS id, a.id AS near, b.id AS far, t.modality AS modality
"""


def chains(store: Store, start: str, end: str, *, limit: int = CHAINS) -> tuple[Chain, ...]:
    """The shortest chains of ties from `start` to `end`, shortest first; chains of asserted ties before others.

    Searches from both ends at once (the smaller side next), so that only what lies near is fetched. Empty where no
    chain of at most STEPS_MOST steps was found among REACH_MOST stakeholders.
    """
    import networkx as nx

    if start == end:
        return ()
    links = _reach(store, start, end)
    for only_asserted in (True, False):
        graph: nx.Graph[str] = nx.Graph()
        ties: dict[tuple[str, str], list[str]] = defaultdict(list)
        for link in links.values():
            if not only_asserted or link.modality is Modality.ASSERTED:
                graph.add_edge(link.source, link.target)
                ties[_pair(link.source, link.target)].append(link.id)
        if start not in graph or end not in graph or not nx.has_path(graph, start, end):
            continue
        found: list[Chain] = []
        for nodes in islice(nx.shortest_simple_paths(graph, start, end), limit):
            if len(nodes) - 1 > STEPS_MOST or (found and len(nodes) > len(found[0].nodes) + 1):
                break
            steps = tuple(tuple(sorted(ties[_pair(a, b)])) for a, b in pairwise(nodes))
            found.append(Chain(nodes=tuple(nodes), ties=steps, asserted=only_asserted))
        if found:
            return tuple(found)
    return ()


def _reach(store: Store, start: str, end: str) -> dict[str, Link]:
    """The ties around both ends, as far as they must go to meet, and one step beyond."""
    links: dict[str, Link] = {}
    seen = {start: {start}, end: {end}}
    edge = {start: {start}, end: {end}}
    steps, extra = 0, 1
    while steps < STEPS_MOST and any(edge.values()):
        side = min((side for side in edge if edge[side]), key=lambda side: len(edge[side]))
        rows = store.query(_STEP, {"ids": sorted(edge[side])}, limit=None).dicts()
        fresh: set[str] = set()
        for row in rows:
            links[row["id"]] = Link(
                id=row["id"], source=row["near"], target=row["far"], modality=Modality(row["modality"])
            )
            if row["far"] not in seen[side]:
                fresh.add(row["far"])
        seen[side] |= fresh
        edge[side] = fresh
        steps += 1
        if seen[start] & seen[end]:
            # The ends have met; what was met through ties that are not asserted may be met otherwise a step further.
            if extra == 0:
                break
            extra -= 1
        if len(seen[start]) + len(seen[end]) > REACH_MOST:
            break
    return links


def communities(links: Iterable[Link]) -> tuple[frozenset[str], ...]:
    """Circles of stakeholders with more ties among them than to others, the largest first.

    The method is Louvain's (Blondel et al., 2008). The same links give the same circles. Circles of fewer than three
    are left out.
    """
    import networkx as nx

    graph = _weighted(links)
    if graph.number_of_edges() == 0:
        return ()
    found = nx.community.louvain_communities(graph, weight="weight", seed=7)
    circles = [frozenset(circle) for circle in found if len(circle) >= 3]
    return tuple(sorted(circles, key=lambda circle: (-len(circle), min(circle))))


def brokers(links: Sequence[Link], *, groups: Mapping[str, str] | None = None, limit: int = 10) -> tuple[Broker, ...]:
    """Those through whom most pairs of others are linked, the foremost first; who links nobody is left out.

    `groups` says to which group each stakeholder belongs, for the roles of Gould and Fernandez; without it, the
    circles of `communities` are the groups.
    """
    import networkx as nx

    graph = _weighted(links)
    if groups is None:
        groups = {node: str(n) for n, circle in enumerate(communities(links)) for node in circle}
    between = nx.betweenness_centrality(graph, normalized=False)
    first = sorted((node for node in between if between[node] >= 1), key=lambda node: (-between[node], node))[:limit]
    return tuple(Broker(node=node, between=between[node], roles=_roles(graph, node, groups)) for node in first)


def _roles(graph: nx.Graph[str], broker: str, groups: Mapping[str, str]) -> dict[str, int]:
    """Open triads around `broker` by role; ties have no direction here, so each triad is counted once."""
    counts: Counter[str] = Counter()
    around = sorted(graph[broker])
    own = groups.get(broker, broker)
    for i, a in enumerate(around):
        for b in around[i + 1 :]:
            if graph.has_edge(a, b):
                continue
            ga, gb = groups.get(a, a), groups.get(b, b)
            if ga == gb == own:
                counts["coordinator"] += 1
            elif ga == gb:
                counts["itinerant"] += 1
            elif own in (ga, gb):
                counts["representative"] += 1
            else:
                counts["liaison"] += 1
    return dict(counts)


def _weighted(links: Iterable[Link]) -> nx.Graph[str]:
    """One edge a pair, weighted by its ties; a denied tie links nobody. In order, for the same result each time."""
    import networkx as nx

    weights: Counter[tuple[str, str]] = Counter()
    for link in links:
        if link.source != link.target and link.modality is not Modality.DENIED:
            weights[_pair(link.source, link.target)] += 1
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return graph


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
