// ---
// title = "Shortest chain between two"
// question = "Through whom are two people or bodies connected by what is said to have happened or to hold, in at most four steps?"
// theme = "influence"
// columns = ["steps", "chain", "ties", "evidence", "articles"]
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
MATCH p = (a)-[:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|CONVEYED_SIGNALS_TO|MEDIATED|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO*1..2]-(b)
WHERE all(r IN relationships(p) WHERE r.modality = 'asserted')
WITH p, length(p) AS steps, [r IN relationships(p) | r.claim_ids[0]] AS claims
ORDER BY steps, [n IN nodes(p) | n.name], claims
LIMIT 20
UNWIND claims AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH p, steps, claims, collect(s.headline) AS articles
RETURN steps, [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | type(r)] AS ties,
  [r IN relationships(p) | r.evidence] AS evidence, articles
ORDER BY steps, chain, ties, claims
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
WITH p, length(p) AS steps, [r IN relationships(p) | r.claim_ids[0]] AS claims
ORDER BY steps, [n IN nodes(p) | n.name], claims
LIMIT 20
UNWIND claims AS claim
MATCH (c:Claim {id: claim})-[:IN]->(s:Article)
WITH p, steps, claims, collect(s.headline) AS articles
RETURN steps, [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | type(r)] AS ties,
  [r IN relationships(p) | r.evidence] AS evidence, articles
ORDER BY steps, chain, ties, claims
