// ---
// title = "Bridges between states"
// question = "Who is in contact with representatives or leaders of two states?"
// theme = "influence"
// columns = ["who", "one_state", "other_state", "contacts"]
// whole_graph = true
// ---
MATCH (x:Person)-[h:HOLDS_ROLE|REPRESENTED]->(:State)
WHERE h.modality = 'asserted'
WITH DISTINCT x
MATCH (m:Person)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(x)
WHERE r.modality = 'asserted'
WITH m, collect(DISTINCT x) AS known
WHERE size(known) > 1
UNWIND known AS x
MATCH (x)-[h:HOLDS_ROLE|REPRESENTED]->(s:State)
WHERE h.modality = 'asserted'
WITH m, s, collect(DISTINCT x.id) AS spoken
ORDER BY s.id
WITH m, collect({state: s, spoken: spoken}) AS sides
WHERE size(sides) > 1
UNWIND range(0, size(sides) - 2) AS i
UNWIND range(i + 1, size(sides) - 1) AS j
WITH m, sides[i].state AS s, sides[j].state AS t, sides[i].spoken AS one, sides[j].spoken AS other
WITH m, s, t, CASE WHEN size(other) > 1 THEN size(one) ELSE size([x IN one WHERE x <> other[0]]) END AS left,
  CASE WHEN size(one) > 1 THEN size(other) ELSE size([x IN other WHERE x <> one[0]]) END AS right
WHERE left > 0
RETURN m.name AS who, s.name AS one_state, t.name AS other_state, left + right AS contacts
ORDER BY contacts DESC, who, one_state, other_state, m.id, s.id, t.id
