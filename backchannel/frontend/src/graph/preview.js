// What the panel shows in the moment of a click, from what the picture holds already; Python's fuller answer (all ties, quotes,
// articles, what speaks against) takes its place when it comes.
import { cut } from "../shared/dom.js";

const ROLES = new Set(["HOLDS_ROLE", "SPOKESPERSON_FOR", "AIDE_TO", "MEMBER_OF", "REPRESENTED", "RELATED_TO"]);

/** The panel's data for a selection, or null where only Python can tell. */
export function preview(explorer, { nodes, ties }) {
  if (nodes.length === 1 && !ties.length) return entity(explorer, explorer.pool.nodes.get(nodes[0]));
  if (!nodes.length && ties.length) return proofs(explorer, ties.slice(0, 20).map((id) => explorer.pool.edges.get(id)));
  return null;
}

function entity({ pool, legend }, node) {
  const words = new Map(legend.relations.map((relation) => [relation.key, relation]));
  const groups = new Map(), roles = [];
  const ties = [...pool.edges.values()].filter((tie) => tie.from === node.id || tie.to === node.id).slice(0, 150);
  for (const tie of ties) {
    const outward = tie.from === node.id, relation = words.get(tie.relation);
    const other = pool.nodes.get(outward ? tie.to : tie.from);
    const row = { id: tie.id, modality: tie.modality, lead: "", other: { id: other.id, name: other.name }, when: tie.when, note: tie.note, sentences: [sentence(tie)], sources: "evidence" };
    if (outward && ROLES.has(tie.relation)) {
      roles.push({ ...row, lead: tie.detail || tie.label });
      continue;
    }
    const title = outward || !tie.arrows ? relation.label : relation.inverse;
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
  return { shows: "entity", kind: node.kind, name: node.name, kind_word: node.kind.toLowerCase(), role: node.role, aliases: [], roles, groups: sorted.map(([title, own]) => ({ title, count: own.length, ties: own })), more: "", quotes: [], articles: [] };
}

function proofs({ pool }, ties) {
  const who = (id) => ({ id, name: pool.nodes.get(id).name });
  return {
    shows: "ties",
    ends: [who(ties[0].from), who(ties[0].to)],
    others: 0,
    ties: ties.map((tie) => ({ id: tie.id, modality: tie.modality, words: tie.words, note: tie.note, facts: [], proof_title: "Evidence", proof: [{ ...sentence(tie), modality: tie.modality, words: "", note: "" }], against: [], beside: [] })),
  };
}

function sentence(tie) {
  return { text: tie.evidence, mark: [0, tie.evidence.length], names: [], source: cut((tie.publishers ?? []).join(", "), 80) };
}
