// ---
// title = "Who holds which role"
// question = "Which offices does or did this person hold, or who held office there?"
// theme = "representation"
// columns = ["who", "office", "role", "modality", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:HOLDS_ROLE]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, b.name AS office, r.detail AS role, r.modality AS modality, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY office, who, date, modality, evidence
