// ---
// title = "Envoys at work"
// question = "Whom did the representatives of a party meet or speak with?"
// theme = "representation"
// columns = ["party", "envoy", "how", "contact", "date", "evidence", "article"]
// [parameters.party]
// kind = "string"
// default = ""
// help = "part of the name of who is represented; empty: everybody"
// ---
MATCH (p:Entity)
WHERE p.folded CONTAINS toLower(coalesce($party, ''))
MATCH (a:Entity)-[m:REPRESENTED]->(p)
WHERE m.modality = 'asserted'
WITH DISTINCT a, p
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(b:Entity)
WHERE r.modality = 'asserted' AND b.id <> p.id
WITH p, a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN p.name AS party, a.name AS envoy, type(r) AS how, b.name AS contact, r.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY party, envoy, date, contact, how, evidence, r.id
