// ---
// title = "Ties from a single source"
// question = "Which ties rest on one publisher alone?"
// theme = "corroboration"
// columns = ["source", "relation", "target", "modality", "date", "publisher", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.sources = 1 AND (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS source, type(r) AS relation, b.name AS target, r.modality AS modality, r.date AS date,
  s.publisher AS publisher, c.evidence AS evidence, s.headline AS article
ORDER BY source, target, relation, date, r.id
