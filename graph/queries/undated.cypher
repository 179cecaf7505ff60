// ---
// title = "Contacts without a date"
// question = "How many ties of each kind have no date?"
// theme = "coverage"
// columns = ["relation", "ties", "undated", "share"]
// whole_graph = true
// ---
MATCH (:Entity)-[r]->(:Entity)
WITH type(r) AS relation, count(*) AS ties, count(r.date) AS dated
RETURN relation, ties, ties - dated AS undated, 1.0 * (ties - dated) / ties AS share
ORDER BY undated DESC, relation
