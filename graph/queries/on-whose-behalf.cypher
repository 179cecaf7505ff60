// ---
// title = "On whose behalf"
// question = "Who acted towards whom on behalf of a third party?"
// theme = "representation"
// columns = ["who", "did", "whom", "behalf_of", "modality", "date", "evidence", "article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of the agent's or principal's name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)<-[:ON_BEHALF_OF|SOURCE]-(c:Claim)
WITH DISTINCT c
MATCH (c)-[:ON_BEHALF_OF]->(p:Entity)
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
RETURN a.name AS who, c.relation AS did, b.name AS whom, p.name AS behalf_of, c.modality AS modality, c.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY behalf_of, who, whom, did, c.id
