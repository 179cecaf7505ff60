// ---
// title = "One name, several nodes"
// question = "Which names lead to more than one person or body?"
// theme = "coverage"
// columns = ["name", "nodes", "kinds"]
// whole_graph = true
// ---
MATCH (e:Entity)
WITH toLower(e.name) AS key, e
ORDER BY e.kind, e.id
WITH key, min(e.name) AS name, count(e) AS nodes, collect(DISTINCT e.kind) AS kinds
WHERE nodes > 1
RETURN name, nodes, kinds
ORDER BY nodes DESC, key
