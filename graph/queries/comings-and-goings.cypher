// ---
// title = "Comings and goings"
// question = "Who was appointed or dismissed, by whom?"
// theme = "change"
// columns = ["who", "change", "by_whom", "role", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:APPOINTED|DISMISSED]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN b.name AS who, type(r) AS change, a.name AS by_whom, r.detail AS role, r.modality AS modality, r.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY date DESC, who, by_whom, change, modality, evidence, r.id
