// ---
// title = "Mediators and their parties"
// question = "Who mediated for whom?"
// theme = "messages"
// columns = ["mediator", "parties", "mediations", "first", "last"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MEDIATED]->(b:Entity)
WHERE r.modality = 'asserted'
WITH a, b, r
ORDER BY b.name, b.id
WITH a, collect(DISTINCT b.name) AS parties, count(r) AS mediations, min(r.date_from) AS first, max(r.date_to) AS last
RETURN a.name AS mediator, parties, mediations, first, last
ORDER BY mediations DESC, mediator, a.id
