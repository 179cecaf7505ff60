// ---
// title = "Comings and goings"
// question = "Who was appointed or dismissed, by whom?"
// theme = "change"
// columns = ["who", "change", "by_whom", "role", "modality", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:APPOINTED|DISMISSED]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN b.name AS who, type(r) AS change, a.name AS by_whom, r.detail AS role, r.modality AS modality, r.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY date DESC, who, by_whom, change, modality, evidence, r.id
