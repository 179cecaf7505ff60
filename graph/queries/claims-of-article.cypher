// ---
// title = "What an article claims"
// question = "What does this article say, sentence by sentence?"
// theme = "provenance"
// columns = ["source", "relation", "target", "modality", "date", "said_by", "behalf_of", "evidence"]
// [parameters.article]
// kind = "string"
// help = "the article's id"
// ---
MATCH (s:Article {id: $article})
MATCH (c:Claim)-[:IN]->(s)
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
OPTIONAL MATCH (c)-[:SAID_BY]->(u:Entity)
OPTIONAL MATCH (c)-[:ON_BEHALF_OF]->(p:Entity)
RETURN a.name AS source, c.relation AS relation, b.name AS target, c.modality AS modality, c.date AS date,
  u.name AS said_by, p.name AS behalf_of, c.evidence AS evidence
ORDER BY c.start_char, c.end_char, source, relation, target, c.id
