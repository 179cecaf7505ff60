// Places for nodes. Deterministic: the same nodes and links give the same places, so a link reopens the same picture.
// Connected parts are laid out one by one (d3-force: Barnes-Hut repulsion, springs, no overlaps) and packed around the
// middle, the largest first; what is already placed never moves.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const GAP = 70; // pixels between parts

function parts(nodes, links) {
  const root = new Map(nodes.map((node) => [node.id, node.id]));
  const find = (id) => {
    while (root.get(id) !== id) {
      root.set(id, root.get(root.get(id)));
      id = root.get(id);
    }
    return id;
  };
  for (const link of links) root.set(find(link.source), find(link.target));
  const found = new Map();
  for (const node of nodes) {
    const key = find(node.id);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(node);
  }
  return [...found.values()];
}

function simulate(items, links, ticks) {
  // Few nodes stand further apart: there is room to read their names and what stands on the lines.
  const ease = items.length <= 30 ? 1.75 : items.length <= 80 ? 1.35 : 1;
  const simulation = forceSimulation(items)
    .force("link", forceLink(links).id((item) => item.id).distance((link) => (items.length === 2 ? 40 + link.source.half + link.target.half : 74 * ease + link.source.r + link.target.r)).strength((link) => 0.9 / Math.min(link.source.degree, link.target.degree)))
    .force("charge", forceManyBody().strength((item) => (-420 - 30 * Math.min(item.degree, 20)) * ease ** 1.6).distanceMax(900).theta(1.1))
    .force("collide", forceCollide((item) => item.r + 24 * ease + 0.5 * (ease - 1) * item.half).strength(0.8))
    .force("x", forceX(0).strength(0.035))
    .force("y", forceY(0).strength(0.055))
    .stop();
  simulation.alphaDecay(1 - 0.001 ** (1 / ticks));
  simulation.tick(ticks);
}

function pack(boxes, aspect) {
  // Each box goes to the free corner nearest to the middle; distances are measured in the shape of the screen.
  const placed = [];
  const free = (x, y, box) => placed.every((p) => x + box.w <= p.x || p.x + p.w <= x || y + box.h <= p.y || p.y + p.h <= y);
  for (const box of boxes.sort((a, b) => b.w * b.h - a.w * a.h)) {
    if (!placed.length) {
      placed.push(Object.assign(box, { x: -box.w / 2, y: -box.h / 2 }));
      continue;
    }
    let best = null;
    for (const p of placed) {
      const xs = [p.x, p.x + p.w, p.x - box.w, p.x + p.w - box.w, p.x + (p.w - box.w) / 2];
      const ys = [p.y, p.y + p.h, p.y - box.h, p.y + p.h - box.h, p.y + (p.h - box.h) / 2];
      for (const x of xs)
        for (const y of ys) {
          const far = Math.hypot((x + box.w / 2) / aspect, y + box.h / 2);
          if ((!best || far < best.far - 1e-9) && free(x, y, box)) best = { x, y, far };
        }
    }
    placed.push(Object.assign(box, { x: best.x, y: best.y }));
  }
}

/**
 * Map from node id to {x, y} for all `nodes` ({id, size}) joined by `links` ({source, target} ids).
 * `aspect` is the screen's width by its height.
 */
export function layout(nodes, links, { aspect = 1.4 } = {}) {
  const places = new Map();
  const degree = new Map();
  for (const link of links) for (const id of [link.source, link.target]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const boxes = [];
  const loners = [];
  for (const part of parts(nodes, links)) {
    if (part.length === 1) {
      loners.push(part[0]);
      continue;
    }
    const ids = new Set(part.map((node) => node.id));
    const items = part.map((node) => ({ id: node.id, r: node.size, half: Math.max(node.size, 3.6 * (node.label ?? "").length), degree: degree.get(node.id) ?? 0 }));
    const own = links.filter((link) => ids.has(link.source)).map((link) => ({ ...link }));
    simulate(items, own, part.length > 400 ? 160 : part.length > 120 ? 240 : 320);
    lie(items);
    const left = Math.min(...items.map((i) => i.x - i.r - 36)), right = Math.max(...items.map((i) => i.x + i.r + 36));
    const top = Math.min(...items.map((i) => i.y - i.r - 8)), bottom = Math.max(...items.map((i) => i.y + i.r + 26));
    boxes.push({ items, left, top, w: right - left + GAP / 2, h: bottom - top + GAP / 2 });
  }
  if (loners.length) {
    const across = Math.ceil(Math.sqrt(loners.length * aspect * 0.6)), [cw, ch] = [130, 80];
    const items = loners.map((node, i) => ({ id: node.id, r: node.size, x: (i % across) * cw, y: Math.floor(i / across) * ch }));
    boxes.push({ items, left: -cw / 2, top: -ch / 2, w: across * cw, h: Math.ceil(loners.length / across) * ch });
  }
  pack(boxes, aspect);
  for (const box of boxes) for (const item of box.items) places.set(item.id, { x: item.x - box.left + box.x, y: item.y - box.top + box.y });
  const middle = centre([...places.values()]), wide = stretch(middle, aspect);
  for (const place of places.values()) {
    place.x = Math.round((place.x - middle.x) * wide.x);
    place.y = Math.round((place.y - middle.y) * wide.y);
  }
  return places;
}

/** Turns a part so that it lies along the screen's long side (its first principal axis horizontal). */
function lie(items) {
  const { x: mx, y: my } = items.reduce((sum, i) => ({ x: sum.x + i.x / items.length, y: sum.y + i.y / items.length }), { x: 0, y: 0 });
  let [sxx, syy, sxy] = [0, 0, 0];
  for (const i of items) {
    sxx += (i.x - mx) ** 2;
    syy += (i.y - my) ** 2;
    sxy += (i.x - mx) * (i.y - my);
  }
  const angle = -0.5 * Math.atan2(2 * sxy, sxx - syy), cos = Math.cos(angle), sin = Math.sin(angle);
  for (const i of items) {
    const [dx, dy] = [i.x - mx, i.y - my];
    i.x = dx * cos - dy * sin;
    i.y = dx * sin + dy * cos;
  }
}

function centre(places) {
  const xs = places.map((p) => p.x), ys = places.map((p) => p.y);
  if (!places.length) return { x: 0, y: 0, w: 0, h: 0 };
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}

/** How much to draw the picture out along its short side, so that it uses the screen: at most by half. */
function stretch({ w, h }, aspect) {
  if (w < 300 && h < 300) return { x: 1, y: 1 };
  const ratio = Math.max(w, 1) / Math.max(h, 1) / aspect;
  return ratio > 1 ? { x: 1, y: Math.min(1.5, ratio) } : { x: Math.min(1.5, 1 / ratio), y: 1 };
}

const NEAR = 150; // pixels beyond which what is placed does not push newcomers away

/**
 * Places for `newcomers` beside the neighbours that are `placed` (Map id to {x, y}); none of those moves. `links` touch a
 * newcomer each; `size` tells the size of a placed node.
 */
export function join(newcomers, links, placed, size) {
  const fresh = new Set(newcomers.map((node) => node.id));
  const beside = new Map();
  for (const link of links) {
    const [a, b] = [link.source, link.target];
    if (fresh.has(a) && placed.has(b)) beside.set(a, [...(beside.get(a) ?? []), b]);
    if (fresh.has(b) && placed.has(a)) beside.set(b, [...(beside.get(b) ?? []), a]);
  }
  const all = [...placed.values()];
  const box = all.length ? { right: Math.max(...all.map((p) => p.x)), top: Math.min(...all.map((p) => p.y)) } : { right: 0, top: 0 };
  const middle = centre(all);
  const loose = newcomers.filter((node) => !beside.has(node.id));
  const apart = loose.length ? layout(loose, links.filter((l) => fresh.has(l.source) && fresh.has(l.target) && !beside.has(l.source) && !beside.has(l.target))) : new Map();
  const left = Math.min(0, ...[...apart.values()].map((p) => p.x));
  const items = [];
  const perParent = new Map();
  for (const node of newcomers) {
    const friends = beside.get(node.id);
    if (!friends) {
      const p = apart.get(node.id);
      items.push({ id: node.id, r: node.size, degree: 1, x: box.right + 160 + p.x - left, y: box.top + 100 + p.y });
      continue;
    }
    const near = friends.map((id) => placed.get(id));
    const home = { x: near.reduce((s, p) => s + p.x, 0) / near.length, y: near.reduce((s, p) => s + p.y, 0) / near.length };
    const key = friends[0], turn = (perParent.get(key) ?? 0) + 1;
    perParent.set(key, turn);
    // Away from the crowd: the golden angle, starting on the side that looks out of the picture.
    const out = Math.atan2(home.y - middle.y, home.x - middle.x), angle = out + turn * 2.399963 * 0.5;
    items.push({ id: node.id, r: node.size, degree: friends.length, x: home.x + 110 * Math.cos(angle), y: home.y + 110 * Math.sin(angle) });
  }
  const friends = new Set([...beside.values()].flat());
  const close = (p) => items.some((i) => Math.abs(i.x - p.x) < NEAR && Math.abs(i.y - p.y) < NEAR);
  const anchors = [];
  for (const [id, p] of placed) if (friends.has(id) || close(p)) anchors.push({ id, r: size(id), degree: 4, x: p.x, y: p.y, fx: p.x, fy: p.y });
  const here = new Set([...items, ...anchors].map((i) => i.id));
  const own = links.filter((l) => here.has(l.source) && here.has(l.target)).map((l) => ({ ...l }));
  forceSimulation([...items, ...anchors])
    .force("link", forceLink(own).id((i) => i.id).distance((l) => 74 + l.source.r + l.target.r).strength(0.5))
    .force("charge", forceManyBody().strength(-260).distanceMax(2 * NEAR).theta(1.2))
    .force("collide", forceCollide((i) => i.r + 24).strength(1))
    .stop()
    .alphaDecay(0.1)
    .tick(28);
  return new Map(items.map((i) => [i.id, { x: Math.round(i.x), y: Math.round(i.y) }]));
}
