// ---
// title = "On whose behalf"
// question = "Who acts or carries messages on whose behalf?"
// theme = "representation"
// columns = ["who", "relation", "toward", "on_behalf_of", "modality", "said_by", "evidence"]
// whole_graph = true
// ---
MATCH (a:Entity)-[r:REPRESENTED|CONVEYED_SIGNALS_TO]->(b:Entity)
RETURN a.name AS who, type(r) AS relation, b.name AS toward, r.on_behalf_of AS on_behalf_of, r.modality AS modality, r.said_by AS said_by, r.evidence AS evidence
ORDER BY who, relation, toward, modality, evidence
