// ---
// title = "At the same table"
// question = "Which events brought these people together?"
// theme = "contacts"
// columns = ["event", "participants", "names", "date", "article"]
// whole_graph = true
// [parameters.least]
// kind = "integer"
// default = 2
// help = "participants at least"
// ---
MATCH (a:Entity)-[r:PARTICIPATED_IN]->(e:Event)
WHERE r.modality = 'asserted'
WITH e, a, r.date AS date, r.claim_ids[0] AS claim
ORDER BY a.name, a.id
WITH e, collect(DISTINCT a.name) AS names, max(date) AS date, min(claim) AS claim
WHERE size(names) >= $least
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN e.name AS event, size(names) AS participants, names, date, s.headline AS article
ORDER BY participants DESC, event, e.id
