// ---
// title = "Articles that name somebody"
// question = "In which articles, and under which names, does this person or body appear?"
// theme = "provenance"
// columns = ["name", "called", "times", "article", "publisher", "published"]
// [parameters.person]
// kind = "string"
// help = "part of a name"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[m:MENTIONED_IN]->(s:Article)
RETURN e.name AS name, m.names AS called, m.count AS times, s.headline AS article, s.publisher AS publisher,
  s.published AS published
ORDER BY published DESC, article, name, e.id
