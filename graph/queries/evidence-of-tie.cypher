// ---
// title = "Evidence of a tie"
// question = "Which sentences tell of the ties between two, in which articles?"
// theme = "provenance"
// columns = ["source", "relation", "target", "modality", "date", "said_by", "evidence", "article", "publisher", "published"]
// [parameters.left]
// kind = "string"
// help = "a name, or part of it"
// [parameters.right]
// kind = "string"
// help = "the other's name, or part of it"
// ---
MATCH (x:Entity)
WHERE x.folded CONTAINS toLower($left)
WITH x
MATCH (y:Entity)
WHERE y.folded CONTAINS toLower($right)
WITH CASE WHEN x.id < y.id THEN x.id + '|' + y.id ELSE y.id + '|' + x.id END AS pair
MATCH (c:Claim {pair: pair})
WITH DISTINCT c
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
OPTIONAL MATCH (c)-[:SAID_BY]->(u:Entity)
RETURN a.name AS source, c.relation AS relation, b.name AS target, c.modality AS modality, c.date AS date,
  u.name AS said_by, c.evidence AS evidence, s.headline AS article, s.publisher AS publisher, s.published AS published
ORDER BY published, article, c.start_char, relation, c.id
