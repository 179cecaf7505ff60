// ---
// title = "Copies"
// question = "Which articles are copies of one another and count as one source?"
// theme = "corroboration"
// columns = ["article_a", "article_b"]
// whole_graph = true
// ---
MATCH (a:Article)-[:COPY_OF]-(b:Article)
WHERE a.id < b.id
RETURN DISTINCT a.id AS article_a, b.id AS article_b
ORDER BY article_a, article_b
