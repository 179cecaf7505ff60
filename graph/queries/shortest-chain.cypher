// ---
// title = "Shortest chain between two stakeholders"
// question = "Through whom are these two connected by ties told to have happened?"
// theme = "influence"
// columns = ["chain", "relations", "length"]
// [parameters.left]
// kind = "string"
// help = "one stakeholder's full name"
// [parameters.right]
// kind = "string"
// help = "the other's"
// ---
MATCH (a:Entity {name: $left}), (b:Entity {name: $right})
MATCH p = shortestPath((a)-[:MET|SPOKE_WITH|NEGOTIATED_WITH|HOSTED|BRIEFED|MEDIATED|CONVEYED_SIGNALS_TO|REPRESENTED|SPOKESPERSON_FOR|AIDE_TO|HOLDS_ROLE|MEMBER_OF|RELATED_TO|OWNS*..6]-(b))
RETURN [n IN nodes(p) | n.name] AS chain, [r IN relationships(p) | type(r)] AS relations, length(p) AS length
