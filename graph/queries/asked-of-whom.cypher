// ---
// title = "Who asked whom"
// question = "Who asked, urged or demanded something of whom?"
// theme = "messages"
// columns = ["who", "whom", "what", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:REQUESTED]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, b.name AS whom, r.detail AS what, r.modality AS modality, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, modality, evidence, r.id
