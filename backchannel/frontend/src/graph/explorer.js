// The graph view: holds the pool of nodes and ties that Python has sent, the reader's view of it, and vis-network, which draws.
// Changes come as differences, so what is placed stays where it is. Filters, undo and focus never wait for Python; Python
// hears of what it must answer (select, expand, paths, search) and keeps the view for links.
import { DataSet, Network } from "vis-network/standalone/esm/vis-network.mjs";
import { h, fill, plural, cut } from "../shared/dom.js";
import { ask, hear, tell } from "../shared/bus.js";
import { lines } from "./bundles.js";
import { join, layout } from "./layout.js";
import { Painter } from "./paint.js";
import { Rail } from "./rail.js";
import { Bar, Card, Menu, Sheet, Toolbar } from "./controls.js";
import { TimeStrip } from "./time.js";
import { themeOf } from "./theme.js";
import { around, complete, copy, shown } from "./view.js";
import { Views } from "./views.js";
import { png, save } from "./takeaway.js";
import { pack, unpack } from "./places.js";
import { preview } from "./preview.js";

const UNDO_STEPS = 100;
const MANY = 1500; // ties beyond which lines are straight: bent ones cost too much to draw
const REST = 350; // milliseconds that the pointer rests on a line before its ties are fanned out
const NARROW = 1000; // pixels up to which a window counts as a tablet; the style sheet has the same number
const ASPECT = 1.2; // the picture's width by its height; not the screen's, or a link would look otherwise on another one
// What outlives the component (a switch of pages unmounts it), by graph id: places of nodes, the view and its history.
const remembered = (globalThis.backchannelGraphs ??= new Map());
// The number of the latest request of each kind that was obeyed: one that is told again (after a switch of pages) is not.
const obeyed = (globalThis.backchannelObeyed ??= new Map());

function once(kind, { sequence = 0 } = {}) {
  if (sequence <= (obeyed.get(kind) ?? 0)) return false;
  obeyed.set(kind, sequence);
  return true;
}

const OPTIONS = {
  autoResize: true,
  physics: { enabled: false },
  interaction: { hover: true, multiselect: false, selectConnectedEdges: false, hoverConnectedEdges: false, tooltipDelay: 1e9, hideEdgesOnDrag: false, zoomSpeed: 0.7, keyboard: false },
  nodes: { borderWidth: 1.5, borderWidthSelected: 1.5, labelHighlightBold: false, scaling: { label: { enabled: false, drawThreshold: 1e9 } }, chosen: false, shapeProperties: { interpolation: false } },
  edges: { scaling: { label: { enabled: false, drawThreshold: 1e9 } }, chosen: false, smooth: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false, endPointOffset: { from: 0, to: 0 } },
};

export class Explorer {
  constructor(root) {
    this.root = root.querySelector(".bc-explore");
    this.pool = { nodes: new Map(), edges: new Map() };
    this.view = complete(null);
    this.past = [];
    this.future = [];
    this.places = new Map();
    this.lines = new Map();
    this.seen = { nodes: new Map(), edges: new Map() };
    this.selection = { nodes: new Set(), ties: new Set() };
    this.hovered = null;
    this.hoveredTies = null;
    this.fanned = null;
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.painter = new Painter(this);
    this.build();
  }

  build() {
    this.canvas = h("div", { class: "bc-canvas", role: "application", "aria-label": "Relationship graph", tabindex: 0, "data-nodes": 0, "data-edges": 0 });
    this.note = h("div", { class: "bc-note", role: "status" });
    this.message = h("div", { class: "bc-message", hidden: true, role: "alert" });
    this.rail = new Rail(this);
    this.toolbar = new Toolbar(this);
    this.card = new Card();
    this.menu = new Menu(this);
    this.sheet = new Sheet();
    this.time = new TimeStrip(this);
    this.views = new Views(this);
    this.bar = new Bar(this, this.views.tabs);
    this.empty = h("div", { class: "bc-empty", hidden: true }, "Nothing to draw yet");
    this.stage = h("div", { class: "bc-stage" }, this.canvas, this.empty, this.views.page, this.message, this.toolbar.element, this.card.element, this.menu.element, this.sheet.element);
    fill(this.root, this.rail.element, h("div", { class: "bc-main" }, this.bar.element, this.note, this.stage, this.time.element));
    this.ends = [
      hear("lit", (detail) => this.light(detail)),
      hear("open", (detail) => this.open(detail)),
      hear("grown", (grown) => once("grown", grown) && this.grow(grown)),
      hear("asked", (asked) => once("asked", asked) && this.obeySelect(asked)),
      hear("unseen", (unseen) => this.menu.relations(unseen)),
      hear("saved", (saved) => this.bar.saved.show(saved)),
      hear("command", (command) => once("command", command) && this.obey(command)),
      hear("found", (found) => this.rail.found(found)),
      hear("marks", (marks) => this.mark(marks)),
      hear("download", (file) => this.download(file)),
    ];
    this.onResize = () => this.resize();
    addEventListener("resize", this.onResize);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.onScheme = () => setTimeout(() => this.retheme(), 80);
    this.scheme.addEventListener("change", this.onScheme);
    this.themeWatch = new MutationObserver(this.onScheme);
    for (let element = this.root.parentElement, up = 0; element && up < 6; element = element.parentElement, up++) this.themeWatch.observe(element, { attributes: true, attributeFilter: ["style", "class"] });
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.resize();
  }

  // ---- from Python -------------------------------------------------------------------------------------------------

  receive(data) {
    const first = !this.net;
    this.theme = themeOf(this.root);
    this.legend = data.legend;
    this.total = data.total ?? {};
    this.minimal = data.minimal === true;
    this.root.classList.toggle("bc-minimal", this.minimal);
    this.root.style.colorScheme = this.theme.dark ? "dark" : "light"; // for the browser's own sliders and ticks
    const kept = first || data.graph !== this.graph ? remembered.get(data.graph) : { linked: this.linked };
    const linked = data.view && data.view.sequence !== kept?.linked; // a link is opened once; later, the reader's own view counts
    if (first || data.graph !== this.graph || linked) {
      this.graph = data.graph;
      this.places = linked ? new Map() : (kept?.places ?? new Map()); // a link's picture lies as it lay there
      this.uneven = !linked && kept?.uneven === true;
      this.view = complete(linked ? data.view : kept?.view);
      this.past = linked ? [] : (kept?.past ?? []);
      this.future = linked ? [] : (kept?.future ?? []);
      this.camera = linked ? null : kept?.camera;
      this.linked = data.view?.sequence ?? kept?.linked;
    }
    const known = this.pool.nodes;
    this.pool = {
      nodes: new Map(data.nodes.map((node) => [node.id, this.dressNode(node)])),
      edges: new Map(data.edges.map((edge) => [edge.id, this.dressEdge(edge)])),
    };
    this.place();
    if (linked) this.settleLink();
    this.resize();
    this.draw();
    if (first) this.start();
    else if (linked || this.pool.nodes.size - known.size > 50) this.moved(), this.fit(); // "Show more": what came lies around what was there
  }

  /** Moves to where a link has them those nodes that would lie elsewhere by themselves. */
  settleLink() {
    const laid = this.view.laid && unpack(this.view.laid, [...this.pool.nodes.keys()]);
    for (const [id, place] of laid ?? []) this.places.set(id, place);
    this.uneven = Boolean(laid);
    delete this.view.laid;
    for (const [id, place] of Object.entries(this.view.pinned)) if (this.pool.nodes.has(id)) this.places.set(id, place);
  }

  /** The view as a link needs it: with all places, where they are not those that the nodes get by themselves. */
  linkable() {
    return this.uneven ? { ...this.view, laid: pack([...this.pool.nodes.keys()], this.places) } : this.view;
  }

  /** Adds what an expansion, a search or a chain brought; what is placed stays where it is. */
  grow({ nodes, edges }) {
    const fresh = nodes.filter((node) => !this.pool.nodes.has(node.id));
    const before = fresh.length ? { view: { ...copy(this.view), absent: [...this.view.absent, ...fresh.map((node) => node.id)] }, places: new Map(this.places) } : null;
    for (const node of fresh) this.pool.nodes.set(node.id, this.dressNode(node));
    for (const edge of edges) if (this.pool.nodes.has(edge.from) && this.pool.nodes.has(edge.to)) this.pool.edges.set(edge.id, this.dressEdge(edge));
    if (fresh.length && Object.keys(this.view.pinned).length) this.uneven = true; // they come to lie beside what was moved
    this.place();
    if (before) this.push(before); // what came can be taken back: as a step of the view, in which it is absent
    this.draw();
    this.remember();
    if (this.uneven) this.keep();
  }

  /** Has vis-network take over places that were changed under it. */
  moved() {
    const lost = [...this.visible.nodes].filter((id) => {
      const drawn = this.net.body.nodes[id], place = this.places.get(id);
      return drawn && (drawn.x !== place.x || drawn.y !== place.y);
    });
    if (lost.length) this.nodes.update(lost.map((id) => ({ id, ...this.places.get(id) })));
  }

  obeySelect(asked) {
    this.reveal([...(asked.nodes ?? []), ...(asked.ties ?? []).flatMap((id) => this.endsOf(id))]);
    this.select(asked, { tell: false });
    this.attend(asked);
  }

  endsOf(tie) {
    const edge = this.pool.edges.get(tie);
    return edge ? [edge.from, edge.to] : [];
  }

  dressNode(node) {
    return { ...node, label: cut(node.label ?? "", 34) };
  }

  dressEdge(edge) {
    return { ...edge, color: { color: this.lineColour(edge), opacity: 1 } };
  }

  lineColour(edge) {
    return edge.modality === "denied" ? this.theme.denied : edge.modality === "hypothetical" ? this.theme.dim : this.theme.line;
  }

  // ---- drawing -----------------------------------------------------------------------------------------------------

  /** Has the picture drawn anew in the next frame, once, however often it is asked for. */
  refresh() {
    this.net?.body.emitter.emit("_requestRedraw");
  }

  /** Does `work` on what is drawn without vis-network drawing after each part of it. */
  unseenBy(work) {
    this.net?.body.emitter.emit("_blockRedraw");
    work();
    this.net?.body.emitter.emit("_allowRedraw");
    this.refresh();
  }

  /** Shows the view of the pool as it is now; only what differs from the last drawing is touched. */
  draw() {
    const visible = (this.visible = shown(this.pool, this.view));
    this.unseenBy(() => this.drawItems(visible));
    this.canvas.dataset.ties = visible.ties.length;
    this.weights = null;
    const lost = [...this.selection.nodes].filter((id) => !visible.nodes.has(id));
    for (const id of lost) this.selection.nodes.delete(id);
    if (lost.length) this.emit("select", { nodes: [...this.selection.nodes], ties: [...this.selection.ties] });
    this.focusCache = undefined;
    this.rail.show(visible.counts);
    this.time.show(visible.counts.time);
    this.toolbar.show();
    this.views.show();
    this.describe();
  }

  drawItems(visible) {
    const nodes = this.difference("nodes", [...visible.nodes].map((id) => this.nodeItem(this.pool.nodes.get(id))));
    if (nodes.fresh.length) this.nodes.add(nodes.fresh.map((node) => ({ ...node, ...this.places.get(node.id) })));
    if (nodes.changed.length) this.nodes.update(nodes.changed);
    this.drawLines();
    if (nodes.gone.length) this.nodes.remove(nodes.gone); // after their lines
  }

  drawLines() {
    const drawn = lines(this.visible.ties, this.fanned);
    const bends = this.visible.ties.length <= MANY;
    const edges = this.difference("edges", drawn.map((line) => (bends || line.pair === this.fanned ? line : { ...line, smooth: false })));
    this.lines = new Map(drawn.map((line) => [line.id, line]));
    this.lineOf = new Map(drawn.flatMap((line) => line.ties.map((id) => [id, line.id])));
    if (edges.gone.length) this.edges.remove(edges.gone);
    if (edges.fresh.length) this.edges.add(edges.fresh);
    if (edges.changed.length) this.edges.update(edges.changed);
    this.focusCache = undefined;
  }

  /** Draws the ties of a pair one by one (null: of none), so that each can be pointed at. */
  fan(pair) {
    if (pair === this.fanned) return;
    this.fanned = pair;
    this.unseenBy(() => this.drawLines());
  }

  nodeItem(node) {
    const ring = this.theme.dark ? "rgba(255,255,255,.55)" : "rgba(20,24,32,.45)";
    const item = {
      id: node.id,
      label: node.label,
      shape: node.shape,
      size: node.size,
      color: { background: node.color, border: ring, hover: { background: node.color, border: this.theme.text } },
      kind: node.kind,
      neighbours: node.neighbours,
      borderWidth: node.id in this.view.pinned ? 3 : 1.2,
    };
    if (node.shape === "ellipse") Object.assign(item, { shape: "custom", ctxRenderer: oval(node, ring) });
    return item;
  }

  /** Gives each node of the pool a place, expansion by expansion, whatever the filters: so a link grows the same picture. */
  place() {
    const missing = [...this.pool.nodes.values()].filter((node) => !this.places.has(node.id));
    if (!missing.length) return;
    const pairs = new Map();
    for (const tie of this.pool.edges.values()) pairs.set(tie.from < tie.to ? `${tie.from}|${tie.to}` : `${tie.to}|${tie.from}`, { source: tie.from, target: tie.to });
    const links = [...pairs.values()].filter((link) => link.source !== link.target);
    for (const step of [...new Set(missing.map((node) => node.step ?? 0))].sort((a, b) => a - b)) {
      const fresh = missing.filter((node) => (node.step ?? 0) === step);
      const placed = new Map([...this.places].filter(([id]) => this.pool.nodes.has(id)));
      const anew = step === 0 && placed.size < fresh.length;
      if (step === 0 && placed.size) this.uneven = true; // the store has changed under the picture
      const ids = new Set(fresh.map((node) => node.id));
      const found = anew
        ? layout(fresh, links.filter((link) => ids.has(link.source) && ids.has(link.target)), { aspect: ASPECT })
        : join(fresh, links.filter((link) => ids.has(link.source) || ids.has(link.target)), placed, (id) => this.pool.nodes.get(id).size);
      for (const [id, place] of found) this.places.set(id, place);
    }
  }

  difference(what, items) {
    const seen = this.seen[what], next = new Map();
    const fresh = [], changed = [];
    for (const item of items) {
      const text = JSON.stringify(item);
      next.set(item.id, text);
      const old = seen.get(item.id);
      if (old === undefined) fresh.push(item);
      else if (old !== text) changed.push(item);
    }
    const gone = [...seen.keys()].filter((id) => !next.has(id));
    this.seen[what] = next;
    return { fresh, changed, gone };
  }

  start() {
    this.net = new Network(this.canvas, { nodes: this.nodes, edges: this.edges }, OPTIONS);
    this.canvas.network = this.net;
    const net = this.net;
    net.on("beforeDrawing", (ctx) => this.painter.under(ctx));
    net.on("afterDrawing", (ctx) => {
      this.painter.paint(ctx);
      Object.assign(this.canvas.dataset, { nodes: this.nodes.length, edges: this.edges.length }); // what is drawn, once it is
    });
    net.on("click", (event) => this.click(event));
    // The browser's own double click: vis-network counts by its clock, and misses one on a machine that is busy.
    this.canvas.addEventListener("dblclick", (event) => {
      const box = this.canvas.getBoundingClientRect();
      const node = net.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top });
      if (node !== undefined) this.expand(node);
    });
    net.on("oncontext", (event) => this.context(event));
    // On a touch screen a long press is the right button, and the browser knows no double click.
    const touched = (event) => event.event.pointerType === "touch";
    net.on("hold", (event) => touched(event) && this.context(event));
    net.on("doubleClick", (event) => touched(event) && event.nodes.length && this.expand(event.nodes[0]));
    net.on("hoverNode", (event) => this.hoverNode(event.node, event.pointer.DOM));
    net.on("blurNode", () => this.hoverNode(null));
    net.on("hoverEdge", (event) => this.hoverLine(event.edge, event.pointer.DOM));
    net.on("blurEdge", () => this.hoverLine(null));
    net.on("dragEnd", (event) => event.nodes.length && this.dropped(event.nodes));
    net.on("dragStart", () => this.card.hide());
    net.on("zoom", () => (this.card.hide(), this.keepCamera()));
    net.once("afterDrawing", () => {
      this.canvas.dataset.drawn = Math.round(performance.timeOrigin + performance.now());
    });
    if (this.camera) net.moveTo({ position: this.camera.position, scale: this.camera.scale });
    else this.fit({ animation: false });
    this.canvas.addEventListener("mouseleave", () => {
      // vis-network hears only moves over its own canvas; this one, far off, ends what is hovered.
      this.canvas.querySelector("canvas")?.dispatchEvent(new MouseEvent("mousemove", { clientX: -1e5, clientY: -1e5 }));
      this.card.hide();
    });
    this.lasso();
  }

  /** Shows `nodes` (all that is drawn, by default) whole, clear of labels, notes and buttons. */
  fit({ nodes = null, animation = true } = {}) {
    const places = (nodes ?? (this.view.focus && this.inFocus() ? [...this.inFocus().nodes] : [...this.visible.nodes])).filter((id) => this.visible.nodes.has(id)).map((id) => this.places.get(id));
    if (!places.length || !this.net) return;
    const [w, t] = [this.canvas.clientWidth || 800, this.canvas.clientHeight || 600];
    const xs = places.map((p) => p.x), ys = places.map((p) => p.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = { x: Math.max(100, w - 130), y: Math.max(100, t - (this.minimal ? 70 : 130)) };
    const scale = Math.max(0.04, Math.min(1.25, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top)));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (this.minimal ? 8 : 16) / scale };
    this.net.moveTo({ position, scale, animation: animation && !this.calm() ? { duration: 250 } : false });
    setTimeout(() => this.keepCamera(), animation ? 300 : 0);
  }

  /** Brings nodes and ties into sight without moving the rest of the picture about. */
  look(nodes, ties) {
    const ids = new Set(nodes);
    for (const id of ties) {
      const tie = this.pool.edges.get(id);
      if (tie) ids.add(tie.from).add(tie.to);
    }
    const here = [...ids].filter((id) => this.visible.nodes.has(id));
    if (!here.length || !this.net) return;
    const places = here.map((id) => this.places.get(id));
    const position = { x: places.reduce((s, p) => s + p.x, 0) / places.length, y: places.reduce((s, p) => s + p.y, 0) / places.length };
    this.net.moveTo({ position, scale: Math.max(0.9, Math.min(1.3, this.net.getScale())), animation: this.calm() ? false : { duration: 250 } });
    setTimeout(() => this.keepCamera(), 300);
  }

  /** Brings what Python asks for into sight: one thing by moving there, a chain by showing it whole. */
  attend({ nodes = [], ties = [] }) {
    const ends = new Set(ties.flatMap((id) => [this.pool.edges.get(id)?.from, this.pool.edges.get(id)?.to]).filter(Boolean));
    if (ends.size > 2) this.fit({ nodes: [...ends] });
    else this.look(nodes, ties);
  }

  calm() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  keepCamera() {
    if (!this.net) return;
    this.camera = { position: this.net.getViewPosition(), scale: this.net.getScale() };
    this.remember();
  }

  remember() {
    if (this.graph) remembered.set(this.graph, { places: this.places, view: this.view, past: this.past, future: this.future, camera: this.camera, linked: this.linked, uneven: this.uneven });
  }

  // ---- what is seen ------------------------------------------------------------------------------------------------

  byWeight() {
    return (this.weights ??= [...this.visible.nodes].sort((a, b) => (this.pool.nodes.get(b).ties ?? 0) - (this.pool.nodes.get(a).ties ?? 0)));
  }

  /** [id, number] of neighbours that the store knows and the picture does not show, for nodes that have such. */
  unseen() {
    if (this.unseenFor === this.visible) return this.unseenCounts;
    const near = new Map();
    for (const tie of this.visible.ties)
      for (const [a, b] of [[tie.from, tie.to], [tie.to, tie.from]]) near.set(a, (near.get(a) ?? new Set()).add(b));
    this.unseenCounts = [];
    for (const id of this.visible.nodes) {
      const more = (this.pool.nodes.get(id).neighbours ?? 0) - (near.get(id)?.size ?? 0);
      if (more > 0) this.unseenCounts.push([id, more]);
    }
    this.unseenFor = this.visible;
    return this.unseenCounts;
  }

  /** What stays bright: {nodes, lines} as Sets, or null where nothing is dimmed. */
  inFocus() {
    const key = `${this.hovered}|${this.hoveredTies}|${this.view.focus}|${this.view.depth}|${[...this.selection.nodes]}|${[...this.selection.ties]}`;
    if (this.focusCache?.key === key) return this.focusCache.value;
    let value = null;
    const centre = this.view.focus && this.visible.nodes.has(this.view.focus) ? this.view.focus : null;
    if (centre) {
      const nodes = around(centre, this.visible.ties, this.view.depth);
      value = { nodes, lines: new Set([...this.lines.values()].filter((line) => nodes.has(line.from) && nodes.has(line.to)).map((line) => line.id)) };
    } else if (this.hoveredTies) {
      value = this.focusOnTies(this.hoveredTies);
    } else if (this.hovered || this.selection.nodes.size) {
      const hubs = this.hovered ? new Set([this.hovered]) : this.selection.nodes;
      const nodes = new Set(hubs), own = new Set();
      for (const line of this.lines.values()) if (hubs.has(line.from) || hubs.has(line.to)) (nodes.add(line.from).add(line.to), own.add(line.id));
      value = { nodes, lines: own };
    } else if (this.selection.ties.size) value = this.focusOnTies(this.selection.ties);
    if (value && (this.hoveredTies || this.hovered) && !centre) this.keepChosen(value);
    this.focusCache = { key, value };
    return value;
  }

  /** What is selected stays bright while the pointer rests on something else. */
  keepChosen({ nodes, lines }) {
    for (const id of this.selection.nodes) if (this.visible.nodes.has(id)) nodes.add(id);
    const chosen = this.focusOnTies(this.selection.ties);
    for (const id of chosen?.nodes ?? []) nodes.add(id);
    for (const id of chosen?.lines ?? []) lines.add(id);
  }

  focusOnTies(ties) {
    const own = new Set([...ties].map((id) => this.lineOf.get(id)).filter(Boolean)), nodes = new Set();
    for (const id of own) nodes.add(this.lines.get(id).from).add(this.lines.get(id).to);
    return own.size ? { nodes, lines: own } : null;
  }

  describe() {
    const { nodes, ties } = this.visible;
    const parts = [];
    this.empty.hidden = this.pool.nodes.size > 0;
    this.root.classList.toggle("bc-void", this.pool.nodes.size === 0);
    if (!this.pool.nodes.size) parts.push("");
    else if (!nodes.size) parts.push(h("span", {}, "Nothing passes these filters. "), h("button", { class: "bc-link", onclick: () => this.rail.clear() }, "Show everything"));
    else {
      const outside = (this.total.nodes ?? 0) - this.pool.nodes.size;
      const of = this.total.nodes > nodes.size ? ` of ${this.total.nodes.toLocaleString("en")}` : "";
      const less = this.total.left_out ? `, with the ${ties.length.toLocaleString("en")} best attested of ${plural(ties.length + this.total.left_out, "tie")}` : `, ${plural(ties.length, "tie")}`;
      parts.push(h("span", {}, `${nodes.size.toLocaleString("en")}${of} shown${outside > 0 ? ": those with most ties" : ""}${less}. `));
      if (outside > 0 && this.total.limit < 1000) parts.push(h("button", { class: "bc-link", onclick: () => this.emit("more", {}) }, "Show more"));
      if (this.view.hidden.length) parts.push(h("span", {}, ` ${this.view.hidden.length} hidden. `), h("button", { class: "bc-link", onclick: () => this.change((view) => (view.hidden = [])) }, "Show them"));
    }
    fill(this.note, parts);
    this.note.title = this.note.textContent;
  }

  say(text) {
    this.message.hidden = !text;
    fill(this.message, text ?? "");
    clearTimeout(this.messageTimer);
    if (text) this.messageTimer = setTimeout(() => (this.message.hidden = true), 6000);
  }

  // ---- the reader's acts -------------------------------------------------------------------------------------------

  /** Asks Python, by way of the panel, which answers. */
  emit(kind, detail) {
    if (!this.minimal) ask("ask", { kind, detail });
  }

  /** Shows a node or tie that the panel names; one that is not in the picture is brought in. */
  open({ node, tie }) {
    if (node !== undefined && !this.pool.nodes.has(node)) return this.emit("fetch", { node });
    if (tie !== undefined && !this.pool.edges.has(tie)) return this.emit("open_tie", { tie });
    const ends = tie === undefined ? [node] : [this.pool.edges.get(tie).from, this.pool.edges.get(tie).to];
    this.reveal(ends);
    this.select(tie === undefined ? { nodes: [node] } : { ties: [tie] });
    this.attend(tie === undefined ? { nodes: [node] } : { ties: [tie] });
  }

  click(event) {
    this.menu.hide();
    const adding = event.event.srcEvent.ctrlKey || event.event.srcEvent.metaKey || event.event.srcEvent.shiftKey;
    const node = event.nodes[0];
    const line = node === undefined ? this.lines.get(event.edges[0]) : null;
    if (this.choosing) return this.chosen(node);
    const next = adding ? { nodes: [...this.selection.nodes], ties: [...this.selection.ties] } : { nodes: [], ties: [] };
    const toggle = (list, id) => (list.includes(id) ? list.splice(list.indexOf(id), 1) : list.push(id));
    if (node !== undefined) toggle(next.nodes, node);
    else if (line) for (const id of line.ties) adding ? toggle(next.ties, id) : next.ties.push(id);
    if (!adding && node !== undefined) next.nodes = [node];
    this.select(next);
  }

  select({ nodes = [], ties = [] }, { tell: aloud = true } = {}) {
    const known = { nodes: nodes.filter((id) => this.pool.nodes.has(id)), ties: ties.filter((id) => this.pool.edges.has(id)) };
    const same = known.nodes.join() === [...this.selection.nodes].join() && known.ties.join() === [...this.selection.ties].join();
    if (same) return; // the second click of a double click
    this.selection = { nodes: new Set(known.nodes), ties: new Set(known.ties) };
    const pairs = new Set(known.ties.map((id) => this.lines.get(this.lineOf.get(id))?.pair));
    this.fan(pairs.size === 1 ? [...pairs][0] ?? null : null);
    this.net?.unselectAll();
    this.refresh();
    this.toolbar.show();
    if (!aloud) return;
    const first = this.minimal ? null : preview(this, known);
    if (first) tell("preview", { panel: first, selection: known, legend: this.legend });
    this.emit("select", known);
  }

  hoverNode(id, at) {
    this.hovered = id;
    if (id === null) this.card.hide();
    else {
      const node = this.pool.nodes.get(id);
      if (node) this.card.node(node, this.legend, at, this.stage);
    }
    this.canvas.style.cursor = id === null ? "" : "pointer";
    this.refresh();
  }

  hoverLine(id, at) {
    const line = id === null ? null : this.lines.get(id);
    this.hoveredTies = line ? line.ties : null;
    clearTimeout(this.fanTimer);
    if (line && line.pair !== this.fanned && line.ties.length > 1) this.fanTimer = setTimeout(() => this.fan(line.pair), REST);
    else if (!line && this.fanned && !this.selection.ties.size) this.fanTimer = setTimeout(() => this.fan(null), 3 * REST);
    this.canvas.style.cursor = line ? "pointer" : "";
    if (line) this.card.ties(line.ties.map((tie) => this.pool.edges.get(tie)).filter(Boolean), this.legend, at, this.stage);
    else this.card.hide();
    this.refresh();
  }

  /** Lights a node or ties that the reader points at in another component. */
  light(detail) {
    this.hovered = detail?.node && this.visible.nodes.has(detail.node) ? detail.node : null;
    this.hoveredTies = detail?.ties?.length ? detail.ties : null;
    this.refresh();
  }

  dropped(ids) {
    const before = this.snapshot();
    for (const [id, place] of Object.entries(this.net.getPositions(ids))) this.places.set(id, { x: Math.round(place.x), y: Math.round(place.y) });
    this.view = { ...this.view, pinned: { ...this.view.pinned, ...this.placesOf(ids) } };
    this.commit(before);
  }

  placesOf(ids) {
    return Object.fromEntries(ids.map((id) => [id, { ...this.places.get(id) }]));
  }

  expand(id, relation = null) {
    const before = this.past.length, near = this.near(id);
    this.change((view) => {
      for (const key of ["absent", "hidden"]) view[key] = view[key].filter((other) => !near.has(other));
    });
    this.emit("expand", { node: id, relation, revealed: this.past.length > before });
  }

  near(id) {
    const near = new Set();
    for (const tie of this.pool.edges.values()) {
      if (tie.from === id) near.add(tie.to);
      if (tie.to === id) near.add(tie.from);
    }
    return near;
  }

  context(event) {
    event.event.preventDefault();
    const node = this.net.getNodeAt(event.pointer.DOM);
    const line = node === undefined ? this.net.getEdgeAt(event.pointer.DOM) : undefined;
    this.card.hide();
    this.menu.open({ node, line: this.lines.get(line), at: event.pointer.DOM });
  }

  snapshot() {
    return { view: copy(this.view), places: new Map(this.places) };
  }

  /** Changes the view by `alter(view)` as one step that can be undone. */
  change(alter) {
    const before = this.snapshot();
    const view = copy(this.view);
    alter(view);
    if (JSON.stringify(view) === JSON.stringify(this.view)) return;
    this.view = view;
    this.commit(before);
  }

  commit(before) {
    this.push(before);
    this.settle();
  }

  push(before) {
    this.past.push(before);
    if (this.past.length > UNDO_STEPS) this.past.shift();
    this.future = [];
  }

  settle() {
    this.draw();
    this.remember();
    this.keep();
  }

  /** Has Python write the view into the page's address, once the reader pauses. */
  keep() {
    clearTimeout(this.keepTimer);
    this.keepTimer = setTimeout(() => this.emit("view", { view: this.linkable() }), 350);
  }

  undo() {
    this.travel(this.past, this.future);
  }

  redo() {
    this.travel(this.future, this.past);
  }

  travel(from, to) {
    const step = from.pop();
    if (!step) return;
    to.push(this.snapshot());
    this.view = step.view;
    const moves = [];
    for (const [id, place] of step.places) {
      const now = this.places.get(id);
      this.places.set(id, place);
      if (this.visible.nodes.has(id) && (now?.x !== place.x || now?.y !== place.y)) moves.push({ id, ...place });
    }
    if (moves.length) this.nodes.update(moves);
    this.settle();
  }

  /** Undoes whatever of the view keeps `ids` out of the picture. */
  reveal(ids) {
    const kinds = new Set(ids.map((id) => this.pool.nodes.get(id)?.kind));
    this.change((view) => {
      for (const key of ["hidden", "absent"]) view[key] = view[key].filter((id) => !ids.includes(id));
      view.off.kinds = view.off.kinds.filter((kind) => !kinds.has(kind));
    });
    const lost = ids.filter((id) => this.pool.nodes.has(id) && !this.visible.nodes.has(id));
    if (lost.length) this.change((view) => Object.assign(view.pinned, this.placesOf(lost)));
  }

  /** Places all that is not pinned anew. */
  relayout() {
    const before = this.snapshot();
    const links = [...this.lines.values()].map((line) => ({ source: line.from, target: line.to }));
    const nodes = [...this.visible.nodes].map((id) => this.pool.nodes.get(id));
    for (const [id, place] of layout(nodes, links, { aspect: ASPECT })) if (!(id in this.view.pinned)) this.places.set(id, place);
    this.nodes.update(nodes.map((node) => ({ id: node.id, ...this.places.get(node.id) })));
    this.uneven = true;
    this.commit(before);
    this.fit();
  }

  hide(ids) {
    this.change((view) => (view.hidden = [...new Set([...view.hidden, ...ids])]));
    this.select({});
  }

  obey(command) {
    if (command.do === "say") this.say(command.text);
  }

  /** What is to be taken along: the selection and the ties in it, or all that is shown where nothing is selected. */
  chosenItems() {
    const { nodes, ties } = this.selection;
    let own = this.visible.ties;
    if (ties.size) own = own.filter((tie) => ties.has(tie.id));
    else if (nodes.size === 1) own = own.filter((tie) => nodes.has(tie.from) || nodes.has(tie.to));
    else if (nodes.size > 1) own = own.filter((tie) => nodes.has(tie.from) && nodes.has(tie.to));
    const ids = new Set(own.flatMap((tie) => [tie.from, tie.to]));
    for (const id of nodes) ids.add(id);
    if (!nodes.size && !ties.size) for (const id of this.visible.nodes) ids.add(id);
    return { nodes: [...ids].map((id) => this.pool.nodes.get(id)), ties: own, places: this.places };
  }

  /** Asks Python who belongs together or stands between, among what is shown; null takes the marks away. */
  askMarks(kind) {
    if (kind) this.emit("mark", { kind, ties: this.visible.ties.map((tie) => tie.id) });
    else (this.mark(null), this.emit("mark", { kind: null, ties: [] }));
  }

  mark(marks) {
    if (marks && marks.sequence === this.marks?.sequence) return;
    this.marks = marks;
    this.refresh();
  }

  download(file) {
    if (!once("download", file)) return;
    save(file.name, file.text.replace(file.picture, () => png(this).toDataURL("image/png")), file.type);
  }

  choose(prompt, then) {
    this.choosing = then;
    this.say(prompt);
    this.canvas.classList.add("bc-choosing");
  }

  chosen(node) {
    const then = this.choosing;
    this.choosing = null;
    this.canvas.classList.remove("bc-choosing");
    this.say("");
    if (node !== undefined) then(node);
  }

  /** Shift and drag draws a frame: the nodes in it become the selection. */
  lasso() {
    const frame = h("div", { class: "bc-frame", hidden: true });
    this.stage.append(frame);
    let start = null;
    this.canvas.addEventListener("pointerdown", (event) => {
      if (!event.shiftKey || event.button !== 0) return;
      const box = this.stage.getBoundingClientRect();
      start = { x: event.clientX - box.left, y: event.clientY - box.top, adding: event.ctrlKey || event.metaKey };
      event.stopPropagation();
      event.preventDefault();
      this.canvas.setPointerCapture(event.pointerId);
    }, true);
    const shape = (event) => {
      const box = this.stage.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
      return { left: Math.min(x, start.x), top: Math.min(y, start.y), right: Math.max(x, start.x), bottom: Math.max(y, start.y) };
    };
    this.canvas.addEventListener("pointermove", (event) => {
      if (!start) return;
      event.stopPropagation();
      const s = shape(event);
      frame.hidden = false;
      Object.assign(frame.style, { left: `${s.left}px`, top: `${s.top}px`, width: `${s.right - s.left}px`, height: `${s.bottom - s.top}px` });
    }, true);
    this.canvas.addEventListener("pointerup", (event) => {
      if (!start) return;
      event.stopPropagation();
      const s = shape(event), adding = start.adding;
      start = null;
      frame.hidden = true;
      if (s.right - s.left < 4 && s.bottom - s.top < 4) return;
      const inside = [...this.visible.nodes].filter((id) => {
        const p = this.net.canvasToDOM(this.places.get(id));
        return p.x >= s.left && p.x <= s.right && p.y >= s.top && p.y <= s.bottom;
      });
      this.select({ nodes: adding ? [...new Set([...this.selection.nodes, ...inside])] : inside });
    }, true);
  }

  key(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]") || event.composedPath()[0]?.closest?.("input, textarea, [contenteditable]");
    if (!this.root.isConnected || !this.root.offsetParent) return;
    if (event.key === "Escape") {
      if (this.sheet.hide() || this.menu.hide() || this.bar.saved.close()) return;
      if (this.choosing) return this.chosen(undefined);
      if (typing) return;
      if (this.view.focus) return this.change((view) => (view.focus = null));
      return this.select({});
    }
    if (typing) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "z") return event.preventDefault(), event.shiftKey ? this.redo() : this.undo();
    if (command && event.key.toLowerCase() === "y") return event.preventDefault(), this.redo();
    if (command || event.altKey) return;
    const act = KEYS.find((entry) => entry.keys.includes(event.key));
    if (!act) return;
    event.preventDefault();
    act.do(this, event.key);
  }

  one() {
    return this.selection.nodes.size === 1 ? [...this.selection.nodes][0] : null;
  }

  /** Moves the selection to the neighbour that lies most nearly in a direction. */
  step(dx, dy) {
    const from = this.one();
    if (!from) {
      const [best] = this.byWeight();
      if (best) (this.select({ nodes: [best] }), this.look([best], []));
      return;
    }
    const here = this.places.get(from);
    const reach = [...this.visible.nodes].filter((id) => id !== from);
    let best = null;
    for (const id of reach) {
      const p = this.places.get(id), x = p.x - here.x, y = p.y - here.y, along = x * dx + y * dy;
      if (along <= 0) continue;
      const cost = along + 2.2 * Math.abs(x * dy - y * dx);
      if (!best || cost < best.cost) best = { id, cost };
    }
    if (best) (this.select({ nodes: [best.id] }), this.look([best.id], []));
  }

  zoom(factor) {
    this.net.moveTo({ scale: Math.max(0.05, Math.min(4, this.net.getScale() * factor)), animation: this.calm() ? false : { duration: 120 } });
    setTimeout(() => this.keepCamera(), 160);
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else (this.root.closest("[data-testid='stHorizontalBlock']") ?? this.root).requestFullscreen?.().catch(() => this.say("The browser does not allow full screen here."));
    setTimeout(() => this.resize(), 300);
  }

  retheme() {
    const before = JSON.stringify(this.theme);
    this.theme = themeOf(this.root);
    if (before === JSON.stringify(this.theme) || !this.net) return;
    this.root.style.colorScheme = this.theme.dark ? "dark" : "light";
    for (const [id, edge] of this.pool.edges) this.pool.edges.set(id, this.dressEdge(edge));
    this.draw();
  }

  resize() {
    const top = document.fullscreenElement ? 0 : this.root.getBoundingClientRect().top + (document.querySelector("[data-testid='stMain']")?.scrollTop ?? 0);
    const room = Math.max(420, innerHeight - Math.max(0, top) - 18);
    const under = innerWidth <= NARROW && !document.fullscreenElement; // the panel lies under the graph, not beside it
    const height = this.minimal ? 440 : under ? Math.max(380, Math.round(room * 0.6)) : room;
    this.root.style.height = `${height}px`; // the wrappers around it have auto height: 100% would collapse
    if (!this.minimal) tell("height", (globalThis.backchannelHeight = under ? Math.max(300, room - height - 16) : height));
    this.net?.redraw();
  }

  leave() {
    this.keepCamera();
    for (const end of this.ends) end();
    removeEventListener("resize", this.onResize);
    this.scheme.removeEventListener("change", this.onScheme);
    this.themeWatch.disconnect();
    document.removeEventListener("keydown", this.onKey);
    this.net?.destroy();
    this.net = null;
  }
}

/** How a key acts; `says` is its line in the sheet that `?` opens. */
export const KEYS = [
  { keys: ["/"], shows: "/", says: "Search names", do: (e) => e.rail.focus() },
  { keys: ["?"], shows: "?", says: "This sheet", do: (e) => e.sheet.toggle(KEYS) },
  { keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], shows: "← → ↑ ↓", says: "Select the next node that way", do: (e, key) => e.step(...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]) },
  { keys: ["Enter"], shows: "Enter", says: "Open the selected node: bring in its neighbours", do: (e) => e.one() && e.expand(e.one()) },
  { keys: ["h", "Delete"], shows: "h", says: "Hide what is selected", do: (e) => e.selection.nodes.size && e.hide([...e.selection.nodes]) },
  { keys: ["p"], shows: "p", says: "Pin or unpin what is selected", do: (e) => e.toolbar.pin() },
  { keys: ["1", "2", "3"], shows: "1 2 3", says: "Focus on the selected node and its neighbours to that depth", do: (e, key) => e.toolbar.focusOn(Number(key)) },
  { keys: ["0"], shows: "0", says: "End the focus", do: (e) => e.toolbar.focusOn(0) },
  { keys: ["f"], shows: "f", says: "Fit the picture to the screen", do: (e) => e.fit() },
  { keys: ["+", "="], shows: "+", says: "Zoom in", do: (e) => e.zoom(1.25) },
  { keys: ["-"], shows: "−", says: "Zoom out", do: (e) => e.zoom(0.8) },
  { keys: ["F"], shows: "Shift F", says: "Full screen", do: (e) => e.fullScreen() },
  { keys: [], shows: "Ctrl Z, Ctrl Y", says: "Undo, redo" },
  { keys: [], shows: "Shift drag", says: "Select what is in a frame" },
  { keys: [], shows: "Ctrl click", says: "Add to the selection" },
  { keys: [], shows: "Esc", says: "Close, end the focus, select nothing" },
];

function oval(node, ring) {
  return ({ ctx, x, y, state, style }) => ({
    drawNode() {
      ctx.beginPath();
      ctx.ellipse(x, y, node.size * 1.25, node.size * 0.82, 0, 0, 2 * Math.PI);
      ctx.fillStyle = node.color;
      ctx.fill();
      ctx.lineWidth = style.borderWidth ?? 1.2;
      ctx.strokeStyle = ring;
      ctx.stroke();
    },
    nodeDimensions: { width: node.size * 2.5, height: node.size * 1.64 },
  });
}
