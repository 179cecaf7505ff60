// ---
// title = "What changed since a day"
// question = "Which ties were told of for the first time in articles since this day?"
// theme = "change"
// columns = ["published", "source", "relation", "target", "modality", "date", "evidence", "article"]
// [parameters.since]
// kind = "date"
// help = "such as 2024-03-01"
// ---
MATCH (s:Article)
WHERE s.published >= $since
MATCH (c:Claim)-[:IN]->(s)
WITH c, s, c.tie AS tie
MATCH (o:Claim {tie: tie})-[:IN]->(older:Article)
WITH c, s, min(older.published) AS first
WHERE first = s.published
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
RETURN s.published AS published, a.name AS source, c.relation AS relation, b.name AS target, c.modality AS modality,
  c.date AS date, c.evidence AS evidence, s.headline AS article
ORDER BY published, article, source, target, relation, c.start_char, c.id
