// ---
// title = "Publishers"
// question = "How many articles and claims come from each publisher?"
// theme = "provenance"
// columns = ["publisher", "articles", "claims", "first", "last"]
// whole_graph = true
// ---
MATCH (s:Article)
OPTIONAL MATCH (c:Claim)-[:IN]->(s)
RETURN s.publisher AS publisher, count(DISTINCT s) AS articles, count(c) AS claims, min(s.published) AS first,
  max(s.published) AS last
ORDER BY articles DESC, publisher
