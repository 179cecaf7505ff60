// ---
// title = "On whose word"
// question = "Whose statements does the graph rest on?"
// theme = "provenance"
// columns = ["who", "claims", "about", "articles"]
// whole_graph = true
// ---
MATCH (c:Claim)-[:SAID_BY]->(u:Entity)
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:IN]->(s:Article)
WITH u, count(DISTINCT c) AS claims, count(DISTINCT a) AS about, count(DISTINCT s) AS articles
RETURN u.name AS who, claims, about, articles
ORDER BY claims DESC, who, u.id
