// What a reader takes along: the picture as PNG or SVG, and what is selected (or all that is shown) as data. Values are escaped
// for the format that they go into; a cell that a spreadsheet could take for a formula is marked as text.
import { cut } from "../shared/dom.js";

export function save(name, content, type) {
  const url = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Rows of texts as CSV (RFC 4180), with a byte order mark so that spreadsheets read it as UTF-8. */
export function csv(rows) {
  const cell = (value) => {
    const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

// XML 1.0 has no place for other controls, escaped or not.
const xml = (value) => String(value ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const NODE_FIELDS = [["name", "string"], ["kind", "string"], ["role", "string"]];
const TIE_FIELDS = [["relation", "string"], ["modality", "string"], ["said_by", "string"], ["on_behalf_of", "string"], ["date", "string"], ["date_from", "string"], ["date_to", "string"], ["place", "string"], ["detail", "string"], ["publishers", "string"], ["claims", "int"], ["confidence", "double"], ["evidence", "string"]];

const node = (item) => ({ id: item.id, name: item.name, kind: item.kind, role: item.role });
const tie = (item) => ({ id: item.id, source: item.from, target: item.to, ...Object.fromEntries(TIE_FIELDS.map(([field]) => [field, item[field] ?? null])) });

export function json({ nodes, ties }) {
  return JSON.stringify({ nodes: nodes.map(node), ties: ties.map(tie) }, null, 1);
}

export function tiesCsv({ nodes, ties }) {
  const names = new Map(nodes.map((item) => [item.id, item.name]));
  const fields = TIE_FIELDS.map(([field]) => field);
  return csv([["source", "target", ...fields], ...ties.map((item) => [names.get(item.from), names.get(item.to), ...fields.map((field) => [item[field] ?? ""].flat().join("; "))])]);
}

export function graphml({ nodes, ties }) {
  const key = (of, [field, type]) => `<key id="${of}.${field}" for="${of}" attr.name="${field}" attr.type="${type}"/>`;
  const data = (of, fields, item) => fields.filter(([field]) => item[field] !== null && item[field] !== undefined && item[field] !== "").map(([field]) => `<data key="${of}.${field}">${xml([item[field]].flat().join("; "))}</data>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${NODE_FIELDS.map((field) => key("node", field)).join("\n")}\n${TIE_FIELDS.map((field) => key("edge", field)).join("\n")}\n<graph edgedefault="directed">\n${nodes.map((item) => `<node id="${xml(item.id)}">${data("node", NODE_FIELDS, node(item))}</node>`).join("\n")}\n${ties.map((item) => `<edge id="${xml(item.id)}" source="${xml(item.from)}" target="${xml(item.to)}">${data("edge", TIE_FIELDS, tie(item))}</edge>`).join("\n")}\n</graph>\n</graphml>\n`;
}

export function gexf({ nodes, ties, places }) {
  const attributes = (fields) => fields.map(([field, type], i) => `<attribute id="${i}" title="${field}" type="${type === "int" ? "integer" : type}"/>`).join("");
  const values = (fields, item) => `<attvalues>${fields.map(([field], i) => (item[field] === null || item[field] === undefined || item[field] === "" ? "" : `<attvalue for="${i}" value="${xml([item[field]].flat().join("; "))}"/>`)).join("")}</attvalues>`;
  const [r, g, b] = [1, 3, 5];
  const colour = (item) => `<viz:color r="${parseInt(item.color.slice(r, r + 2), 16)}" g="${parseInt(item.color.slice(g, g + 2), 16)}" b="${parseInt(item.color.slice(b, b + 2), 16)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n<graph defaultedgetype="directed">\n<attributes class="node">${attributes(NODE_FIELDS)}</attributes>\n<attributes class="edge">${attributes(TIE_FIELDS)}</attributes>\n<nodes>\n${nodes.map((item) => `<node id="${xml(item.id)}" label="${xml(item.name)}">${values(NODE_FIELDS, node(item))}<viz:position x="${places.get(item.id)?.x ?? 0}" y="${-(places.get(item.id)?.y ?? 0)}"/><viz:size value="${item.size}"/>${colour(item)}</node>`).join("\n")}\n</nodes>\n<edges>\n${ties.map((item) => `<edge id="${xml(item.id)}" source="${xml(item.from)}" target="${xml(item.to)}" label="${xml(item.label)}">${values(TIE_FIELDS, tie(item))}</edge>`).join("\n")}\n</edges>\n</graph>\n</gexf>\n`;
}

/** The picture as it is drawn, twice as fine as the screen, on the theme's background. */
export function png(explorer) {
  const drawn = explorer.canvas.querySelector("canvas");
  const whole = document.createElement("canvas");
  whole.width = drawn.width;
  whole.height = drawn.height;
  const ctx = whole.getContext("2d");
  ctx.fillStyle = explorer.theme.background;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.drawImage(drawn, 0, 0);
  return whole;
}

const SHAPES = {
  square: (r) => `M${-r} ${-r}H${r}V${r}H${-r}Z`,
  hexagon: (r) => polygon(6, r, 0),
  diamond: (r) => polygon(4, r * 1.15, 0),
  triangle: (r) => polygon(3, r * 1.15, -90),
  star: (r) => Array.from({ length: 10 }, (_, i) => [(i % 2 ? 0.5 : 1.3) * r, -90 + 36 * i]).map(([d, a], i) => `${i ? "L" : "M"}${(d * Math.cos((a * Math.PI) / 180)).toFixed(1)} ${(d * Math.sin((a * Math.PI) / 180)).toFixed(1)}`).join("") + "Z",
};
const polygon = (n, r, turn) => Array.from({ length: n }, (_, i) => `${i ? "L" : "M"}${(r * Math.cos(((turn + (360 * i) / n) * Math.PI) / 180)).toFixed(1)} ${(r * Math.sin(((turn + (360 * i) / n) * Math.PI) / 180)).toFixed(1)}`).join("") + "Z";

/** The whole picture as SVG, with all names. */
export function svg(explorer) {
  const { theme, places, visible, pool } = explorer;
  const at = [...visible.nodes].map((id) => places.get(id));
  if (!at.length) return "";
  const [left, top] = [Math.min(...at.map((p) => p.x)) - 90, Math.min(...at.map((p) => p.y)) - 50];
  const [right, bottom] = [Math.max(...at.map((p) => p.x)) + 90, Math.max(...at.map((p) => p.y)) + 60];
  const part = [];
  for (const line of explorer.lines.values()) {
    const edge = explorer.net.body.edges[line.id];
    const [a, b] = [places.get(line.from), places.get(line.to)];
    const m = edge?.connected ? edge.edgeType.getPoint(0.5) : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const c = { x: 2 * m.x - (a.x + b.x) / 2, y: 2 * m.y - (a.y + b.y) / 2 };
    const colour = line.color.color;
    part.push(`<path d="M${a.x} ${a.y}Q${c.x.toFixed(1)} ${c.y.toFixed(1)} ${b.x} ${b.y}" fill="none" stroke="${colour}" stroke-width="${line.width}"${line.dashes ? ` stroke-dasharray="${line.dashes.join(" ")}"` : ""}/>`);
    for (const [end, head] of Object.entries(line.arrows)) {
      const [tip, r] = end === "to" ? [b, pool.nodes.get(line.to).size] : [a, pool.nodes.get(line.from).size];
      const angle = Math.atan2(tip.y - c.y, tip.x - c.x), x = tip.x - (r + 2) * Math.cos(angle), y = tip.y - (r + 2) * Math.sin(angle);
      const wing = (turn) => `${(x - 9 * Math.cos(angle + turn)).toFixed(1)} ${(y - 9 * Math.sin(angle + turn)).toFixed(1)}`;
      part.push(`<path d="M${wing(0.4)}L${x.toFixed(1)} ${y.toFixed(1)}L${wing(-0.4)}${head.type === "vee" ? '" fill="none' : `Z" fill="${colour}`}" stroke="${colour}"/>`);
    }
    if (line.modality === "denied") part.push(`<path d="M${m.x - 6} ${m.y - 6}l12 12m0 -12l-12 12" stroke="${theme.denied}" stroke-width="2.4"/>`);
  }
  for (const id of visible.nodes) {
    const item = pool.nodes.get(id), p = places.get(id), r = item.size;
    const paint = `fill="${item.color}" stroke="${theme.text}" stroke-opacity=".45"`;
    part.push(`<g transform="translate(${p.x} ${p.y})">${item.shape === "dot" ? `<circle r="${r}" ${paint}/>` : item.shape === "ellipse" ? `<ellipse rx="${r * 1.25}" ry="${r * 0.82}" ${paint}/>` : `<path d="${(SHAPES[item.shape] ?? SHAPES.square)(r)}" ${paint}/>`}<text y="${r + 15}" text-anchor="middle" font-size="13" fill="${theme.text}" stroke="${theme.background}" stroke-width="3" paint-order="stroke">${xml(cut(item.label, 40))}</text></g>`);
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" font-family="sans-serif"><rect x="${left}" y="${top}" width="100%" height="100%" fill="${theme.background}"/>${part.join("\n")}</svg>\n`;
}
