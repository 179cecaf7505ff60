// ---
// title = "Who represents whom"
// question = "Who acts as envoy, ambassador, negotiator or lawyer of whom, in what role?"
// theme = "representation"
// columns = ["representative", "of_whom", "role", "modality", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:REPRESENTED]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS representative, b.name AS of_whom, r.detail AS role, r.modality AS modality, r.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY of_whom, representative, date, modality, evidence
