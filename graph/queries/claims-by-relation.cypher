// ---
// title = "What the graph is made of"
// question = "How many claims of each kind and modality are there?"
// theme = "coverage"
// columns = ["relation", "modality", "claims", "articles"]
// whole_graph = true
// ---
MATCH (c:Claim)-[:IN]->(s:Article)
RETURN c.relation AS relation, c.modality AS modality, count(c) AS claims, count(DISTINCT s) AS articles
ORDER BY claims DESC, relation, modality
