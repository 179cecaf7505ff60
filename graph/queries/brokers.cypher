// ---
// title = "Brokers"
// question = "Who stands between parties that are not in contact themselves?"
// theme = "influence"
// columns = ["broker", "pairs", "contacts"]
// whole_graph = true
// ---
// Pairs of contacts less those in contact themselves: each such three is counted once, from the one with fewest ties.
CALL {
  MATCH (m:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(z:Entity)
  WHERE r.modality = 'asserted'
  WITH m, count(DISTINCT z) AS contacts
  RETURN m, contacts, contacts * (contacts - 1) / 2 AS pairs
  UNION ALL
  MATCH (x:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH]-(y:Entity)
  WHERE r.modality = 'asserted' AND (x.ties < y.ties OR (x.ties = y.ties AND x.id < y.id))
  WITH DISTINCT x, y
  WITH x, collect(y) AS known
  WHERE size(known) > 1
  UNWIND known AS y
  UNWIND known AS z
  WITH x, y, z
  WHERE y.ties < z.ties OR (y.ties = z.ties AND y.id < z.id)
  MATCH (y)-[t:MET|SPOKE_WITH|NEGOTIATED_WITH]-(z)
  WHERE t.modality = 'asserted'
  WITH DISTINCT x, y, z
  UNWIND [x, y, z] AS m
  WITH m, count(*) AS closed
  RETURN m, 0 AS contacts, 0 - closed AS pairs
}
WITH m, sum(pairs) AS pairs, sum(contacts) AS contacts
WHERE pairs > 0
RETURN m.name AS broker, pairs, contacts
ORDER BY pairs DESC, contacts DESC, broker, m.id
