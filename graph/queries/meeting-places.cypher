// ---
// title = "Where they meet"
// question = "In which places did meetings and talks take place, and how many?"
// theme = "contacts"
// columns = ["place", "contacts", "parties", "first", "last"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED]->(b:Entity)
WHERE r.modality = 'asserted' AND r.place IS NOT NULL
UNWIND [a.name, b.name] AS party
RETURN r.place AS place, count(DISTINCT r) AS contacts, count(DISTINCT party) AS parties, min(r.date_from) AS first,
  max(r.date_to) AS last
ORDER BY contacts DESC, place
