// ---
// title = "Who speaks for whom"
// question = "Who is envoy, lawyer, spokesperson or aide of whom, in the article's words?"
// theme = "representation"
// columns = ["who", "relation", "whom", "role", "modality", "evidence"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:REPRESENTED|SPOKESPERSON_FOR|AIDE_TO]->(b:Entity)
RETURN a.name AS who, type(r) AS relation, b.name AS whom, r.detail AS role, r.modality AS modality, r.evidence AS evidence
ORDER BY whom, relation, who, modality, evidence
