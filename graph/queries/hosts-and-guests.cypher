// ---
// title = "Hosts and guests"
// question = "Who received whom, and who travelled where?"
// theme = "contacts"
// columns = ["who", "how", "whom", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:HOSTED|VISITED]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, type(r) AS how, b.name AS whom, r.modality AS modality, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, how, modality, evidence, r.id
