// What may follow at the cursor, from the store's schema: pure, so that it can be tested without a browser.

const KEYWORDS = (
  "MATCH|OPTIONAL MATCH|WHERE|RETURN|WITH|UNWIND|ORDER BY|LIMIT|SKIP|DISTINCT|AS|AND|OR|XOR|NOT|IN|CONTAINS|STARTS WITH|" +
  "ENDS WITH|IS NULL|IS NOT NULL|UNION|UNION ALL|CASE|WHEN|THEN|ELSE|END|EXISTS|CALL|YIELD|ASC|DESC|true|false|null"
).split("|");
const FUNCTIONS = (
  "count|collect|sum|avg|min|max|size|length|head|last|keys|labels|type|id|coalesce|toLower|toUpper|toString|toInteger|" +
  "toFloat|trim|split|substring|replace|range|nodes|relationships|shortestPath|reduce|any|all|none|single|date|properties"
).split("|");

const options = (names, type, boost = 0) => (names || []).map((label) => ({ label, type, boost }));

/** Names bound by patterns earlier in the text: `(a:Person` gives {a: "Person"}, `[t:MET` gives {t: "MET"}. */
export function bindings(text) {
  const bound = {};
  for (const [, name, label] of text.matchAll(/[([]\s*([A-Za-z_]\w*)\s*(?::\s*`?([A-Za-z_]\w*)`?)?/g)) {
    if (label || !(name in bound)) bound[name] = label;
  }
  return bound;
}

export function completions(context, schema, snippet) {
  const before = context.state.sliceDoc(0, context.pos);
  const property = /([A-Za-z_]\w*)\.(\w*)$/.exec(before);
  const word = { validFor: /^\w*$/ };
  if (property) {
    const label = bindings(context.state.doc.toString())[property[1]];
    const known = schema.properties || {};
    const names = known[label] || [...new Set(Object.values(known).flat())].sort();
    return { from: context.pos - property[2].length, options: options(names, "property"), ...word };
  }
  const label = /[:|]\s*`?(\w*)$/.exec(before);
  if (label) {
    const open = before.lastIndexOf("["), close = before.lastIndexOf("]");
    const names = open > close ? schema.relationship_types : schema.labels;
    return { from: context.pos - label[1].length, options: options(names, "class"), ...word };
  }
  const parameter = /\$(\w*)$/.exec(before);
  if (parameter) {
    return { from: context.pos - parameter[1].length, options: options(schema.parameters, "variable"), ...word };
  }
  const plain = /\w+$/.exec(before);
  if (!plain && !context.explicit) return null;
  const from = context.pos - (plain ? plain[0].length : 0);
  const variables = Object.keys(bindings(before)).filter((name) => name !== plain?.[0]);
  return {
    from,
    options: [
      ...options(variables, "variable", 2),
      ...options(KEYWORDS, "keyword", 1),
      ...FUNCTIONS.map((name) => snippet(`${name}(\${})`, { label: name, type: "function" })),
    ],
    ...word,
  };
}
