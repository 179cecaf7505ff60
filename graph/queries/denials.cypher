// ---
// title = "Who denies what"
// question = "What is denied, by whom?"
// theme = "contradictions"
// columns = ["denied_by", "source", "relation", "target", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (c:Claim)
WHERE c.modality = 'denied'
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
OPTIONAL MATCH (c)-[:SAID_BY]->(u:Entity)
WITH c, a, b, s, u.name AS denied_by
WHERE any(name IN [a.name, b.name, denied_by] WHERE toLower(coalesce(name, '')) CONTAINS toLower(coalesce($person, '')))
RETURN denied_by, a.name AS source, c.relation AS relation, b.name AS target, c.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY denied_by, source, target, relation, c.id
