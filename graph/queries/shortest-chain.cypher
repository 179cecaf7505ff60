// ---
// title = "Shortest chain between two"
// question = "Through whom are two people or bodies connected by what is said to have happened or to hold, in at most four steps?"
// theme = "influence"
// columns = ["steps", "chain", "ties", "evidence", "articles"]
// whole_graph = true
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
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(b)
WHERE r.modality = 'asserted'
WITH [a.name, b.name] AS names, [type(r)] AS ties, [r.evidence] AS evidence, [r.claim_ids[0]] AS claims
ORDER BY names, claims
LIMIT 20
UNWIND range(0, size(claims) - 1) AS step
WITH names, ties, evidence, claims, step, claims[step] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH names, ties, evidence, claims, step, s.headline AS headline
ORDER BY step
WITH names, ties, evidence, claims, collect(headline) AS articles
RETURN size(ties) AS steps, names AS chain, ties, evidence, articles
ORDER BY chain, ties, claims
UNION
MATCH (a:Entity)
WHERE a.folded CONTAINS toLower($left)
WITH a
MATCH (b:Entity)
WHERE b.folded CONTAINS toLower($right) AND a.id <> b.id
MATCH (a)-[r:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(x:Entity)
WHERE r.modality = 'asserted' AND x.id <> b.id
MATCH (x)-[q:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(b)
WHERE q.modality = 'asserted'
WITH [a.name, x.name, b.name] AS names, [type(r), type(q)] AS ties, [r.evidence, q.evidence] AS evidence,
  [r.claim_ids[0], q.claim_ids[0]] AS claims
ORDER BY names, claims
LIMIT 20
UNWIND range(0, size(claims) - 1) AS step
WITH names, ties, evidence, claims, step, claims[step] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH names, ties, evidence, claims, step, s.headline AS headline
ORDER BY step
WITH names, ties, evidence, claims, collect(headline) AS articles
RETURN size(ties) AS steps, names AS chain, ties, evidence, articles
ORDER BY chain, ties, claims
UNION
MATCH (a:Entity)
WHERE a.folded CONTAINS toLower($left)
WITH a
MATCH (b:Entity)
WHERE b.folded CONTAINS toLower($right) AND a.id <> b.id
  AND NOT EXISTS { MATCH (a)-[x:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(b) WHERE x.modality = 'asserted' }
  AND NOT EXISTS { MATCH (a)-[x:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(:Entity)-[y:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO]-(b) WHERE x.modality = 'asserted' AND y.modality = 'asserted' }
MATCH p = (a)-[:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO*3..4]-(b)
WHERE all(r IN relationships(p) WHERE r.modality = 'asserted')
WITH [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS ties,
  [r IN relationships(p) | r.evidence] AS evidence, [r IN relationships(p) | r.claim_ids[0]] AS claims
ORDER BY size(claims), names, claims
LIMIT 20
UNWIND range(0, size(claims) - 1) AS step
WITH names, ties, evidence, claims, step, claims[step] AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH names, ties, evidence, claims, step, s.headline AS headline
ORDER BY step
WITH names, ties, evidence, claims, collect(headline) AS articles
RETURN size(ties) AS steps, names AS chain, ties, evidence, articles
ORDER BY steps, chain, ties, claims
