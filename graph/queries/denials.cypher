// ---
// title = "Who denies what"
// question = "What is denied, by whom?"
// theme = "contradictions"
// columns = ["denied_by", "source", "relation", "target", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)<-[:SOURCE|TARGET|SAID_BY]-(c:Claim)
WHERE c.modality = 'denied'
WITH DISTINCT c
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
OPTIONAL MATCH (c)-[:SAID_BY]->(u:Entity)
RETURN u.name AS denied_by, a.name AS source, c.relation AS relation, b.name AS target, c.date AS date, c.evidence AS evidence,
  s.headline AS article
ORDER BY denied_by, source, target, relation, c.id
