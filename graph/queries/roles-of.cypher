// ---
// title = "Who holds which role"
// question = "Which offices does or did this person hold, or who held office there?"
// theme = "representation"
// columns = ["who", "office", "role", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:HOLDS_ROLE]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, b.name AS office, r.detail AS role, r.modality AS modality, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY office, who, date, modality, evidence, r.id
