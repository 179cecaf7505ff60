// ---
// title = "The same sentence in several articles"
// question = "Which sentences stand word for word in more than one article?"
// theme = "corroboration"
// columns = ["evidence", "articles", "publishers"]
// whole_graph = true
// ---
MATCH (c:Claim)
WHERE size(c.evidence) >= 40
WITH c.evidence AS evidence, collect(c) AS told
WHERE size(told) > 1
UNWIND told AS c
MATCH (c)-[:IN]->(s:Article)
WITH evidence, count(DISTINCT s) AS articles, count(DISTINCT s.publisher) AS publishers
WHERE articles > 1
RETURN evidence, articles, publishers
ORDER BY articles DESC, evidence
