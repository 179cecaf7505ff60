// ---
// title = "Planned contacts"
// question = "Which contacts are planned, asked for or only possible?"
// theme = "plans against outcomes"
// columns = ["relation", "who", "whom", "modality", "date", "said_by", "evidence"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED]->(b:Entity)
WHERE r.modality IN ['planned', 'requested', 'hypothetical']
RETURN type(r) AS relation, a.name AS who, b.name AS whom, r.modality AS modality, r.date AS date, r.said_by AS said_by, r.evidence AS evidence
ORDER BY modality, relation, who, whom, date, evidence
