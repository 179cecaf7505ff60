// ---
// title = "Message chains"
// question = "Through whom could a message have gone from one to a third, step by step and in order of time?"
// theme = "messages"
// columns = ["origin", "first_step", "carrier", "second_step", "receiver", "first_date", "second_date", "first_evidence", "first_article", "second_evidence", "second_article"]
// [parameters.person]
// kind = "string"
// help = "part of the name of one of the three"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower($person)
MATCH (e)-[r:CONVEYED_SIGNALS_TO|BRIEFED]-(:Entity)
WHERE r.modality IN ['asserted', 'requested', 'planned']
WITH DISTINCT r
UNWIND [true, false] AS begins
WITH r, begins, CASE WHEN begins THEN endNode(r) ELSE startNode(r) END AS m
MATCH (m)-[q:CONVEYED_SIGNALS_TO|BRIEFED]-(:Entity)
WHERE q.modality IN ['asserted', 'requested', 'planned'] AND begins = (startNode(q).id = m.id)
WITH DISTINCT CASE WHEN begins THEN r ELSE q END AS r1, CASE WHEN begins THEN q ELSE r END AS r2
WITH startNode(r1) AS a, r1, endNode(r1) AS m, r2, endNode(r2) AS b
WHERE a.id <> b.id AND (r1.date_from IS NULL OR r2.date_to IS NULL OR r1.date_from <= r2.date_to)
WITH a, r1, m, r2, b, r1.claim_ids[0] AS one, r2.claim_ids[0] AS two
MATCH (c:Claim {id: one})-[:IN]->(s:Article)
MATCH (d:Claim {id: two})-[:IN]->(t:Article)
RETURN a.name AS origin, type(r1) AS first_step, m.name AS carrier, type(r2) AS second_step, b.name AS receiver,
  r1.date AS first_date, r2.date AS second_date, c.evidence AS first_evidence, s.headline AS first_article,
  d.evidence AS second_evidence, t.headline AS second_article
ORDER BY origin, carrier, receiver, first_date, second_date, first_step, second_step, r1.id, r2.id
