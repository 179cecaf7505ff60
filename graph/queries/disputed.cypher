// ---
// title = "Disputed ties"
// question = "Which ties are asserted by some and denied by others, and who says what?"
// theme = "contradictions"
// columns = ["source", "relation", "target", "asserted_by", "denied_by", "asserted_evidence", "asserted_article", "denied_evidence", "denied_article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[n]-(:Entity)
WHERE n.modality = 'denied'
WITH DISTINCT n
WITH startNode(n) AS a, n, endNode(n) AS b
MATCH (a)-[y]-(b)
WHERE type(y) = type(n) AND y.modality = 'asserted'
  AND (y.date_from IS NULL OR n.date_to IS NULL OR (y.date_from <= n.date_to AND n.date_from <= y.date_to))
WITH a, n, b, y, y.claim_ids[0] AS asserted, n.claim_ids[0] AS denied
MATCH (c:Claim {id: asserted})-[:IN]->(s:Article)
MATCH (d:Claim {id: denied})-[:IN]->(q:Article)
RETURN a.name AS source, type(n) AS relation, b.name AS target, y.said_by AS asserted_by, n.said_by AS denied_by,
  c.evidence AS asserted_evidence, s.headline AS asserted_article, d.evidence AS denied_evidence,
  q.headline AS denied_article
ORDER BY source, target, relation, y.id, n.id
