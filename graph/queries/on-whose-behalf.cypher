// ---
// title = "On whose behalf"
// question = "Who acted towards whom on behalf of a third party?"
// theme = "representation"
// columns = ["who", "did", "whom", "behalf_of", "modality", "date", "evidence", "article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of the agent's or principal's name; empty: everybody"
// ---
MATCH (c:Claim)-[:ON_BEHALF_OF]->(p:Entity)
MATCH (c)-[:SOURCE]->(a:Entity)
MATCH (c)-[:TARGET]->(b:Entity)
MATCH (c)-[:IN]->(s:Article)
WHERE toLower(p.name) CONTAINS toLower(coalesce($person, '')) OR toLower(a.name) CONTAINS toLower(coalesce($person, ''))
RETURN a.name AS who, c.relation AS did, b.name AS whom, p.name AS behalf_of, c.modality AS modality, c.date AS date,
  c.evidence AS evidence, s.headline AS article
ORDER BY behalf_of, who, whom, did, c.id
