// ---
// title = "Said on record"
// question = "What did somebody say, word for word?"
// theme = "messages"
// columns = ["speaker", "said", "article", "published", "publisher"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[:SAID]->(q:Quote)-[:IN]->(s:Article)
RETURN e.name AS speaker, q.text AS said, s.headline AS article, s.published AS published, s.publisher AS publisher
ORDER BY published DESC, article, speaker, q.start_char, q.id
