// ---
// title = "First and last contact"
// question = "Since when, and until when, were these two in contact?"
// theme = "change"
// columns = ["one", "other", "contacts", "first", "last"]
// [parameters.person]
// kind = "string"
// help = "part of a name"
// ---
MATCH (a:Entity)
WHERE a.folded CONTAINS toLower(coalesce($person, ''))
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b:Entity)
WHERE r.modality = 'asserted' AND r.date_from IS NOT NULL
WITH a, b, count(r) AS contacts, min(r.date_from) AS first, max(r.date_to) AS last
RETURN a.name AS one, b.name AS other, contacts, first, last
ORDER BY last DESC, one, other, a.id, b.id
