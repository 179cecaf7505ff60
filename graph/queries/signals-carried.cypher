// ---
// title = "Signals carried"
// question = "Who carried messages to whom, for whom, and is it said to have happened?"
// theme = "messages"
// columns = ["carrier", "to_whom", "for_whom", "modality", "said_by", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)<-[:SOURCE|TARGET|ON_BEHALF_OF]-(told:Claim)
WHERE told.relation = 'CONVEYED_SIGNALS_TO' AND told.tie IS NOT NULL
WITH DISTINCT told.tie AS tie
MATCH (a:Entity)-[r:CONVEYED_SIGNALS_TO {id: tie}]->(b:Entity)
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS carrier, b.name AS to_whom, r.on_behalf_of AS for_whom, r.modality AS modality, r.said_by AS said_by,
  r.date AS date, c.evidence AS evidence, s.headline AS article
ORDER BY date, carrier, to_whom, modality, evidence, r.id
