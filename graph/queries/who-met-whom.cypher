// ---
// title = "Who met whom"
// question = "Who met, when and where, and which sentence says so?"
// theme = "contacts"
// columns = ["who", "whom", "date", "place", "said_by", "evidence", "sources"]
// whole_graph = true
// [parameters.modality]
// kind = "string"
// default = "asserted"
// help = "asserted, planned, requested, denied or hypothetical"
// ---
MATCH (a:Entity)-[r:MET {modality: $modality}]->(b:Entity)
RETURN a.name AS who, b.name AS whom, r.date AS date, r.place AS place, r.said_by AS said_by, r.evidence AS evidence, r.sources AS sources
ORDER BY date, who, whom, evidence
