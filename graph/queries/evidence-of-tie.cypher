// ---
// title = "Evidence between two stakeholders"
// question = "Which sentences tie these two, in which articles, and who says so?"
// theme = "provenance"
// columns = ["relation", "modality", "date", "said_by", "evidence", "headline", "publisher", "published", "article"]
// [parameters.left]
// kind = "string"
// help = "one stakeholder's full name"
// [parameters.right]
// kind = "string"
// help = "the other's"
// ---
MATCH (c:Claim)-[:SOURCE|TARGET]->(a:Entity {name: $left})
MATCH (c)-[:SOURCE|TARGET]->(b:Entity {name: $right})
MATCH (c)-[:IN]->(d:Article)
OPTIONAL MATCH (c)-[:SAID_BY]->(s:Entity)
RETURN c.relation AS relation, c.modality AS modality, c.date AS date, s.name AS said_by, c.evidence AS evidence,
       d.headline AS headline, d.publisher AS publisher, d.published AS published, d.id AS article
ORDER BY relation, modality, date, published, article, evidence
