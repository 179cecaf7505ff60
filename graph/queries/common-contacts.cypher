// ---
// title = "Contacts that two have in common"
// question = "Who is in contact with both?"
// theme = "influence"
// columns = ["contact", "with_one", "with_other"]
// [parameters.left]
// kind = "string"
// help = "a name, or part of it"
// [parameters.right]
// kind = "string"
// help = "the other's name, or part of it"
// ---
MATCH (a:Entity)
WHERE a.folded CONTAINS toLower($left)
WITH a
MATCH (b:Entity)
WHERE b.folded CONTAINS toLower($right) AND a.id <> b.id
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(m:Entity)
WHERE r.modality = 'asserted' AND m.id <> b.id
WITH b, m, count(r) AS with_one
MATCH (m)-[q:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b)
WHERE q.modality = 'asserted'
WITH m, with_one, count(q) AS with_other
RETURN m.name AS contact, with_one, with_other
ORDER BY with_one + with_other DESC, contact, m.id
