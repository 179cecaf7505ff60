"""What people who know Neo4j write: the same rows from both stores, or a refusal whose advice works when it is taken."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from graph.errors import QueryError
from graph.query import check, for_embedded
from graph.store import Store
from tests.graph.portable.test_differential import plain

#: Texts, and what their parameters stand for: the best connected people.
ANSWERED: list[str] = [
    "MATCH (p:Person) RETURN p.name, p.aliases ORDER BY p.ties DESC, p.name LIMIT 15",
    "MATCH (n:Entity) RETURN labels(n) AS labels, count(*) ORDER BY count(*) DESC, labels",
    "MATCH ()-[r]->() RETURN type(r), count(*) AS n ORDER BY n DESC, type(r)",
    "MATCH (a:Article) WHERE a.published >= '2024-01-01' AND a.published < '2025-01-01' "
    "RETURN a.headline, a.published ORDER BY a.published",
    "MATCH (a:Article) "
    "RETURN date(substring(a.published, 0, 10)).year AS y, date(substring(a.published, 0, 10)).month AS m, count(*) AS n "
    "ORDER BY y, m",
    "MATCH (p:Person) WHERE p.name =~ '(?i).*ov(a)?$' RETURN p.name ORDER BY p.name",
    "MATCH (p:Person) WHERE p.name ENDS WITH 'ov' OR p.name ENDS WITH 'ova' RETURN p.name ORDER BY p.name",
    "MATCH (a:Person)-[r:MET|SPOKE_WITH]-(b:Person) WHERE a.name < b.name "
    "RETURN a.name, b.name, collect(DISTINCT r.modality) AS modalities, count(r) AS n "
    "ORDER BY n DESC, a.name, b.name LIMIT 30",
    "MATCH (s:State) WHERE NOT (s)<-[:REPRESENTED]-() RETURN s.name ORDER BY s.name",
    "MATCH (p:Person) WITH p, COUNT { (p)-[:MET|SPOKE_WITH]-() } AS contacts WHERE contacts > 1 "
    "RETURN p.name AS name, contacts ORDER BY contacts DESC, name",
    "MATCH (p:Person) "
    "RETURN p.name AS name, [(p)-[r:HOLDS_ROLE]->(o) | o.name + ': ' + coalesce(r.detail, '?')] AS roles "
    "ORDER BY name LIMIT 40",
    "MATCH (p:Person)-[r:MET]-(q:Person) RETURN p, r, q ORDER BY r.id, p.id LIMIT 5",
    "MATCH path = (p:Person)-[:MET|SPOKE_WITH*1..3]-(q:State) "
    "RETURN [n IN nodes(path) | n.name] AS chain, length(path) AS l ORDER BY l, chain LIMIT 20",
    "MATCH p = shortestPath((a:Person)-[*..4]-(b:Person)) WHERE a.name STARTS WITH 'A' AND b.name STARTS "
    "WITH 'B' AND a <> b RETURN a.name, b.name, length(p) ORDER BY length(p), a.name, b.name LIMIT 10",
    "MATCH (a:Person)-[:MET]-(m)-[:MET]-(b:Person) WHERE NOT (a)-[:MET]-(b) AND a.id < b.id "
    "RETURN DISTINCT m.name AS broker, a.name AS one, b.name AS other ORDER BY broker, one, other LIMIT 25",
    "MATCH (c:Claim)-[:IN]->(a:Article) WITH a, collect(c.relation) AS rels "
    "RETURN a.headline AS headline, size(rels) AS n, size([r IN rels WHERE r = 'MET']) AS meetings "
    "ORDER BY n DESC, headline LIMIT 15",
    "MATCH (u)<-[:SAID_BY]-(c:Claim)-[:TARGET]->(t) "
    "WHERE c.relation IN ['ACCUSED', 'CRITICIZED', 'THREATENED'] "
    "RETURN u.name AS speaker, t.name AS against, count(*) AS n ORDER BY n DESC, speaker, against",
    "MATCH (e:Entity)-[:SAID]->(q:Quote)-[:IN]->(a:Article) "
    "RETURN e.name, left(q.text, 60) AS quote, a.publisher ORDER BY e.name, quote LIMIT 20",
    "MATCH (q:Quote) WHERE toLower(q.text) CONTAINS 'peace' RETURN q.text ORDER BY q.id",
    "MATCH (p:Person)-[m:MENTIONED_IN]->(a:Article) "
    "RETURN p.name, sum(m.count) AS mentions, count(DISTINCT a) AS articles "
    "ORDER BY mentions DESC, p.name LIMIT 10",
    "MATCH (a:Entity) "
    "RETURN a.kind AS kind, count(*) AS n, sum(a.ties) AS ties, 1.0 * sum(a.ties) / count(*) AS mean "
    "ORDER BY kind",
    "MATCH (p:Person {name: $name})-[r]-(other:Entity) "
    "RETURN type(r) AS relation, startNode(r).name AS source, endNode(r).name AS target, r.evidence "
    "ORDER BY relation, source, target, r.evidence",
    "MATCH (p:Person) WHERE p.name IN $names "
    "RETURN p.name, EXISTS { (p)-[:MET {modality: 'asserted'}]-() } AS met ORDER BY p.name",
    "UNWIND $names AS name OPTIONAL MATCH (p:Person {name: name})-[r:MET]-() RETURN name, count(r) AS n ORDER BY name",
    "MATCH (p:Person) "
    "CALL { WITH p MATCH (p)-[r:MET|SPOKE_WITH]-(q) RETURN q.name AS last, r.date_from AS day ORDER BY day DESC, last LIMIT 1 } "
    "RETURN p.name AS who, last, day ORDER BY who",
    "MATCH (p:Person) CALL (p) { MATCH (p)-[r]->(o:State) RETURN count(r) AS n } WITH p, n WHERE n > 2 "
    "RETURN p.name, n ORDER BY n DESC, p.name",
    "MATCH (a)-[r:MET {modality:'planned'}]-(b) "
    "WHERE EXISTS { MATCH (a)-[s:MET]-(b) WHERE s.modality = 'asserted' AND s.date_from >= r.date_from } "
    "RETURN DISTINCT a.name, b.name ORDER BY a.name, b.name",
    "MATCH (a:Person) RETURN a.name AS n UNION MATCH (s:State) RETURN s.name AS n",
    "MATCH (a:Person) WHERE a.name CONTAINS ' ' WITH split(a.name, ' ') AS parts "
    "RETURN last(parts) AS surname, count(*) AS n ORDER BY n DESC, surname LIMIT 20",
    "MATCH (n:Person|Organization) WHERE n.ties >= 3 RETURN n.name, labels(n) ORDER BY n.name",
    "MATCH (n) WHERE n:State OR n:Group RETURN n.name ORDER BY n.name",
    "MATCH (a:Person)-[r:MET]-(b:Person) WITH a, count(DISTINCT b) AS degree "
    "RETURN degree, count(a) AS people ORDER BY degree",
    "MATCH (p:Person)-[r]->(s:State) WITH s, p, count(r) AS n ORDER BY n DESC, p.name "
    "WITH s, collect({who: p.name, n: n})[0] AS top RETURN s.name, top.who, top.n ORDER BY s.name",
    "MATCH (c:Claim) WHERE c.amounts IS NOT NULL UNWIND c.amounts AS amount "
    "WITH c, split(amount, '=') AS kv RETURN kv[0] AS unit, toFloat(kv[1]) AS value, c.evidence "
    "ORDER BY unit, value, c.id LIMIT 20",
    "MATCH (a:Article) WHERE NOT EXISTS { (a)<-[:IN]-(:Claim {relation: 'MET'}) } RETURN count(a) AS without",
    "MATCH (a:Person) WHERE a.name = 'X' OR any(x IN a.aliases WHERE x CONTAINS 'President') "
    "RETURN a.name, a.aliases ORDER BY a.name",
    "MATCH (n:Entity) WHERE n.name IS NULL OR trim(n.name) = '' RETURN count(n)",
    "MATCH (s:State)-[r:SANCTIONED|ACCUSED|THREATENED|ATTACKED]->(t:State) "
    "WITH s, t, collect(type(r)) AS acts WHERE size(acts) > 1 "
    "RETURN s.name + ' v. ' + t.name AS pair, size(acts) AS n ORDER BY n DESC, pair",
    "MATCH (a:State)-[r]->(b:State), (b)-[q]->(a) WHERE type(r) = type(q) "
    "RETURN DISTINCT a.name, type(r), b.name ORDER BY a.name, type(r), b.name",
    "MATCH (c:Claim) WITH c.pair AS pair, collect(DISTINCT c.modality) AS ms, collect(c) AS cs "
    "WHERE 'denied' IN ms AND 'asserted' IN ms UNWIND cs AS c MATCH (c)-[:IN]->(a) "
    "RETURN pair, c.relation, c.modality, a.publisher, c.evidence "
    "ORDER BY pair, c.relation, c.modality, c.id",
    "MATCH (p:Person) WITH count(p) AS total MATCH (q:Person)-[:MET|SPOKE_WITH]-() "
    "WITH total, count(DISTINCT q) AS active RETURN active, total, 100.0 * active / total AS percent",
    "MATCH (a:Article)<-[:IN]-(c:Claim) "
    "RETURN a.publisher AS publisher, count(DISTINCT a) AS articles, count(c) AS claims, toFloat(count(c)) / count(DISTINCT a) AS per_article "
    "ORDER BY publisher",
    "MATCH (p:Person)-->(s:State)<--(q:Person) WHERE p.name < q.name "
    "RETURN s.name, count(DISTINCT [p.name, q.name]) AS pairs ORDER BY pairs DESC, s.name LIMIT 10",
    "MATCH (p:Person) WITH p ORDER BY p.ties DESC, p.name LIMIT 5 "
    "MATCH (p)-[r:MET|SPOKE_WITH|HOLDS_ROLE]-(x) "
    "RETURN p.name AS p, count(r) AS n, collect(DISTINCT x.kind) AS kinds ORDER BY n DESC, p",
    "MATCH (a:Article) WITH a ORDER BY a.published DESC, a.id SKIP 2 LIMIT 3 RETURN a.id, a.published",
    "MATCH (c:Claim) WHERE c.date =~ '\\\\d{4}-\\\\d{2}' RETURN c.date, count(*) AS n ORDER BY c.date",
    "MATCH (c:Claim) WHERE c.date CONTAINS '/' "
    "RETURN c.date, c.date_from, c.date_to, duration.inDays(date(c.date_from), date(c.date_to)).days + 1 AS days "
    "ORDER BY c.date, c.id",
    "MATCH (c:Claim) WHERE c.date_from IS NOT NULL "
    "WITH date.truncate('week', date(c.date_from)) AS week, count(*) AS n RETURN week, n ORDER BY week",
    "MATCH (c:Claim) WHERE c.date_from IS NOT NULL "
    "RETURN date(c.date_from).dayOfWeek AS dow, count(*) AS n ORDER BY dow",
    "MATCH (c:Claim)-[:IN]->(a:Article) "
    "WHERE substring(a.text, c.start_char, c.end_char - c.start_char) <> c.evidence "
    "RETURN count(*) AS ungrounded",
    "MATCH (a:Person)-[:HOLDS_ROLE]->(o)<-[:HOLDS_ROLE]-(b:Person) WHERE a.id < b.id "
    "WITH o, collect([a.name, b.name]) AS pairs RETURN o.name, size(pairs) AS n ORDER BY n DESC, o.name",
    "MATCH (a:Person), (b:Person) "
    "WHERE a.folded CONTAINS toLower($x) AND b <> a AND (a)-[:MET|SPOKE_WITH]-(b) RETURN a.name, b.name "
    "ORDER BY a.name, b.name",
    "MATCH (n:Event)-[r]-(p) RETURN n.name, type(r), p.name ORDER BY n.name, type(r), p.name LIMIT 20",
    "MATCH (p:Person) WHERE p.ties > 1 AND NOT p.name CONTAINS ' ' XOR p.ties = 4 RETURN p.name ORDER BY p.name",
    "MATCH p=(a:Person)-[:MET]-(b)-[:REPRESENTED]->(s:State) RETURN p ORDER BY length(p), a.id, b.id, s.id LIMIT 3",
    "MATCH (a:Entity) WHERE (a.name) STARTS WITH 'The ' RETURN replace(a.name, 'The ', '') AS name ORDER BY name",
    "MATCH (a:Person)-[r:MET]->(b) RETURN a.name AS a, b.name AS b, size(r.claim_ids) = r.claims AS ok "
    "ORDER BY a, b, r.id LIMIT 10",
    "MATCH (p:Person) WITH collect(p) AS ps RETURN size(ps), [x IN ps WHERE x.ties > 6 | x.name] AS busy",
    "MATCH (p:Person) WHERE p.name IN ['a', 'b'] OR p.kind = 'Person' RETURN count(*)",
    "MATCH (a:Person) OPTIONAL MATCH (a)-[r:MET]-(b:State) "
    "WITH a, count(b) AS n, max(r.date_from) AS latest RETURN n, count(a) AS people, max(latest) AS latest "
    "ORDER BY n",
    "MATCH (a:Person)-[r:MET]-(b:Person) WHERE a.name < b.name "
    "RETURN a.name + ' & ' + b.name AS pair, toString(count(r)) + ' times' AS often ORDER BY pair",
    "MATCH (c:Claim) RETURN toString(c.confidence) AS c, count(*) AS n ORDER BY c",
    "MATCH (c:Claim) RETURN DISTINCT c.confidence * 10 AS c ORDER BY c",
    "MATCH (p:Person) RETURN p.name AS name, p.ties / 2 AS half, p.ties % 2 AS odd, p.ties ^ 2 AS sq "
    "ORDER BY name LIMIT 20",
    "MATCH (a:Article) RETURN a.id, size(a.text) AS chars, size(split(a.text, ' ')) AS words "
    "ORDER BY words DESC, a.id LIMIT 10",
    "MATCH (a:Person)-[r:MET]-(b:Person) WITH a, b, count(*) AS n WHERE n >= 2 "
    "MATCH (a)-[:MENTIONED_IN]->(x:Article)<-[:MENTIONED_IN]-(b) "
    "RETURN a.name, b.name, n, count(DISTINCT x) AS articles ORDER BY a.name, b.name",
    "MATCH (c:Claim)-[:ON_BEHALF_OF]->(p) "
    "RETURN p.name AS principal, collect(DISTINCT c.relation) AS acts, count(*) AS n "
    "ORDER BY n DESC, principal",
    "MATCH (a:Entity) "
    "RETURN a.kind AS kind, count(*) AS n, sum(a.ties) AS ties, 1.0 * sum(a.ties) / count(*) AS mean "
    "ORDER BY kind",
    "MATCH (a:Entity) RETURN a.kind, sum(a.ties) % count(*) AS mean ORDER BY a.kind",
    "MATCH (a:Entity) RETURN a.kind, CASE WHEN count(a) > 100 THEN 'many' ELSE 'few' END AS often "
    "ORDER BY often, a.kind",
    "MATCH (a:Article)<-[:IN]-(c:Claim) "
    "RETURN a.publisher AS publisher, toFloat(count(c)) / count(DISTINCT a) AS per_article "
    "ORDER BY per_article DESC",
    "MATCH (a:Person) RETURN COUNT { (a)--() } AS d, 100 * count(a) / 7 AS n ORDER BY d",
    "MATCH (a:Person)-[r:MET]-(b) "
    "RETURN [x IN [1,2] | x] AS l, [count(r)] + [1] AS n, left('abcdef', count(DISTINCT a) % 3) AS t",
    "MATCH (a:Person) RETURN round(avg(a.ties) * 100) / 100 AS mean, size(collect(a)) AS n",
    "MATCH (a:Person)-[r]->(s:State) RETURN DISTINCT s.name AS s, count(r) / count(DISTINCT a) AS n "
    "ORDER BY n DESC, s SKIP 1 LIMIT 4",
    "MATCH (a:Person)-[r]->(s:State) WITH s, {n: count(r), m: max(r.date_from)} AS m "
    "RETURN s.name, m.n, m.m ORDER BY s.name",
    "MATCH (p:Person)-[r:MET]-(o) RETURN p, count(r) / 1.0 AS n ORDER BY p.name LIMIT 2",
    "MATCH (n:Person) WHERE n.name = 'none' RETURN sum(n.ties) / 2 AS a, count(n) + 1 AS b",
    "MATCH (p:Person)-[r:MET]-(o) "
    "RETURN p.name AS `s p`, coalesce(max(r.date_from), 'none') AS latest, count(*) * count(*) AS sq "
    "ORDER BY `s p`",
    "UNWIND [1e7, 9999999.0, 0.001, 0.00099, 1234567.89, 12345678.9, 2.5e-10, 0.0, -1e8, -2e-5, 100.0, 3, null, 1e20] AS x "
    "RETURN toString(x) AS t",
    "MATCH (c:Claim) WITH c.confidence AS x RETURN DISTINCT toString(x / 1e5) AS t ORDER BY t",
]

#: What is refused, words of the advice, and the text with the advice taken.
ADVISED: list[tuple[str, str, str]] = [
    (
        "MATCH (p:Person) WHERE size((p)--()) > 5 RETURN p.name",
        "write COUNT {",
        "MATCH (p:Person) WHERE COUNT { (p)--() } > 5 RETURN p.name",
    ),
    (
        "MATCH (c:Claim) RETURN percentileCont(c.confidence, 0.5) AS median",
        "collect the values in order and take one by its index",
        "MATCH (c:Claim) WITH c.confidence AS x ORDER BY x WITH collect(x) AS xs RETURN xs[size(xs) / 2] AS median",
    ),
    (
        "MATCH (c:Claim) RETURN round(c.confidence, 2) AS bucket, count(*) AS n",
        "round(x * 100) / 100",
        "MATCH (c:Claim) RETURN round(c.confidence * 100) / 100 AS bucket, count(*) AS n",
    ),
    (
        "MATCH (p:Person)--(q:Person) WHERE id(p) < id(q) RETURN p.name, q.name",
        "n.id",
        "MATCH (p:Person)--(q:Person) WHERE p.id < q.id RETURN p.name, q.name",
    ),
    (
        "MATCH (a)-[r:MET]-(b) WHERE r.date >= date('2025-03-01') RETURN a.name, b.name, r.date",
        "compare them with text such as '2024-03-12'",
        "MATCH (a)-[r:MET]-(b) WHERE r.date >= '2025-03-01' RETURN a.name, b.name, r.date",
    ),
    (
        "MATCH (c:Claim) RETURN duration.between(date(c.date_from), date(c.date_to)).days AS days",
        "duration.inDays(a, b)",
        "MATCH (c:Claim) RETURN duration.inDays(date(c.date_from), date(c.date_to)).days AS days",
    ),
    (
        "MATCH (x:Entity)-[r]->(y:Entity) RETURN x.kind + y.kind AS ends, count(r) AS n",
        "in backticks",
        "MATCH (x:Entity)-[r]->(y:Entity) RETURN x.kind + y.kind AS `ends`, count(r) AS n",
    ),
    (
        "MATCH (n:Entity&Person) RETURN n.name",
        "write (n:A:B)",
        "MATCH (n:Entity:Person) RETURN n.name",
    ),
    (
        "MATCH (a)-[:MET|SPOKE_WITH]-{1,2}(b) RETURN count(*) AS n",
        "-[:MET*1..3]-",
        "MATCH (a)-[:MET|SPOKE_WITH*1..2]-(b) RETURN count(*) AS n",
    ),
    (
        "MATCH (p:Person)-[:MET]-(o) RETURN p.name, reduce(s = '', x IN collect(o.name) | s + x) AS names",
        "return the list itself",
        "MATCH (p:Person)-[:MET]-(o) RETURN p.name, collect(o.name) AS names",
    ),
    (
        "MATCH (a:Person)-[r:MET]-(b) RETURN a.name AS a, r.date AS day ORDER BY day DESC NULLS LAST",
        "order by x IS NULL first",
        "MATCH (a:Person)-[r:MET]-(b) RETURN a.name AS a, r.date AS day ORDER BY day IS NULL, day DESC, a",
    ),
    (
        "MATCH (c:Claim) RETURN c.relation AS relation, count(*) AS n ORDER BY 2 DESC",
        "order by the column's name",
        "MATCH (c:Claim) RETURN c.relation AS relation, count(*) AS n ORDER BY n DESC, relation",
    ),
    (
        "MATCH (a:Person)-[r]-() RETURN a.name AS a ORDER BY count(r) DESC",
        "compute it in a WITH before",
        "MATCH (a:Person)-[r]-() WITH a.name AS a, count(r) AS n RETURN a ORDER BY n DESC, a",
    ),
    (
        "MATCH (n:Person) RETURN properties(n) AS n",
        "return the node itself",
        "MATCH (n:Person) RETURN n",
    ),
    (
        "MATCH (:Person)-[r:MET]-() RETURN r {.*} AS r",
        "{date: r.date}",
        "MATCH (:Person)-[r:MET]-() RETURN {date: r.date} AS r",
    ),
    (
        "UNWIND [date('2024-03-01'), datetime('2024-03-02T10:00:00Z')] AS day RETURN day ORDER BY day",
        "write date(x) for each",
        "UNWIND [date('2024-03-01'), date(datetime('2024-03-02T10:00:00Z'))] AS day RETURN day ORDER BY day",
    ),
    (
        "UNWIND [datetime('2024-03-01T12:00:00Z'), datetime('2024-03-02T10:00:00Z')] AS x RETURN x AS day ORDER BY day",
        "order by date(x)",
        "UNWIND [datetime('2024-03-01T12:00:00Z'), datetime('2024-03-02T10:00:00Z')] AS x RETURN date(x) AS d ORDER BY d",
    ),
    (
        "MATCH (p:person)-[:MET]-(q) RETURN p.name, q.name",
        "`person` is written Person",
        "MATCH (p:Person)-[:MET]-(q) RETURN p.name, q.name",
    ),
    (
        "MATCH (p:Person)-[:met]-(q) RETURN p.name, q.name",
        "`met` is written MET",
        "MATCH (p:Person)-[:MET]-(q) RETURN p.name, q.name",
    ),
    (
        "MATCH (p:Person) WHERE p.Name STARTS WITH 'A' RETURN p.name",
        "`Name` is written name",
        "MATCH (p:Person) WHERE p.name STARTS WITH 'A' RETURN p.name",
    ),
    (
        "MATCH (c:Claim {Modality: 'denied'}) RETURN c.evidence",
        "`Modality` is written modality",
        "MATCH (c:Claim {modality: 'denied'}) RETURN c.evidence",
    ),
    (
        "UNWIND [1, 1.0, 2] AS x RETURN DISTINCT x",
        "write it one way",
        "UNWIND [1.0, 1.0, 2] AS x RETURN DISTINCT x",
    ),
    (
        "MATCH (c:Claim) RETURN DISTINCT CASE WHEN c.place IS NULL THEN 0 ELSE 0.0 END AS x",
        "write it one way",
        "MATCH (c:Claim) RETURN DISTINCT CASE WHEN c.place IS NULL THEN 0.0 ELSE 0.0 END AS x",
    ),
]


@pytest.mark.neo4j
@pytest.mark.parametrize("cypher", ANSWERED)
def test_is_answered_alike(gold_embedded: Store, gold_neo4j: Store, cypher: str) -> None:
    one, other = rows(gold_embedded, cypher), rows(gold_neo4j, cypher)
    assert one == other
    assert one[1]


@pytest.mark.parametrize(("cypher", "advice", "_"), ADVISED)
def test_what_is_not_portable_is_refused_with_advice(cypher: str, advice: str, _: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(cypher)
    assert advice in str(caught.value)


@pytest.mark.neo4j
@pytest.mark.parametrize("cypher", [followed for _, _, followed in ADVISED])
def test_the_advice_works(gold_embedded: Store, gold_neo4j: Store, cypher: str) -> None:
    one, other = rows(gold_embedded, cypher), rows(gold_neo4j, cypher)
    assert one == other
    assert one[1]


def test_lists_of_values_that_are_not_compared_alike_are_refused_as_parameters() -> None:
    with pytest.raises(QueryError, match=r"\$x holds 1 with and without decimals"):
        for_embedded("UNWIND $x AS y RETURN y", {"x": [1, 1.0]})
    now = datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC)
    with pytest.raises(QueryError, match=r"\$x mixes times of day"):
        for_embedded("UNWIND $x AS y RETURN y", {"x": [now, now.date()]})
    for_embedded("UNWIND $x AS y RETURN y", {"x": [1, 2.0, None]})


def rows(store: Store, cypher: str) -> tuple[tuple[str, ...], list[Any]]:
    """Columns and rows, in order where one is asked for; parameters are the best connected people."""
    text = "MATCH (p:Person) RETURN p.name ORDER BY p.ties DESC, p.name LIMIT 6"
    people = [row[0] for row in store.query(text).rows]
    given = {"name": people[0], "names": [*people, "Nobody"], "x": "AN"}
    found = store.query(cypher, given, limit=None)
    values = [tuple(plain(value) for value in row) for row in found.rows]
    return found.columns, values if "ORDER BY" in cypher else sorted(values, key=repr)
