// ---
// title = "Plans and what became of them"
// question = "Which planned or requested contacts came about, and which were called off?"
// theme = "plans and outcomes"
// columns = ["source", "relation", "target", "plan", "plan_date", "outcome", "outcome_date", "plan_evidence", "plan_article", "outcome_evidence", "outcome_article"]
// [parameters.person]
// kind = "string"
// default = ""
// help = "part of a name; empty: everybody"
// ---
MATCH (e:Entity)
WHERE e.folded CONTAINS toLower(coalesce($person, ''))
MATCH (e)-[p:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(:Entity)
WHERE p.modality IN ['planned', 'requested']
WITH DISTINCT p
WITH startNode(p) AS a, p, endNode(p) AS b
MATCH (a)-[o:MET|SPOKE_WITH|NEGOTIATED_WITH|VISITED|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED]-(b)
WHERE type(o) = type(p) AND o.modality IN ['asserted', 'denied']
  AND (type(p) IN ['MET', 'SPOKE_WITH', 'NEGOTIATED_WITH'] OR startNode(o).id = a.id)
  AND (p.date_from IS NULL OR o.date_to IS NULL OR o.date_to >= p.date_from)
WITH a, p, b, o, p.claim_ids[0] AS plan, o.claim_ids[0] AS outcome
MATCH (c:Claim {id: plan})-[:IN]->(s:Article)
MATCH (d:Claim {id: outcome})-[:IN]->(t:Article)
WHERE s.published IS NULL OR t.published IS NULL OR s.published <= t.published
RETURN a.name AS source, type(p) AS relation, b.name AS target, p.modality AS plan, p.date AS plan_date,
  o.modality AS outcome, o.date AS outcome_date, c.evidence AS plan_evidence, s.headline AS plan_article,
  d.evidence AS outcome_evidence, t.headline AS outcome_article
ORDER BY source, target, relation, plan_date, outcome_date, plan, outcome, p.id, o.id
