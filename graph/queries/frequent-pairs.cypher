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
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b:Entity)
WHERE a.id < b.id AND r.modality = 'asserted'
WITH a, b, count(r) AS contacts, count(DISTINCT type(r)) AS ways, min(r.date_from) AS first, max(r.date_to) AS last
WHERE contacts >= $least
RETURN a.name AS one, b.name AS other, contacts, ways, first, last
ORDER BY contacts DESC, one, other, a.id, b.id
