// ---
// title = "Corroborated ties"
// question = "Which ties do several independent publishers tell of?"
// theme = "corroboration"
// columns = ["source", "relation", "target", "modality", "date", "sources", "publishers", "evidence", "articles"]
// whole_graph = true
// [parameters.sources]
// kind = "integer"
// default = 2
// help = "independent publishers at least"
// ---
MATCH (a:Entity)-[r]->(b:Entity)
WHERE r.sources >= $sources
WITH a, r, b
UNWIND r.claim_ids AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH a, r, b, s
ORDER BY s.publisher, s.headline
WITH a, r, b, collect(DISTINCT s.publisher) AS publishers, collect(DISTINCT s.headline) AS articles
RETURN a.name AS source, type(r) AS relation, b.name AS target, r.modality AS modality, r.date AS date,
  r.sources AS sources, publishers, r.evidence AS evidence, articles
ORDER BY sources DESC, source, target, relation, r.id
