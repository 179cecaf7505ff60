// ---
// title = "Ties from a single source"
// question = "Which ties rest on one publisher alone?"
// theme = "corroboration"
// columns = ["source", "relation", "target", "modality", "date", "publisher", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r]-(:Entity)
WHERE r.sources = 1
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS source, type(r) AS relation, b.name AS target, r.modality AS modality, r.date AS date,
  s.publisher AS publisher, c.evidence AS evidence, s.headline AS article
ORDER BY source, target, relation, date, r.id
