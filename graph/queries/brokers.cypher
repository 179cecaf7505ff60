// ---
// title = "Brokers"
// question = "Who stands between parties that are not in contact themselves?"
// theme = "influence"
// columns = ["broker", "pairs", "contacts"]
// whole_graph = true
// ---
MATCH (x:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(m:Entity)-[q:MET|SPOKE_WITH|NEGOTIATED_WITH]-(y:Entity)
WHERE x.id < y.id AND r.modality = 'asserted' AND q.modality = 'asserted'
WITH DISTINCT m, x, y
WHERE NOT EXISTS { MATCH (x)-[t:MET|SPOKE_WITH|NEGOTIATED_WITH]-(y) WHERE t.modality = 'asserted' }
WITH m, count(*) AS pairs
MATCH (m)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(z:Entity)
WHERE r.modality = 'asserted'
WITH m, pairs, count(DISTINCT z) AS contacts
RETURN m.name AS broker, pairs, contacts
ORDER BY pairs DESC, contacts DESC, broker, m.id
