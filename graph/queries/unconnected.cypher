// ---
// title = "Named but unconnected"
// question = "Who is named in articles without a single tie?"
// theme = "coverage"
// columns = ["who", "kind", "articles"]
// whole_graph = true
// ---
MATCH (e:Entity)-[:MENTIONED_IN]->(s:Article)
WHERE NOT (e)--(:Entity)
WITH e, count(DISTINCT s) AS articles
RETURN e.name AS who, e.kind AS kind, articles
ORDER BY articles DESC, who, kind, e.id
