// ---
// title = "Denied contacts"
// question = "Which contacts are denied, refused or did not take place?"
// theme = "contradictions"
// columns = ["relation", "who", "whom", "date", "said_by", "evidence"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED {modality: 'denied'}]->(b:Entity)
RETURN type(r) AS relation, a.name AS who, b.name AS whom, r.date AS date, r.said_by AS said_by, r.evidence AS evidence
ORDER BY relation, who, whom, date, evidence
