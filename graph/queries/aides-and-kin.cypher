// ---
// title = "Aides and kin"
// question = "Who are the advisers and the relatives of whom?"
// theme = "representation"
// columns = ["who", "tie", "whom", "detail", "modality", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:AIDE_TO|RELATED_TO]-(:Entity)
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, type(r) AS tie, b.name AS whom, r.detail AS detail, r.modality AS modality,
  c.evidence AS evidence, s.headline AS article
ORDER BY whom, who, tie, modality, evidence, r.id
