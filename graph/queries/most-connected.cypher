// ---
// title = "Most connected"
// question = "Who is in contact with most others?"
// theme = "influence"
// columns = ["who", "kind", "contacts", "ties"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b:Entity)
WHERE r.modality = 'asserted'
WITH a, count(DISTINCT b) AS contacts, count(r) AS ties
RETURN a.name AS who, a.kind AS kind, contacts, ties
ORDER BY contacts DESC, ties DESC, who, a.id
