// ---
// title = "Support and criticism over time"
// question = "How did one speak of the other, in order of time?"
// theme = "change"
// columns = ["date", "who", "stance", "whom", "modality", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:SUPPORTED|CRITICIZED|ACCUSED|THREATENED|REJECTED|AGREED_TO]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN coalesce(r.date, s.published) AS date, a.name AS who, type(r) AS stance, b.name AS whom, r.modality AS modality,
  c.evidence AS evidence, s.headline AS article
ORDER BY date, who, whom, stance, modality, evidence, r.id
