// ---
// title = "Pairs with most contacts"
// question = "Which two parties are in contact most often?"
// theme = "contacts"
// columns = ["one", "other", "contacts", "ways", "first", "last"]
// whole_graph = true
// [parameters.least]
// kind = "integer"
// default = 2
// help = "contacts at least"
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]->(b:Entity)
WHERE r.modality = 'asserted'
WITH CASE WHEN a.id < b.id THEN a ELSE b END AS left, CASE WHEN a.id < b.id THEN b ELSE a END AS right, r
WITH left, right, count(r) AS contacts, count(DISTINCT type(r)) AS ways, min(r.date_from) AS first, max(r.date_to) AS last
WHERE contacts >= $least
RETURN left.name AS one, right.name AS other, contacts, ways, first, last
ORDER BY contacts DESC, one, other, left.id, right.id
