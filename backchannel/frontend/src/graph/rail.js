// The column at the left: search, and the legend that filters. Each line shows its sign and how many the picture would show
// of it; a click switches it off or on, a double click leaves it alone.
import { h, fill, cut } from "../shared/dom.js";
import { lineSign, shapeSign } from "../shared/signs.js";

const SHOWN = 8; // lines of a long facet before "more"

export class Rail {
  constructor(explorer) {
    this.explorer = explorer;
    this.opened = new Set();
    this.active = -1;
    this.options = [];
    this.input = h("input", {
      type: "search", class: "bc-search", placeholder: "Search names  ( / )", "aria-label": "Search names", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", maxlength: 200,
      oninput: () => this.typed(), onkeydown: (event) => this.key(event), onfocus: () => this.typed(), onblur: () => setTimeout(() => this.list(null), 150),
    });
    this.results = h("div", { class: "bc-results", role: "listbox", "aria-label": "Names found", hidden: true });
    this.facets = h("div", { class: "bc-facets" });
    this.element = h("div", { class: "bc-rail", role: "group", "aria-label": "Filters" }, h("div", { class: "bc-searchbox" }, this.input, this.results), this.facets);
  }

  /** Opens or closes the column where the window has no room for it beside the graph. */
  toggle(open = !this.explorer.root.classList.contains("bc-railopen")) {
    this.explorer.root.classList.toggle("bc-railopen", open);
    this.explorer.bar.filters.setAttribute("aria-expanded", String(open));
  }

  focus() {
    this.toggle(true);
    this.input.focus();
    this.input.select();
  }

  // ---- search ------------------------------------------------------------------------------------------------------

  typed() {
    const text = this.input.value.trim();
    if (!text) return this.list(null);
    const folded = fold(text);
    const here = [];
    for (const node of this.explorer.pool.nodes.values()) {
      const name = fold(node.label);
      const rank = name === folded ? 0 : name.startsWith(folded) ? 1 : name.split(/[\s-]/).some((word) => word.startsWith(folded)) ? 2 : name.includes(folded) ? 3 : null;
      if (rank !== null) here.push({ id: node.id, name: node.label, kind: node.kind, note: node.role ?? "", rank, ties: node.ties ?? 0 });
    }
    here.sort((a, b) => a.rank - b.rank || b.ties - a.ties);
    this.list(here.slice(0, 8), text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.explorer.emit("search", { text }), 140);
  }

  /** What Python found in the whole store for the text that was typed. */
  found({ text, results }) {
    if (text !== this.input.value.trim() || this.input.getRootNode().activeElement !== this.input) return;
    this.list(results, text, true);
  }

  list(options, text = "", all = false) {
    this.options = options ?? [];
    this.active = this.options.length ? 0 : -1;
    this.results.hidden = options === null;
    this.input.setAttribute("aria-expanded", String(options !== null));
    const styles = this.explorer.legend?.kinds ?? [];
    fill(
      this.results,
      this.options.map((option, index) => {
        const style = styles.find((kind) => kind.key === option.kind);
        return h("div", { class: "bc-result", role: "option", "aria-selected": String(index === this.active), onmousedown: (event) => (event.preventDefault(), this.take(option)) },
          style ? shapeSign(style.shape, style.colour) : null, h("span", { class: "bc-name" }, cut(option.name, 60)), h("span", { class: "bc-faint" }, cut(option.note ?? "", 48)));
      }),
      !this.options.length && h("div", { class: "bc-result bc-faint" }, all ? `Nobody called “${cut(text, 40)}” in the store.` : "Searching…"),
    );
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const count = this.options.length;
      if (!count) return;
      this.active = (this.active + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      [...this.results.children].forEach((child, index) => child.setAttribute("aria-selected", String(index === this.active)));
      this.results.children[this.active].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && this.options[this.active]) this.take(this.options[this.active]);
    else if (event.key === "Escape") {
      this.input.value = "";
      this.list(null);
      this.explorer.canvas.focus();
      event.stopPropagation();
    }
  }

  take(option) {
    const { explorer } = this;
    this.input.value = "";
    this.list(null);
    this.toggle(false);
    explorer.canvas.focus();
    explorer.open({ node: option.id });
  }

  // ---- filters -----------------------------------------------------------------------------------------------------

  show(counts) {
    const { legend, view } = this.explorer;
    if (!legend) return;
    const scroll = this.facets.scrollTop;
    const blocks = [
      this.facet("Kinds", "kinds", legend.kinds.map((kind) => ({ key: kind.key, label: kind.label, sign: shapeSign(kind.shape, kind.colour) })), counts.kinds),
      this.facet("Said to be", "modalities", legend.modalities.map((style) => ({ key: style.key, label: style.label, sign: lineSign({ ...style, colour: style.key === "denied" ? this.explorer.theme.denied : null }) })), counts.modalities),
      this.facet("Relations", "relations", byCount(legend.relations.map((relation) => ({ key: relation.key, label: relation.label })), counts.relations), counts.relations),
      this.facet("Publishers", "publishers", byCount([...this.known("publishers")].map((name) => ({ key: name, label: name })), counts.publishers), counts.publishers),
      this.facet("Who says so", "sayers", byCount([...this.known("sayers")].map((name) => ({ key: name, label: name || "the article itself" })), counts.sayers), counts.sayers),
      this.confidence(),
    ];
    const narrowed = Object.values(view.off).some((list) => list.length) || view.confidence > 0 || Boolean(view.from || view.until) || !view.undated || view.hidden.length > 0;
    fill(this.facets, blocks, narrowed && h("button", { class: "bc-button bc-wide", onclick: () => this.clear() }, view.hidden.length ? `Show everything (${view.hidden.length} hidden)` : "Show everything"));
    this.facets.scrollTop = scroll;
  }

  known(facet) {
    const found = new Set();
    for (const tie of this.explorer.pool.edges.values()) facet === "sayers" ? found.add(tie.said_by ?? "") : (tie.publishers ?? []).forEach((name) => found.add(name));
    return found;
  }

  facet(title, key, lines, counts) {
    const { explorer } = this;
    const off = explorer.view.off[key];
    const present = lines.filter((line) => counts.get(line.key) || off.includes(line.key));
    if (!present.length || ((key === "publishers" || key === "sayers") && present.length < 2)) return null;
    const folded = (key === "publishers" || key === "sayers") && !this.opened.has(`+${key}`);
    const all = this.opened.has(key) || present.length <= SHOWN + 1;
    const set = (alter) => explorer.change((view) => (view.off[key] = alter(view.off[key])));
    const heading = h("div", { class: "bc-facethead" },
      key === "publishers" || key === "sayers"
        ? h("button", { class: "bc-fold", "aria-expanded": String(!folded), onclick: () => this.toggleOpen(`+${key}`) }, h("span", { "aria-hidden": "true" }, folded ? "▸" : "▾"), title)
        : h("span", {}, title),
      off.length > 0 && h("button", { class: "bc-link", onclick: () => set(() => []) }, "all"));
    if (folded) return h("section", { class: "bc-facet" }, heading);
    return h(
      "section", { class: "bc-facet", "aria-label": title }, heading,
      (all ? present : present.slice(0, SHOWN)).map((line) => {
        const isOff = off.includes(line.key);
        return h("button", {
          class: "bc-line", role: "checkbox", "aria-checked": String(!isOff), title: "Click: off or on. Double click: this alone.",
          onclick: (event) => {
            if (event.detail > 1) return;
            set((list) => (isOff ? list.filter((other) => other !== line.key) : [...list, line.key]));
          },
          ondblclick: () => set(() => present.filter((other) => other.key !== line.key).map((other) => other.key)),
        }, line.sign ?? null, h("span", { class: "bc-name" }, cut(line.label, 40)), h("span", { class: "bc-count" }, (counts.get(line.key) ?? 0).toLocaleString("en")));
      }),
      present.length > SHOWN + 1 && h("button", { class: "bc-link", onclick: () => this.toggleOpen(key) }, all ? "fewer" : `${present.length - SHOWN} more`),
    );
  }

  toggleOpen(key) {
    this.opened.has(key) ? this.opened.delete(key) : this.opened.add(key);
    this.show(this.explorer.visible.counts);
  }

  confidence() {
    const { explorer } = this;
    if (![...explorer.pool.edges.values()].some((tie) => (tie.confidence ?? 1) !== 1)) return null;
    const value = h("span", { class: "bc-count" }, explorer.view.confidence ? `${Math.round(explorer.view.confidence * 100)}%` : "any");
    return h("section", { class: "bc-facet", "aria-label": "Confidence" },
      h("div", { class: "bc-facethead" }, h("span", {}, "Confidence at least"), value),
      h("input", {
        type: "range", min: 0, max: 100, step: 5, value: Math.round(explorer.view.confidence * 100), "aria-label": "Confidence at least",
        oninput: (event) => (value.textContent = Number(event.target.value) ? `${event.target.value}%` : "any"),
        onchange: (event) => explorer.change((view) => (view.confidence = Number(event.target.value) / 100)),
      }));
  }

  clear() {
    this.explorer.change((view) => {
      for (const key of Object.keys(view.off)) view.off[key] = [];
      Object.assign(view, { confidence: 0, from: null, until: null, undated: true, hidden: [] });
    });
  }
}

function byCount(lines, counts) {
  return lines.sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0) || a.label.localeCompare(b.label));
}

/** Letters without case and accents, so that "Zelensky" finds "Zelenský". */
export function fold(text) {
  return String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
