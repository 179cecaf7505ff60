// What vis-network does not draw itself: labels that never cover each other, the cross of what was denied, badges, and the
// veil over all but what is in focus. Called after each of its drawings; `ctx` is in the picture's coordinates.

const LABEL = 13; // pixels on the screen
const FEW = 60; // lines that bear their relation even when seen from afar
const FOREMOST = 40; // nodes that are named even where their name covers another node

const PATCHES = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#8a6d00", "#7a5195"];

/** The convex outline of points (Andrew's monotone chain). */
function outline(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1) {
        const [a, b] = chain.slice(-2);
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

export class Painter {
  constructor(explorer) {
    this.explorer = explorer;
    this.widths = new Map();
  }

  measure(ctx, text, size) {
    const key = `${size}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      width = ctx.measureText(text).width;
      if (this.widths.size > 5000) this.widths.clear();
      this.widths.set(key, width);
    }
    return width;
  }

  /** Under the picture: a patch of colour for each circle that is marked. */
  under(ctx) {
    const { marks, net, visible } = this.explorer;
    if (marks?.kind !== "circles") return;
    marks.circles.forEach((circle, turn) => {
      const points = circle.filter((id) => visible.nodes.has(id)).map((id) => net.body.nodes[id]).filter(Boolean);
      if (points.length < 3) return;
      const hull = outline(points);
      ctx.save();
      ctx.fillStyle = ctx.strokeStyle = PATCHES[turn % PATCHES.length];
      ctx.globalAlpha = 0.13;
      ctx.lineWidth = 56;
      ctx.lineJoin = "round";
      ctx.beginPath();
      hull.forEach((p, i) => (i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y)));
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
      ctx.restore();
    });
  }

  /** The rank of each broker that is marked. */
  ranks(ctx, nodes, scale, focus) {
    const { marks, theme } = this.explorer;
    if (marks?.kind !== "brokers") return;
    const k = Math.max(1, 0.9 / scale); // readable however far one has zoomed out
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.font = `700 ${11 * k}px ${theme.font}`;
    marks.brokers.forEach((id, turn) => {
      const node = nodes[id];
      if (!node || (focus && !focus.nodes.has(id))) return;
      const size = node.options.size ?? 14, x = node.x - size * 0.7 - 5 * k, y = node.y - size * 0.7 - 5 * k;
      ctx.beginPath();
      ctx.arc(node.x, node.y, size + 3 * k, 0, 2 * Math.PI);
      ctx.lineWidth = 2.5 * k;
      ctx.strokeStyle = theme.accent;
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, y, 9 * k, 0, 2 * Math.PI);
      ctx.fillStyle = theme.accent;
      ctx.fill();
      ctx.fillStyle = theme.background;
      ctx.fillText(String(turn + 1), x, y + 0.5 * k);
    });
    ctx.restore();
  }

  paint(ctx) {
    const { net, theme } = this.explorer;
    const { nodes, edges } = net.body;
    const scale = net.getScale();
    const focus = this.explorer.inFocus();
    if (focus) {
      const a = net.DOMtoCanvas({ x: 0, y: 0 }), b = net.DOMtoCanvas({ x: this.explorer.canvas.clientWidth, y: this.explorer.canvas.clientHeight });
      ctx.save();
      ctx.globalAlpha = 0.82;
      ctx.fillStyle = theme.background;
      ctx.fillRect(a.x, a.y, b.x - a.x, b.y - a.y);
      ctx.restore();
      this.chosen(ctx, edges, scale);
      for (const id of focus.lines) edges[id]?.draw(ctx);
      for (const id of focus.lines) edges[id]?.drawArrows(ctx);
      for (const id of focus.nodes) nodes[id]?.draw(ctx);
    }
    for (const line of this.explorer.lines.values()) if (line.modality === "denied" && (!focus || focus.lines.has(line.id))) this.cross(ctx, edges[line.id], theme);
    this.rings(ctx, nodes, scale);
    this.ranks(ctx, nodes, scale, focus);
    this.badges(ctx, nodes, scale, focus);
    this.labels(ctx, nodes, edges, scale, focus);
  }

  cross(ctx, edge, theme) {
    if (!edge?.edgeType || !edge.connected) return;
    const { x, y } = edge.edgeType.getPoint(0.5);
    ctx.save();
    ctx.strokeStyle = theme.denied;
    ctx.lineWidth = 2.4;
    ctx.beginPath();
    ctx.moveTo(x - 6, y - 6);
    ctx.lineTo(x + 6, y + 6);
    ctx.moveTo(x + 6, y - 6);
    ctx.lineTo(x - 6, y + 6);
    ctx.stroke();
    ctx.restore();
  }

  /** The lines of selected ties, with a band of the accent colour along them. */
  chosen(ctx, edges, scale) {
    const { selection, lineOf, lines, theme } = this.explorer;
    if (!selection.ties.size) return;
    ctx.save();
    ctx.strokeStyle = theme.accent;
    ctx.globalAlpha = 0.38;
    ctx.lineCap = "round";
    for (const id of new Set([...selection.ties].map((tie) => lineOf.get(tie)))) {
      const edge = edges[id];
      if (!edge?.connected) continue;
      ctx.lineWidth = lines.get(id).width + 7 / Math.max(scale, 0.4);
      ctx.beginPath();
      for (let step = 0; step <= 12; step++) {
        const { x, y } = edge.edgeType.getPoint(step / 12);
        step ? ctx.lineTo(x, y) : ctx.moveTo(x, y);
      }
      ctx.stroke();
    }
    ctx.restore();
  }

  rings(ctx, nodes, scale) {
    ctx.save();
    ctx.strokeStyle = this.explorer.theme.accent;
    ctx.lineWidth = Math.max(2, 2.5 / scale);
    for (const id of this.explorer.selection.nodes) {
      const node = nodes[id];
      if (!node) continue;
      ctx.beginPath();
      ctx.arc(node.x, node.y, (node.options.size ?? 14) + 5 + 2 / scale, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.restore();
  }

  badges(ctx, nodes, scale, focus) {
    if (scale < 0.4) return;
    const { theme } = this.explorer, k = Math.max(1, 0.85 / scale); // readable when seen from afar too
    ctx.save();
    ctx.font = `600 ${10 * k}px ${theme.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const [id, more] of this.explorer.unseen()) {
      const node = nodes[id];
      if (!node || (focus && !focus.nodes.has(id))) continue;
      const text = more > 99 ? "99+" : `+${more}`, size = node.options.size ?? 14;
      const half = Math.max(8 * k, this.measure(ctx, text, Math.round(100 * k)) / 2 + 4 * k);
      const x = node.x + size * 0.7 + half * 0.7, y = node.y - size * 0.7 - 4 * k;
      ctx.beginPath();
      ctx.roundRect(x - half, y - 7.5 * k, 2 * half, 15 * k, 7.5 * k);
      ctx.fillStyle = theme.background;
      ctx.fill();
      ctx.strokeStyle = theme.line;
      ctx.lineWidth = k;
      ctx.stroke();
      ctx.fillStyle = theme.text;
      ctx.fillText(text, x, y + 0.5 * k);
    }
    ctx.restore();
  }

  labels(ctx, nodes, edges, scale, focus) {
    const { theme, selection, hovered } = this.explorer;
    const cell = 60; // the screen in squares: a label is compared only with those in its own
    const taken = new Map();
    const claim = (box, free = false) => {
      const keys = [];
      for (let cx = Math.floor(box.left / cell); cx <= Math.floor(box.right / cell); cx++)
        for (let cy = Math.floor(box.top / cell); cy <= Math.floor(box.bottom / cell); cy++) {
          const key = cx * 100003 + cy;
          for (const other of taken.get(key) ?? []) if (!(free && other.node) && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
          keys.push(key);
        }
      for (const key of keys) taken.set(key, [...(taken.get(key) ?? []), box]);
      return true;
    };
    // A label keeps clear of other nodes too; only the best connected may cover one, rather than go unnamed.
    for (const id of this.explorer.visible.nodes) {
      const node = nodes[id];
      if (!node || node.x === undefined || (focus && !focus.nodes.has(id))) continue;
      const r = (node.options.size ?? 14) * 0.8;
      claim({ left: (node.x - r) * scale, right: (node.x + r) * scale, top: (node.y - r) * scale, bottom: (node.y + r) * scale, node: true }, true);
    }
    const wanted = this.explorer.byWeight().filter((id) => nodes[id] && (!focus || focus.nodes.has(id)));
    for (const line of this.explorer.lines.values()) {
      if (line.modality !== "denied" || (focus && !focus.lines.has(line.id)) || !edges[line.id]?.connected) continue;
      const { x, y } = edges[line.id].edgeType.getPoint(0.5); // nothing is written over its cross
      claim({ left: (x - 8) * scale, right: (x + 8) * scale, top: (y - 8) * scale, bottom: (y + 8) * scale });
    }
    const { canvas, net } = this.explorer;
    const [corner, end] = [net.DOMtoCanvas({ x: 0, y: 0 }), net.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight })];
    const view = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
    const ranked = new Set(this.explorer.marks?.brokers ?? []);
    const first = (id) => (id === hovered ? 0 : selection.nodes.has(id) ? 1 : ranked.has(id) ? 2 : 3);
    wanted.sort((a, b) => first(a) - first(b));
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const [rank, id] of wanted.entries()) {
      const node = nodes[id], item = this.explorer.pool.nodes.get(id);
      if (!item || node.x === undefined) continue;
      const strong = first(id) < 2;
      const must = id === hovered || (strong && selection.nodes.size <= FOREMOST); // of many, those that find room
      const size = ((scale < 0.5 ? LABEL - 1.5 : LABEL) + Math.min(3, Math.sqrt(item.ties ?? 0) * 0.35)) / Math.max(scale, 0.05) * (scale > 1 ? scale ** 0.35 : 1);
      const radius = node.options.size ?? 14;
      ctx.font = `${strong ? 700 : 500} ${size}px ${theme.font}`;
      const half = (this.measure(ctx, item.label, 100 * (strong ? -1 : 1) * Math.round(size * 10) / 10)) / 2;
      // Below the node, or where that is taken above it, or at its side.
      const spots = [[node.x, node.y + radius + size * 0.75], [node.x, node.y - radius - size * 0.75], [node.x + radius + half + 5, node.y], [node.x - radius - half - 5, node.y]];
      // A name stands where the screen does not cut it off; the name of a node beyond the screen needs no place.
      const seen = node.x > view.left && node.x < view.right && node.y > view.top && node.y < view.bottom;
      const whole = ([x, y]) => !seen || (x - half > view.left && x + half < view.right && y - size > view.top && y + size < view.bottom);
      const free = spots.filter(whole).find(([x, y]) => claim({ left: (x - half) * scale, right: (x + half) * scale, top: (y - size * 0.6) * scale, bottom: (y + size * 0.6) * scale }, rank < FOREMOST));
      if (!free && !must) continue;
      const [left, at] = free ?? spots[0];
      ctx.lineWidth = 3.5 / scale;
      ctx.strokeStyle = theme.background;
      ctx.strokeText(item.label, left, at);
      ctx.fillStyle = theme.text;
      ctx.fillText(item.label, left, at);
    }
    if (scale > 0.85 || focus || (scale > 0.45 && this.explorer.lines.size <= FEW)) this.relations(ctx, edges, scale, focus, claim);
    ctx.restore();
  }

  relations(ctx, edges, scale, focus, claim) {
    const { theme, lines } = this.explorer;
    const size = 11 / Math.min(scale, 1.4);
    ctx.font = `400 ${size}px ${theme.font}`;
    for (const line of lines.values()) {
      if (focus && !focus.lines.has(line.id)) continue;
      const edge = edges[line.id];
      if (!edge?.connected) continue;
      const [p, q] = [edge.from, edge.to];
      const half = this.measure(ctx, line.label, Math.round(size * 10) / 10 + 0.05) / 2;
      if (Math.hypot(p.x - q.x, p.y - q.y) < half * 1.2) continue;
      const { x, y } = edge.edgeType.getPoint(0.5);
      const at = line.modality === "denied" ? y + 14 : y;
      if (!claim({ left: (x - half) * scale, right: (x + half) * scale, top: (at - size * 0.6) * scale, bottom: (at + size * 0.6) * scale })) continue;
      ctx.lineWidth = 4 / scale;
      ctx.strokeStyle = theme.background;
      ctx.strokeText(line.label, x, at);
      ctx.fillStyle = theme.faded;
      ctx.fillText(line.label, x, at);
    }
  }
}
