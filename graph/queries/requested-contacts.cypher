// ---
// title = "Contacts asked for"
// question = "Which meetings, calls and messages were asked for?"
// theme = "plans and outcomes"
// columns = ["who", "how", "whom", "date", "said_by", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(:Entity)
WHERE r.modality = 'requested'
WITH DISTINCT r
WITH startNode(r) AS a, r, endNode(r) AS b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS who, type(r) AS how, b.name AS whom, r.date AS date, r.said_by AS said_by, c.evidence AS evidence,
  s.headline AS article
ORDER BY date DESC, who, whom, how, evidence, r.id
