// ---
// title = "Contradictions"
// question = "Where does one article deny, or date, place or count differently, what another asserts or expects?"
// theme = "contradictions"
// columns = ["kind", "source", "relation", "target", "article_a", "evidence_a", "article_b", "evidence_b"]
// whole_graph = true
// ---
MATCH (c:Claim)
WHERE c.modality = 'denied' AND c.status <> 'rejected'
WITH c, c.pair AS pair, any(w IN ['called off', 'cancel', 'postpone', 'put off', 'scrapp', 'planned', 'due to'] WHERE toLower(c.evidence) CONTAINS w) AS off,
  CASE WHEN c.relation IN ['MET', 'HOSTED'] THEN ['MET', 'HOSTED', 'NEGOTIATED_WITH'] ELSE [c.relation] END AS relations
MATCH (d:Claim {pair: pair})
WHERE d.relation IN relations AND d.status <> 'rejected'
  AND (d.relation = c.relation OR off OR (c.date_from IS NOT NULL AND d.date_from IS NOT NULL))
  AND (c.date_from IS NULL OR d.date_to IS NULL OR (c.date_from <= d.date_to AND d.date_from <= c.date_to))
  AND ((d.modality = 'asserted' AND (NOT off OR (c.date_from IS NOT NULL AND d.date_from IS NOT NULL)))
    OR (d.modality = 'planned' AND (off OR (c.date_from IS NOT NULL AND d.date_from IS NOT NULL))))
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
WHERE c.relation = 'REJECTED' AND c.modality = 'asserted' AND c.status <> 'rejected'
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.relation = 'AGREED_TO' AND d.modality = 'asserted' AND d.status <> 'rejected'
  AND (c.date_from IS NULL OR d.date_to IS NULL OR (c.date_from <= d.date_to AND d.date_from <= c.date_to))
MATCH (c)-[:SOURCE]->(s:Entity)
MATCH (d)-[:SOURCE]->(u:Entity)
WHERE s.id = u.id
MATCH (d)-[:TARGET]->(t:Entity)
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id <> y.id AND x.published IS NOT NULL AND y.published IS NOT NULL
WITH c, d, s, t, x, y, duration.inDays(date(x.published), date(y.published)).days AS apart
WHERE apart >= -7 AND apart <= 7
RETURN 'outcome' AS kind, s.name AS source, d.relation AS relation, t.name AS target, y.id AS article_a,
  d.evidence AS evidence_a, x.id AS article_b, c.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
UNION
MATCH (c:Claim)
WHERE c.modality IN ['asserted', 'planned'] AND c.status <> 'rejected' AND c.date_from IS NOT NULL AND c.date_from = c.date_to
  AND c.relation IN ['MET', 'SPOKE_WITH', 'NEGOTIATED_WITH', 'VISITED', 'HOSTED', 'AGREED_TO', 'APPOINTED', 'DISMISSED', 'ACQUIRED']
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.modality = c.modality AND d.status <> 'rejected' AND d.date_from = d.date_to AND c.date_from <> d.date_from
  AND (d.relation = c.relation OR (c.relation IN ['MET', 'NEGOTIATED_WITH'] AND d.relation IN ['MET', 'NEGOTIATED_WITH']))
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id < y.id
WITH c, d, x, y, duration.inDays(date(c.date_from), date(d.date_from)).days AS apart,
  CASE WHEN x.published IS NULL OR y.published IS NULL OR c.modality = 'planned' THEN 0
    ELSE duration.inDays(date(c.date_from), date(x.published)).days END AS ago
WHERE (apart >= -3 AND apart <= 3) OR (apart >= -14 AND apart <= 14 AND ago > 60)
MATCH (d)-[:SOURCE]->(s:Entity)
MATCH (d)-[:TARGET]->(t:Entity)
RETURN 'date' AS kind, s.name AS source, d.relation AS relation, t.name AS target, x.id AS article_a,
  c.evidence AS evidence_a, y.id AS article_b, d.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
UNION
MATCH (c:Claim)
WHERE c.modality = 'asserted' AND c.status <> 'rejected' AND c.place IS NOT NULL AND c.date_from IS NOT NULL AND c.date_from = c.date_to
  AND c.relation IN ['MET', 'NEGOTIATED_WITH', 'HOSTED', 'AGREED_TO']
WITH c, c.pair AS pair
MATCH (d:Claim {pair: pair})
WHERE d.relation = c.relation AND d.modality = 'asserted' AND d.status <> 'rejected' AND d.place IS NOT NULL
  AND d.date_from = c.date_from AND d.date_to = c.date_to AND toLower(c.place) <> toLower(d.place)
MATCH (c)-[:IN]->(x:Article)
MATCH (d)-[:IN]->(y:Article)
WHERE x.id < y.id AND NOT toLower(x.text) CONTAINS toLower(d.place) AND NOT toLower(y.text) CONTAINS toLower(c.place)
MATCH (d)-[:SOURCE]->(s:Entity)
MATCH (d)-[:TARGET]->(t:Entity)
RETURN 'place' AS kind, s.name AS source, d.relation AS relation, t.name AS target, x.id AS article_a,
  c.evidence AS evidence_a, y.id AS article_b, d.evidence AS evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
UNION
MATCH (f:Figure)
WITH f, f.key AS key
MATCH (g:Figure {key: key})
WHERE f.article < g.article AND none(v IN f.values WHERE v IN g.values)
WITH f, g, f.article AS a, g.article AS b
MATCH (x:Article) WHERE x.id = a
MATCH (y:Article) WHERE y.id = b
WITH f, g, x, y, CASE WHEN x.published IS NULL OR y.published IS NULL THEN 0
  ELSE duration.inDays(date(x.published), date(y.published)).days END AS apart
WHERE apart >= -f.days AND apart <= f.days
WITH x.id AS article_a, f.evidence AS evidence_a, y.id AS article_b, g.evidence AS evidence_b, min(f.key) AS key
MATCH (h:Figure {key: key})
WHERE h.article = article_a
WITH article_a, evidence_a, article_b, evidence_b, h.deed AS relation, h.source AS one, h.target AS two
MATCH (s:Entity) WHERE s.id = one
OPTIONAL MATCH (t:Entity) WHERE t.id = two
RETURN 'number' AS kind, s.name AS source, relation, coalesce(t.name, '') AS target, article_a, evidence_a, article_b, evidence_b
ORDER BY source, target, relation, article_a, article_b, evidence_a, evidence_b
