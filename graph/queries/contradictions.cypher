// ---
// title = "Contradictions"
// question = "Where does one article deny, or date or count differently, what another asserts or expects?"
// theme = "contradictions"
// columns = ["kind", "source", "relation", "target", "article_a", "evidence_a", "article_b", "evidence_b"]
// whole_graph = true
// ---
MATCH (c:Claim)
WHERE c.modality = 'denied'
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.relation = c.relation AND d.modality IN ['asserted', 'planned']
  AND (c.date_from IS NULL OR d.date_to IS NULL OR (c.date_from <= d.date_to AND d.date_from <= c.date_to))
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id <> y.id
MATCH (d)-[:SOURCE]->(s:Entity)
MATCH (d)-[:TARGET]->(t:Entity)
RETURN 'denial' AS kind, s.name AS source, d.relation AS relation, t.name AS target, y.id AS article_a,
  d.evidence AS evidence_a, x.id AS article_b, c.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
UNION
MATCH (c:Claim)
WHERE c.modality IN ['asserted', 'planned'] AND c.date_from IS NOT NULL AND c.date_from = c.date_to
  AND c.relation IN ['MET', 'SPOKE_WITH', 'NEGOTIATED_WITH', 'VISITED', 'HOSTED', 'AGREED_TO', 'APPOINTED', 'DISMISSED', 'ACQUIRED']
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.relation = c.relation AND d.modality = c.modality AND d.date_from = d.date_to AND c.date_from < d.date_from
WITH c, d, duration.inDays(date(c.date_from), date(d.date_from)).days AS apart
WHERE apart <= 3
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id <> y.id
MATCH (d)-[:SOURCE]->(s:Entity)
MATCH (d)-[:TARGET]->(t:Entity)
RETURN 'date' AS kind, s.name AS source, d.relation AS relation, t.name AS target, x.id AS article_a,
  c.evidence AS evidence_a, y.id AS article_b, d.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
UNION
MATCH (c:Claim)
WHERE c.amounts IS NOT NULL AND c.modality IN ['asserted', 'planned']
  AND c.relation IN ['OWNS', 'ACQUIRED', 'AGREED_TO', 'AIDED', 'SANCTIONED', 'SUED', 'ATTACKED', 'WITHDREW_FROM']
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.relation = c.relation AND d.modality = c.modality AND d.amounts IS NOT NULL
  AND (c.date_from IS NULL OR d.date_to IS NULL OR (c.date_from <= d.date_to AND d.date_from <= c.date_to))
  AND none(x IN c.amounts WHERE x IN d.amounts)
  AND any(x IN c.amounts WHERE any(y IN d.amounts WHERE split(x, '=')[0] = split(y, '=')[0]))
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id < y.id
MATCH (d)-[:SOURCE]->(s:Entity)
MATCH (d)-[:TARGET]->(t:Entity)
RETURN 'number' AS kind, s.name AS source, d.relation AS relation, t.name AS target, x.id AS article_a,
  c.evidence AS evidence_a, y.id AS article_b, d.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
