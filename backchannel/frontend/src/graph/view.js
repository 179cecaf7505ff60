// The reader's view: what is filtered out, hidden, pinned, added, and in focus. Plain JSON, so that it can be undone, kept over a
// page switch, sent to Python and put into a link. Filters name what is switched *off*: what comes new is seen.

export const FRESH = {
  off: { kinds: [], relations: [], modalities: [], publishers: [], sayers: [] },
  confidence: 0,
  from: null, // first and last day, ISO; null: no limit
  until: null,
  undated: true,
  hidden: [], // node ids
  pinned: {}, // node id to {x, y}: where the reader put it
  absent: [], // expansions that were undone: node ids in the pool that are not in the picture
  focus: null, // node id
  depth: 1,
};

export const copy = (view) => structuredClone(view);

/** A whole view from what a link or an older session kept: unknown keys are dropped, missing ones are fresh. */
export function complete(view) {
  const whole = copy(FRESH);
  if (!view || typeof view !== "object") return whole;
  for (const key of Object.keys(whole.off)) if (Array.isArray(view.off?.[key])) whole.off[key] = view.off[key].map(String);
  for (const [id, place] of Object.entries(view.pinned ?? {})) if (Number.isFinite(place?.x) && Number.isFinite(place?.y)) whole.pinned[id] = { x: place.x, y: place.y };
  for (const key of ["hidden", "absent"]) if (Array.isArray(view[key])) whole[key] = view[key].map(String);
  for (const key of ["from", "until"]) if (/^\d{4}-\d\d-\d\d$/.test(view[key] ?? "")) whole[key] = view[key];
  if (typeof view.confidence === "number") whole.confidence = Math.min(1, Math.max(0, view.confidence));
  if (typeof view.undated === "boolean") whole.undated = view.undated;
  if (typeof view.focus === "string") whole.focus = view.focus;
  if (typeof view.laid === "string") whole.laid = view.laid;
  if ([1, 2, 3].includes(view.depth)) whole.depth = view.depth;
  return whole;
}

const inTime = (tie, view) => {
  if (view.from === null && view.until === null) return view.undated || Boolean(tie.date_from);
  if (!tie.date_from) return view.undated;
  return (view.until === null || tie.date_from <= view.until) && (view.from === null || (tie.date_to ?? "9999") >= view.from);
};

/** The tests that a tie must pass, by the facet that asks. */
const TESTS = {
  relations: (tie, view, off) => !off.relations.has(tie.relation),
  modalities: (tie, view, off) => !off.modalities.has(tie.modality),
  publishers: (tie, view, off) => !tie.publishers?.length || tie.publishers.some((name) => !off.publishers.has(name)),
  sayers: (tie, view, off) => !off.sayers.has(tie.said_by ?? ""),
  confidence: (tie, view) => (tie.confidence ?? 1) >= view.confidence,
  time: inTime,
};

/**
 * What of `pool` ({nodes, edges}: Maps by id) the view shows: {nodes: Set, ties: [tie]}, and `counts`: for each facet, a
 * Map from value to the number there would be if that facet alone let everything through.
 */
export function shown(pool, view) {
  const off = Object.fromEntries(Object.entries(view.off).map(([key, list]) => [key, new Set(list)]));
  const gone = new Set([...view.hidden, ...view.absent]);
  const present = new Map();
  for (const [id, node] of pool.nodes) if (!gone.has(id)) present.set(id, node);
  const allowed = (id) => present.has(id) && !off.kinds.has(present.get(id).kind);
  const counts = { kinds: new Map(), relations: new Map(), modalities: new Map(), publishers: new Map(), sayers: new Map(), time: [] };
  const add = (facet, value) => counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  const ties = [];
  const touched = new Set();
  for (const tie of pool.edges.values()) {
    if (!allowed(tie.from) || !allowed(tie.to)) continue;
    const failed = Object.keys(TESTS).filter((facet) => !TESTS[facet](tie, view, off));
    if (failed.length > 1) continue;
    const only = failed[0];
    if (!only || only === "relations") add("relations", tie.relation);
    if (!only || only === "modalities") add("modalities", tie.modality);
    if (!only || only === "publishers") for (const name of tie.publishers ?? []) add("publishers", name);
    if (!only || only === "sayers") add("sayers", tie.said_by ?? "");
    if (!only || only === "time") counts.time.push(tie);
    if (only) continue;
    ties.push(tie);
    touched.add(tie.from).add(tie.to);
  }
  const narrowed = Boolean(off.relations.size || off.modalities.size || off.publishers.size || off.sayers.size || view.confidence || view.from || view.until || !view.undated);
  const nodes = new Set();
  for (const [id, node] of present) {
    add("kinds", node.kind);
    // A filter on ties takes along whom it leaves without any; who never had a tie stays.
    if (!off.kinds.has(node.kind) && (touched.has(id) || !narrowed || id in view.pinned)) nodes.add(id);
  }
  return { nodes, ties, counts };
}

/** The nodes within `depth` steps of `centre` over `ties`. */
export function around(centre, ties, depth) {
  const near = new Map();
  for (const tie of ties)
    for (const [a, b] of [[tie.from, tie.to], [tie.to, tie.from]]) {
      if (!near.has(a)) near.set(a, []);
      near.get(a).push(b);
    }
  const reached = new Set([centre]);
  let edge = [centre];
  for (let step = 0; step < depth; step++) {
    edge = edge.flatMap((id) => near.get(id) ?? []).filter((id) => !reached.has(id) && reached.add(id));
  }
  return reached;
}
