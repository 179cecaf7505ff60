// ---
// title = "Message chains"
// question = "Through whom could a message have gone from one to a third, step by step and in order of time?"
// theme = "messages"
// columns = ["origin", "first_step", "carrier", "second_step", "receiver", "first_date", "second_date", "first_evidence", "first_article", "second_evidence", "second_article"]
// whole_graph = true
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (a:Entity)-[r1:CONVEYED_SIGNALS_TO|BRIEFED]->(m:Entity)-[r2:CONVEYED_SIGNALS_TO|BRIEFED]->(b:Entity)
WHERE a.id <> b.id AND r1.modality IN ['asserted', 'requested', 'planned']
  AND r2.modality IN ['asserted', 'requested', 'planned']
  AND (r1.date_from IS NULL OR r2.date_to IS NULL OR r1.date_from <= r2.date_to)
  AND (any(name IN [a.name, m.name, b.name] WHERE toLower(coalesce(name, '')) CONTAINS toLower(coalesce($person, ''))))
WITH a, r1, m, r2, b, r1.claim_ids[0] AS one, r2.claim_ids[0] AS two
MATCH (c:Claim {id: one})-[:IN]->(s:Article)
MATCH (d:Claim {id: two})-[:IN]->(t:Article)
RETURN a.name AS origin, type(r1) AS first_step, m.name AS carrier, type(r2) AS second_step, b.name AS receiver,
  r1.date AS first_date, r2.date AS second_date, c.evidence AS first_evidence, s.headline AS first_article,
  d.evidence AS second_evidence, t.headline AS second_article
ORDER BY origin, carrier, receiver, first_date, second_date, first_step, second_step, r1.id, r2.id
