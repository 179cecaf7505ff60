// ---
// title = "Who met whom"
// question = "Which meetings took place, between whom, when and where?"
// theme = "contacts"
// columns = ["who", "whom", "date", "place", "sources", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:MET]-(:Entity)
WHERE r.modality = 'asserted'
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, b.name AS whom, r.date AS date, r.place AS place, r.sources AS sources, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, evidence, r.id
