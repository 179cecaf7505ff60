// ---
// title = "Hosts and guests"
// question = "Who received whom, and who travelled where?"
// theme = "contacts"
// columns = ["who", "how", "whom", "modality", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:HOSTED|VISITED]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, type(r) AS how, b.name AS whom, r.modality AS modality, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, how, modality, evidence
