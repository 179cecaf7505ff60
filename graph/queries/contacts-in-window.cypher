// ---
// title = "Contacts in a time window"
// question = "Which contacts are told to have happened between two days?"
// theme = "change over time"
// columns = ["relation", "who", "whom", "date", "place", "evidence"]
// whole_graph = true
// [parameters.since]
// kind = "date"
// default = "1900-01-01"
// help = "first day, as 2024-03-01"
// [parameters.until]
// kind = "date"
// default = "2999-12-31"
// help = "last day, as 2024-03-31"
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED {modality: 'asserted'}]->(b:Entity)
WHERE r.date_from <= $until AND r.date_to >= $since
RETURN type(r) AS relation, a.name AS who, b.name AS whom, r.date AS date, r.place AS place, r.evidence AS evidence
ORDER BY date, relation, who, whom, evidence
