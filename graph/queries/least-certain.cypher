// ---
// title = "Least certain claims"
// question = "Which claims is the reading least sure of?"
// theme = "coverage"
// columns = ["confidence", "source", "relation", "target", "modality", "evidence", "article"]
// whole_graph = true
// [parameters.most]
// kind = "float"
// default = 0.5
// help = "confidence at most, from 0 to 1"
// ---
MATCH (c:Claim)
WHERE c.confidence <= $most AND c.status <> 'rejected'
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
RETURN c.confidence AS confidence, a.name AS source, c.relation AS relation, b.name AS target, c.modality AS modality,
  c.evidence AS evidence, s.headline AS article
ORDER BY confidence, article, c.start_char, c.id
