// ---
// title = "Who speaks for whom"
// question = "Who is the spokesperson of which person, body or state?"
// theme = "representation"
// columns = ["speaker", "for_whom", "date", "sources", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:SPOKESPERSON_FOR]->(b:Entity)
WHERE r.modality = 'asserted' AND (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS speaker, b.name AS for_whom, r.date AS date, r.sources AS sources, c.evidence AS evidence,
  s.headline AS article
ORDER BY for_whom, speaker, date, evidence
