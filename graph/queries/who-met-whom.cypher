// ---
// title = "Who met whom"
// question = "Which meetings took place, between whom, when and where?"
// theme = "contacts"
// columns = ["who", "whom", "date", "place", "sources", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:MET]->(b:Entity)
WHERE r.modality = 'asserted' AND (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, b.name AS whom, r.date AS date, r.place AS place, r.sources AS sources, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, evidence
