// ---
// title = "Contacts in a time window"
// question = "Who was in contact with whom between two days?"
// theme = "contacts"
// columns = ["date", "who", "how", "whom", "modality", "evidence", "article"]
// whole_graph = true
// [parameters.since]
// kind = "date"
// help = "first day, such as 2024-03-01"
// [parameters.until]
// kind = "date"
// help = "last day, such as 2024-03-31"
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]->(b:Entity)
WHERE r.date_to >= $since AND r.date_from <= $until
WITH a, r, b, r.claim_ids[0] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
RETURN r.date AS date, a.name AS who, type(r) AS how, b.name AS whom, r.modality AS modality, c.evidence AS evidence,
  s.headline AS article
ORDER BY r.date_from, r.date_to, who, whom, how, modality, evidence, r.id
