// ---
// title = "Contacts of a stakeholder"
// question = "Whom has this stakeholder met, spoken, negotiated or visited with?"
// theme = "contacts"
// columns = ["relation", "whom", "modality", "date", "place", "said_by", "evidence"]
// [parameters.name]
// kind = "string"
// help = "a stakeholder's full name, as the graph shows it"
// ---
MATCH (a:Entity {name: $name})-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED]-(b:Entity)
RETURN type(r) AS relation, b.name AS whom, r.modality AS modality, r.date AS date, r.place AS place, r.said_by AS said_by, r.evidence AS evidence
ORDER BY relation, whom, modality, date, evidence
