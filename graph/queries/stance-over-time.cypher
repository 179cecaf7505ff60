// ---
// title = "Support and criticism over time"
// question = "How did one speak of the other, in order of time?"
// theme = "change"
// columns = ["date", "who", "stance", "whom", "modality", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:SUPPORTED|CRITICIZED|ACCUSED|THREATENED|REJECTED|AGREED_TO]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN coalesce(r.date, s.published) AS date, a.name AS who, type(r) AS stance, b.name AS whom, r.modality AS modality,
  c.evidence AS evidence, s.headline AS article
ORDER BY date, who, whom, stance, modality, evidence, r.id
