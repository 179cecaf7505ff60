// What lies over the canvas: the row of buttons, the card under the pointer, the menu of a right click and the sheet of keys.
import { h, fill, cut, plural } from "../shared/dom.js";
import { lineSign, shapeSign } from "../shared/signs.js";
import { Saved } from "./saved.js";
import { gexf, graphml, json, png, save, svg, tiesCsv } from "./takeaway.js";

const ICONS = {
  in: "M8 3v10M3 8h10",
  out: "M3 8h10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  undo: "M6 3L2.5 6.5 6 10M3 6.5h6.5a4 4 0 010 8H7",
  redo: "M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 000 8H9",
  full: "M9.5 6.5L14 2M10 2h4v4M6.5 9.5L2 14M6 14H2v-4",
  help: "M5.6 6a2.4 2.4 0 114 1.8C8.6 8.6 8 9 8 10M8 12.6v.4",
};

const icon = (name) => h("svg", { viewBox: "0 0 16 16", width: 16, height: 16, fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" }, h("path", { d: ICONS[name] }));

/** The row above the picture: the views, what is shown, marks and what can be taken along. */
export class Bar {
  constructor(explorer, tabs) {
    this.explorer = explorer;
    const items = () => explorer.chosenItems();
    const mark = new Drop("Mark", () => [
      ["Circles: who has most ties with each other", () => explorer.askMarks("circles")],
      ["Brokers: through whom others are linked", () => explorer.askMarks("brokers")],
      ["Nothing", () => explorer.askMarks(null)],
    ]);
    const take = new Drop("Take away", () => {
      const { nodes, ties } = explorer.selection;
      const what = nodes.size || ties.size ? "selection" : "all that is shown";
      return [
        [`Evidence pack (${what})`, () => explorer.emit("pack", { kind: "evidence", ties: items().ties.map((tie) => tie.id) })],
        ["Picture as PNG", () => png(explorer).toBlob((blob) => save("backchannel.png", blob))],
        ["Picture as SVG", () => save("backchannel.svg", svg(explorer), "image/svg+xml")],
        [`Ties as CSV (${what})`, () => save("ties.csv", tiesCsv(items()), "text/csv")],
        [`GraphML (${what})`, () => save("backchannel.graphml", graphml(items()), "application/xml")],
        [`GEXF for Gephi (${what})`, () => save("backchannel.gexf", gexf(items()), "application/xml")],
        [`JSON (${what})`, () => save("backchannel.json", json(items()), "application/json")],
        ["Web page of the picture", () => explorer.emit("pack", { kind: "page", ties: items().ties.map((tie) => tie.id) })],
      ];
    });
    const link = h("button", { class: "bc-barbutton", title: "Copy a link that reopens this view", onclick: () => this.copyLink() }, "Copy link");
    this.saved = new Saved(explorer, (query) => this.copyLink(query));
    this.filters = h("button", { class: "bc-barbutton bc-filters", "aria-expanded": "false", onclick: () => explorer.rail.toggle() }, "Filters");
    this.element = h("div", { class: "bc-topbar" }, this.filters, tabs, h("span", { class: "bc-barend" }, mark.element, this.saved.element, take.element, link));
  }

  /** Copies the address of what is shown, or of the page with `query`. */
  copyLink(query = null) {
    const address = query === null ? location.href : `${location.origin}${location.pathname}?${query}`;
    const by = () => this.explorer.say(query === null ? "Copy the page's address: it reopens this view." : `Copy this address: ${address}`);
    navigator.clipboard ? navigator.clipboard.writeText(address).then(() => this.explorer.say("Link copied: it reopens this view."), by) : by();
  }
}

/** A button that opens a short list of acts. */
class Drop {
  constructor(label, items) {
    this.list = h("div", { class: "bc-menu bc-drop", role: "menu", hidden: true });
    this.button = h("button", { class: "bc-barbutton", "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => this.toggle(items) }, label, h("span", { "aria-hidden": "true" }, " ▾"));
    this.element = h("span", { class: "bc-dropbox", onkeydown: (event) => this.key(event), onfocusout: (event) => this.element.contains(event.relatedTarget) || this.close() }, this.button, this.list);
  }

  toggle(items) {
    if (!this.list.hidden) return this.close();
    fill(this.list, items().map(([label, act]) => h("button", { class: "bc-menuitem", role: "menuitem", onclick: () => (this.close(), act()) }, label)));
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.querySelector("button").focus();
  }

  close() {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  key(event) {
    const items = [...this.list.querySelectorAll("button")], now = items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") items[(now + 1) % items.length]?.focus();
    else if (event.key === "ArrowUp") items[(now + items.length - 1) % items.length]?.focus();
    else if (event.key === "Escape") (this.close(), this.button.focus());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

export class Toolbar {
  constructor(explorer) {
    this.explorer = explorer;
    const button = (name, title, act) => h("button", { class: "bc-tool", title, "aria-label": title, onclick: act }, icon(name));
    this.undo = button("undo", "Undo (Ctrl Z)", () => explorer.undo());
    this.redo = button("redo", "Redo (Ctrl Y)", () => explorer.redo());
    this.focusBar = h("span", { class: "bc-group", hidden: true });
    this.element = h(
      "div", { class: "bc-toolbar", role: "toolbar", "aria-label": "Graph tools" },
      h("span", { class: "bc-group" }, button("in", "Zoom in (+)", () => explorer.zoom(1.25)), button("out", "Zoom out (−)", () => explorer.zoom(0.8)), button("fit", "Fit to the screen (f)", () => explorer.fit())),
      h("span", { class: "bc-group" }, this.undo, this.redo),
      h("span", { class: "bc-group" }, button("full", "Full screen (Shift F)", () => explorer.fullScreen()), button("help", "Keys (?)", () => explorer.key({ key: "?", target: explorer.canvas, composedPath: () => [], preventDefault() {} }))),
      this.focusBar,
    );
  }

  show() {
    const { explorer } = this;
    this.undo.disabled = !explorer.past.length;
    this.redo.disabled = !explorer.future.length;
    const one = explorer.one(), focus = explorer.view.focus;
    this.focusBar.hidden = !one && !focus;
    fill(
      this.focusBar, h("span", { class: "bc-toollabel" }, "Focus"),
      [1, 2, 3].map((depth) => h("button", { class: "bc-tool bc-textual", "aria-pressed": String(Boolean(focus) && explorer.view.depth === depth), title: depth === 1 ? "Neighbours only (1)" : `Up to ${depth} steps away (${depth})`, onclick: () => this.focusOn(depth) }, String(depth))),
      focus && h("button", { class: "bc-tool bc-textual", title: "End the focus (0)", "aria-label": "End the focus", onclick: () => this.focusOn(0) }, "✕"),
    );
  }

  focusOn(depth) {
    const centre = this.explorer.one() ?? this.explorer.view.focus;
    if (depth && !centre) return this.explorer.say("Select someone first; the focus is then on them.");
    this.explorer.change((view) => Object.assign(view, depth ? { focus: centre, depth } : { focus: null }));
  }

  pin(ids = [...this.explorer.selection.nodes]) {
    if (!ids.length) return;
    const all = ids.every((id) => id in this.explorer.view.pinned);
    if (all) this.explorer.uneven = true; // they stay where the reader put them
    this.explorer.change((view) => {
      if (all) for (const id of ids) delete view.pinned[id];
      else Object.assign(view.pinned, this.explorer.placesOf(ids));
    });
  }
}

/** The card beside the pointer: who a node is, or what a line says. */
export class Card {
  constructor() {
    this.element = h("div", { class: "bc-card", role: "tooltip", hidden: true });
  }

  node(node, legend, at, stage) {
    const style = legend.kinds.find((kind) => kind.key === node.kind);
    fill(this.element,
      h("div", { class: "bc-cardname" }, style ? shapeSign(style.shape, style.colour) : null, cut(node.name ?? node.label, 120)),
      node.role && h("div", { class: "bc-faint" }, cut(node.role, 160)),
      h("div", { class: "bc-faint" }, plural(node.ties ?? 0, "tie"), node.neighbours ? ` with ${plural(node.neighbours, "other")}` : ""));
    this.show(at, stage);
  }

  ties(ties, legend, at, stage) {
    if (!ties.length) return this.hide();
    const some = ties.slice(0, 4);
    fill(this.element,
      some.map((tie) => h("div", { class: "bc-cardtie" }, lineSign({ ...legend.modalities.find((style) => style.key === tie.modality), colour: tie.color?.color }), h("div", {}, h("div", { class: "bc-cardname" }, cut(tie.words, 200)), tie.note && h("div", { class: "bc-faint" }, cut(tie.note, 160)), some.length === 1 && tie.evidence && h("q", { class: "bc-faint" }, cut(tie.evidence, 240))))),
      ties.length > some.length && h("div", { class: "bc-faint" }, `and ${ties.length - some.length} more: click to read them`));
    this.show(at, stage);
  }

  show({ x, y }, stage) {
    this.element.hidden = false;
    const { offsetWidth: w, offsetHeight: t } = this.element;
    this.element.style.left = `${Math.max(6, x + 18 + w > stage.clientWidth ? x - w - 14 : x + 18)}px`;
    this.element.style.top = `${Math.max(6, Math.min(y + 16, stage.clientHeight - t - 6))}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}

export class Menu {
  constructor(explorer) {
    this.explorer = explorer;
    this.element = h("div", { class: "bc-menu", role: "menu", hidden: true, onkeydown: (event) => this.key(event) });
    this.element.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  open({ node, line, at }) {
    const { explorer } = this;
    this.waiting = null;
    const item = (label, act, more = {}) => h("button", { class: "bc-menuitem", role: "menuitem", ...more, onclick: () => (this.hide(), act()) }, label);
    let items;
    if (node !== undefined) {
      const shown = explorer.pool.nodes.get(node);
      const unseen = new Map(explorer.unseen()).get(node) ?? 0;
      items = [
        h("div", { class: "bc-menuhead" }, cut(shown.label, 40)),
        item("Open dossier", () => explorer.select({ nodes: [node] })),
        item("Show the evidence of its ties", () => explorer.select({ ties: explorer.visible.ties.filter((tie) => tie.from === node || tie.to === node).map((tie) => tie.id) })),
        item(unseen ? `Bring in neighbours (${unseen} not shown)` : "Bring in neighbours", () => explorer.expand(node), { disabled: unseen === 0 }),
        unseen > 0 && (this.waiting = { node, item, list: h("div", { class: "bc-submenu" }) }).list,
        item("Shortest paths to…", () => explorer.choose("Click the one at the other end of the path. Esc: never mind.", (other) => explorer.emit("paths", { from: node, to: other }))),
        item("Focus here", () => explorer.change((view) => Object.assign(view, { focus: node, depth: 1 }))),
        item(node in explorer.view.pinned ? "Unpin" : "Pin", () => explorer.toolbar.pin([node])),
        item("Hide", () => explorer.hide(explorer.selection.nodes.has(node) ? [...explorer.selection.nodes] : [node])),
      ];
    } else if (line) {
      items = [h("div", { class: "bc-menuhead" }, line.label), item("Show the evidence", () => explorer.select({ ties: line.ties })), item("Hide such ties", () => explorer.change((view) => (view.off.relations = [...new Set([...view.off.relations, ...line.ties.map((id) => explorer.pool.edges.get(id).relation)])])))];
    } else {
      items = [
        item("Fit to the screen", () => explorer.fit()),
        item("Show everything", () => explorer.rail.clear()),
        item("Lay out anew", () => explorer.relayout()),
      ];
    }
    fill(this.element, items);
    if (node !== undefined && this.waiting?.node === node) explorer.emit("relations", { node });
    this.element.hidden = false;
    const stage = explorer.stage;
    this.element.style.left = `${Math.min(at.x, stage.clientWidth - this.element.offsetWidth - 8)}px`;
    this.element.style.top = `${Math.max(6, Math.min(at.y, stage.clientHeight - this.element.offsetHeight - 8))}px`;
    this.element.querySelector("button:not([disabled])")?.focus();
  }

  /** Fills in by which relations one may bring in those who are not drawn, when Python has told. */
  relations({ node, relations }) {
    if (this.element.hidden || this.waiting?.node !== node || relations.length < 2) return;
    const { list, item } = this.waiting, { explorer } = this;
    fill(list, relations.slice(0, 8).map(([key, count]) => item(`only: ${explorer.legend.relations.find((relation) => relation.key === key)?.label ?? key} (${count})`, () => explorer.expand(node, key))));
    const room = explorer.stage.clientHeight - this.element.offsetHeight - 8;
    this.element.style.top = `${Math.max(6, Math.min(parseFloat(this.element.style.top), room))}px`;
  }

  key(event) {
    const items = [...this.element.querySelectorAll("button:not([disabled])")];
    const now = items.indexOf(this.element.getRootNode().activeElement);
    if (event.key === "ArrowDown") items[(now + 1) % items.length]?.focus();
    else if (event.key === "ArrowUp") items[(now + items.length - 1) % items.length]?.focus();
    else if (event.key === "Escape") (this.hide(), this.explorer.canvas.focus());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  hide() {
    const was = !this.element.hidden;
    this.element.hidden = true;
    return was;
  }
}

export class Sheet {
  constructor() {
    this.element = h("div", { class: "bc-sheet", role: "dialog", "aria-label": "Keys", hidden: true });
  }

  toggle(keys) {
    if (!this.element.hidden) return this.hide();
    fill(this.element, h("div", { class: "bc-sheetbody" },
      h("div", { class: "bc-sheethead" }, h("span", {}, "Keys"), h("button", { class: "bc-tool", "aria-label": "Close", onclick: () => this.hide() }, "✕")),
      h("dl", {}, keys.map((entry) => [h("dt", {}, entry.shows), h("dd", {}, entry.says)]))));
    this.element.hidden = false;
    this.element.querySelector("button").focus();
    return true;
  }

  hide() {
    const was = !this.element.hidden;
    this.element.hidden = true;
    return was;
  }
}
