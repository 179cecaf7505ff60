// ---
// title = "Bridges between states"
// question = "Who is in contact with representatives or leaders of two states?"
// theme = "influence"
// columns = ["who", "one_state", "other_state", "contacts"]
// whole_graph = true
// ---
MATCH (m:Person)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(x:Person)-[h:HOLDS_ROLE|REPRESENTED]->(s:State)
WHERE r.modality = 'asserted' AND h.modality = 'asserted'
WITH DISTINCT m, x, s
MATCH (m)-[q:MET|SPOKE_WITH|NEGOTIATED_WITH]-(y:Person)-[i:HOLDS_ROLE|REPRESENTED]->(t:State)
WHERE q.modality = 'asserted' AND i.modality = 'asserted' AND s.id < t.id AND x.id <> y.id
WITH m, s, t, collect(DISTINCT x.id) AS one, collect(DISTINCT y.id) AS other
RETURN m.name AS who, s.name AS one_state, t.name AS other_state, size(one) + size(other) AS contacts
ORDER BY contacts DESC, who, one_state, other_state, m.id, s.id, t.id
