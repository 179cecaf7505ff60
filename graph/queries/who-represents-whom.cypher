// ---
// title = "Who represents whom"
// question = "Who acts as envoy, ambassador, negotiator or lawyer of whom, in what role?"
// theme = "representation"
// columns = ["representative", "of_whom", "role", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:REPRESENTED]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS representative, b.name AS of_whom, r.detail AS role, r.modality AS modality, r.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY of_whom, representative, date, modality, evidence, r.id
