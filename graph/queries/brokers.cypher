// ---
// title = "Brokers"
// question = "Who has contacts with most others, directly and as told to have happened?"
// theme = "influence"
// columns = ["name", "kind", "contacts", "ties"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|MEDIATED|CONVEYED_SIGNALS_TO {modality: 'asserted'}]-(b:Entity)
WITH a, count(DISTINCT b) AS contacts, count(r) AS ties
RETURN a.name AS name, a.kind AS kind, contacts, ties
ORDER BY contacts DESC, ties DESC, name
LIMIT 25
