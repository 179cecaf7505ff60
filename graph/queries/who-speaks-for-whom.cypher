// ---
// title = "Who speaks for whom"
// question = "Who is the spokesperson of which person, body or state?"
// theme = "representation"
// columns = ["speaker", "for_whom", "date", "sources", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:SPOKESPERSON_FOR]-(:Entity)
WHERE r.modality = 'asserted'
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS speaker, b.name AS for_whom, r.date AS date, r.sources AS sources, c.evidence AS evidence,
  s.headline AS article
ORDER BY for_whom, speaker, date, evidence, r.id
