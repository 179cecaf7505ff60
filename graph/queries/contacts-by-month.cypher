// ---
// title = "Contacts by month"
// question = "How many contacts are said to have happened in each month?"
// theme = "change"
// columns = ["month", "contacts", "parties"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]->(b:Entity)
WHERE r.modality = 'asserted' AND r.date_from IS NOT NULL
UNWIND [a.id, b.id] AS party
RETURN left(r.date_from, 7) AS month, count(DISTINCT r) AS contacts, count(DISTINCT party) AS parties
ORDER BY month
