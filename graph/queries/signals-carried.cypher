// ---
// title = "Signals carried"
// question = "Who carried a message to whom, for whom, and did it happen or was it only asked for?"
// theme = "message chains"
// columns = ["carrier", "to", "for", "modality", "date", "said_by", "evidence"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:CONVEYED_SIGNALS_TO]->(b:Entity)
RETURN a.name AS carrier, b.name AS to, r.on_behalf_of AS for, r.modality AS modality, r.date AS date, r.said_by AS said_by, r.evidence AS evidence
ORDER BY carrier, to, modality, date, evidence
