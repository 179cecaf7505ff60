// ---
// title = "Articles without claims"
// question = "From which articles was nothing drawn?"
// theme = "coverage"
// columns = ["article", "publisher", "published", "length"]
// whole_graph = true
// ---
MATCH (s:Article)
WHERE NOT (s)<-[:IN]-(:Claim)
RETURN s.headline AS article, s.publisher AS publisher, s.published AS published, size(s.text) AS length
ORDER BY published DESC, article, s.id
