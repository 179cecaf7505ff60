// ---
// title = "What changed since a date"
// question = "What do articles published on or after a day say happened or will?"
// theme = "change over time"
// columns = ["published", "publisher", "who", "relation", "whom", "modality", "date", "evidence"]
// whole_graph = true
// [parameters.since]
// kind = "date"
// help = "first day of publication, as 2024-03-01"
// ---
MATCH (d:Article)
WHERE d.published >= $since
MATCH (c:Claim)-[:IN]->(d)
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
RETURN d.published AS published, d.publisher AS publisher, a.name AS who, c.relation AS relation, b.name AS whom, c.modality AS modality, c.date AS date, c.evidence AS evidence
ORDER BY published DESC, who, relation, whom, modality, date, evidence
