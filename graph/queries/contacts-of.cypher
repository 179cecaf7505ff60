// ---
// title = "All contacts of somebody"
// question = "With whom was this person or body in contact, in what way, and is it said to have happened?"
// theme = "contacts"
// columns = ["contact", "how", "modality", "date", "place", "evidence", "article"]
// [parameters.person]
// kind = "string"
// help = "part of a name"
// ---
MATCH (a:Entity)
WHERE a.folded CONTAINS toLower(coalesce($person, ''))
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b:Entity)
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN b.name AS contact, type(r) AS how, r.modality AS modality, r.date AS date, r.place AS place,
  c.evidence AS evidence, s.headline AS article
ORDER BY contact, date DESC, how, modality, evidence, r.id
