// ---
// title = "Bridges between states"
// question = "Who is in contact with representatives or leaders of two states?"
// theme = "influence"
// columns = ["who", "one_state", "other_state", "contacts"]
// whole_graph = true
// ---
MATCH (x:Person)-[h:HOLDS_ROLE|REPRESENTED]->(s:State)
WHERE h.modality = 'asserted'
WITH DISTINCT x, s
MATCH (m:Person)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(x)
WHERE r.modality = 'asserted'
WITH m, s, collect(DISTINCT x.id) AS spoken
ORDER BY s.id
WITH m, collect({state: s, spoken: spoken}) AS sides
WHERE size(sides) > 1
UNWIND sides AS left
UNWIND sides AS right
WITH m, left.state AS s, right.state AS t, left.spoken AS one, right.spoken AS other
WHERE s.id < t.id
WITH m, s, t, size([x IN one WHERE any(y IN other WHERE y <> x)]) AS left, size([y IN other WHERE any(x IN one WHERE x <> y)]) AS right
WHERE left > 0
RETURN m.name AS who, s.name AS one_state, t.name AS other_state, left + right AS contacts
ORDER BY contacts DESC, who, one_state, other_state, m.id, s.id, t.id
