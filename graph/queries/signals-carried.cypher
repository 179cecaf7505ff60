// ---
// title = "Signals carried"
// question = "Who carried messages to whom, for whom, and is it said to have happened?"
// theme = "messages"
// columns = ["carrier", "to_whom", "for_whom", "modality", "said_by", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r:CONVEYED_SIGNALS_TO]->(b:Entity)
WHERE (toLower(a.name) CONTAINS toLower(coalesce($person, '')) OR toLower(b.name) CONTAINS toLower(coalesce($person, ''))
  OR toLower(coalesce(r.on_behalf_of, '')) CONTAINS toLower(coalesce($person, '')))
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN a.name AS carrier, b.name AS to_whom, r.on_behalf_of AS for_whom, r.modality AS modality, r.said_by AS said_by,
  r.date AS date, c.evidence AS evidence, s.headline AS article
ORDER BY date, carrier, to_whom, modality, evidence
