// Other ways to look at the same ties: in time, as a table, as a matrix of who has to do with whom. They show what the filters
// let through, and share the selection with the graph.
import { cut, fill, h, plural } from "../shared/dom.js";
import { lineSign, shapeSign } from "../shared/signs.js";
import { csv, save } from "./takeaway.js";

export const VIEWS = [
  ["graph", "Graph"],
  ["timeline", "Timeline"],
  ["table", "Table"],
  ["matrix", "Matrix"],
];
const LANES = 40;
const ROWS = 300;

export class Views {
  constructor(explorer) {
    this.explorer = explorer;
    this.now = "graph";
    this.sort = { by: "date", down: true };
    this.rows = ROWS;
    this.sought = "";
    this.tabs = h("div", { class: "bc-tabs", role: "tablist", "aria-label": "Views" });
    this.page = h("div", { class: "bc-page", role: "tabpanel", tabindex: 0, hidden: true });
    this.drawTabs();
  }

  drawTabs() {
    fill(this.tabs, VIEWS.map(([key, label]) => h("button", { class: "bc-tab", role: "tab", "aria-selected": String(key === this.now), onclick: () => this.open(key) }, label)));
  }

  open(key) {
    const before = this.now;
    this.now = key;
    this.drawTabs();
    this.explorer.root.classList.toggle("bc-other", key !== "graph");
    this.page.hidden = key === "graph";
    this.page.setAttribute("aria-label", VIEWS.find(([name]) => name === key)[1]);
    if (before !== key) this.page.scrollTo(0, 0); // each view begins at its own beginning
    this.show();
    if (key === "timeline" && before !== key) this.page.scrollLeft = this.page.scrollWidth; // the latest is what one looks for
    if (key === "graph") this.explorer.refresh();
  }

  show() {
    if (this.now === "graph" || !this.explorer.visible) return;
    const top = this.page.scrollTop, left = this.page.scrollLeft;
    this[this.now](this.explorer.visible.ties);
    this.page.scrollTop = top;
    this.page.scrollLeft = left;
  }

  name(id) {
    return this.explorer.pool.nodes.get(id)?.name ?? "";
  }

  sign(id) {
    const node = this.explorer.pool.nodes.get(id);
    return node ? shapeSign(node.shape, node.color, 12) : null;
  }

  line(tie, width = 30) {
    const style = this.explorer.legend.modalities.find((other) => other.key === tie.modality);
    return lineSign({ ...style, colour: tie.modality === "denied" ? this.explorer.theme.denied : null }, width);
  }

  nothing(text) {
    fill(this.page, h("p", { class: "bc-nothing" }, text));
  }

  // ---- table -------------------------------------------------------------------------------------------------------

  table(ties) {
    const columns = [
      ["date", "When", (tie) => tie.when, (tie) => tie.date_from ?? ""],
      ["from", "Who", (tie) => this.name(tie.from)],
      ["label", "What", (tie) => tie.label],
      ["to", "Whom", (tie) => this.name(tie.to)],
      ["modality", "Said to be", (tie) => this.explorer.legend.modalities.find((style) => style.key === tie.modality).label],
      ["said_by", "Who says so", (tie) => tie.said_by || ""],
      ["place", "Where", (tie) => tie.place ?? ""],
      ["publishers", "Publishers", (tie) => (tie.publishers ?? []).join(", "), (tie) => tie.publishers?.length ?? 0],
      ["claims", "Sentences", (tie) => String(tie.claims ?? 1), (tie) => tie.claims ?? 1],
    ];
    const sought = this.sought.toLowerCase();
    const kept = sought ? ties.filter((tie) => columns.some(([, , show]) => show(tie).toLowerCase().includes(sought))) : [...ties];
    const column = columns.find(([key]) => key === this.sort.by);
    const value = column[3] ?? column[2];
    kept.sort((a, b) => compare(value(a), value(b)) * (this.sort.down ? -1 : 1) || compare(a.id, b.id));
    const selected = this.explorer.selection;
    const search = h("input", { class: "bc-search bc-small", type: "search", placeholder: "Rows that contain…", "aria-label": "Rows that contain", value: this.sought, oninput: (event) => this.seek(event.target.value) });
    fill(
      this.page,
      h("div", { class: "bc-tablehead" }, search, h("span", { class: "bc-faint" }, plural(kept.length, "tie")),
        h("button", { class: "bc-button", onclick: () => save("ties.csv", csv([columns.map(([, title]) => title), ...kept.map((tie) => columns.map(([, , show]) => show(tie)))]), "text/csv") }, "Save as CSV")),
      kept.length
        ? h("table", { class: "bc-table" },
            h("thead", {}, h("tr", {}, columns.map(([key, title]) => h("th", { scope: "col", "aria-sort": this.sort.by === key ? (this.sort.down ? "descending" : "ascending") : "none" }, h("button", { onclick: () => this.order(key) }, title, this.sort.by === key ? (this.sort.down ? " ↓" : " ↑") : ""))))),
            h("tbody", {}, kept.slice(0, this.rows).map((tie) => h("tr", { class: `bc-row${selected.ties.has(tie.id) || selected.nodes.has(tie.from) || selected.nodes.has(tie.to) ? " bc-chosen" : ""}`, tabindex: 0, onclick: (event) => this.pick(tie, event), onkeydown: (event) => event.key === "Enter" && this.pick(tie, event) },
              columns.map(([key, , show]) => h("td", { title: show(tie).length > 22 ? cut(show(tie), 200) : null }, key === "from" || key === "to" ? h("span", { class: "bc-cellname" }, this.sign(tie[key]), cut(show(tie), 60)) : key === "modality" ? h("span", { class: "bc-cellname" }, this.line(tie, 26), show(tie)) : cut(show(tie), 80)))))))
        : h("p", { class: "bc-nothing" }, "No tie passes the filters."),
      kept.length > this.rows && h("button", { class: "bc-button", onclick: () => ((this.rows += ROWS), this.show()) }, `Show ${Math.min(ROWS, kept.length - this.rows)} more of ${kept.length.toLocaleString("en")}`),
    );
  }

  seek(text) {
    this.sought = text;
    this.show();
    const search = this.page.querySelector("input[type=search]");
    search?.focus();
    search?.setSelectionRange(text.length, text.length);
  }

  order(key) {
    this.sort = { by: key, down: this.sort.by === key ? !this.sort.down : false };
    this.show();
  }

  pick(tie, event) {
    this.explorer.select({ ties: event.ctrlKey || event.metaKey ? [...this.explorer.selection.ties, tie.id] : [tie.id] });
    this.show();
  }

  // ---- timeline ----------------------------------------------------------------------------------------------------

  timeline(ties) {
    const events = new Set(this.explorer.legend.relations.filter((relation) => relation.event).map((relation) => relation.key));
    const dated = ties.filter((tie) => tie.date_from && events.has(tie.relation));
    const undated = ties.filter((tie) => !tie.date_from && events.has(tie.relation)).length;
    if (!dated.length) return this.nothing("Nothing that the filters let through happened on a date that is given.");
    dated.sort((a, b) => compare(a.date_from, b.date_from) || compare(a.id, b.id));
    const weight = new Map();
    for (const tie of dated) for (const id of [tie.from, tie.to]) weight.set(id, (weight.get(id) ?? 0) + 1);
    for (const id of this.explorer.selection.nodes) if (weight.has(id)) weight.set(id, 1e6);
    const lanes = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a)).slice(0, LANES);
    // Lanes in the order in which they first appear, so that lines stay short.
    const first = new Map();
    dated.forEach((tie, i) => [tie.from, tie.to].forEach((id) => first.has(id) || first.set(id, i)));
    lanes.sort((a, b) => first.get(a) - first.get(b));
    const row = new Map(lanes.map((id, i) => [id, i]));
    const shown = dated.filter((tie) => row.has(tie.from) && row.has(tie.to));
    const LEFT = 190, TOP = 74, LANE = 28, STEP = 26;
    const days = [...new Set(shown.map((tie) => tie.date_from))];
    // Each day is as wide as it has events side by side; empty time takes no room, so the order is read at a glance.
    const start = new Map();
    let x = LEFT + 20;
    for (const day of days) {
      start.set(day, x);
      x += STEP * shown.filter((tie) => tie.date_from === day).length + 18;
    }
    const width = Math.max(x + 30, 500), height = TOP + lanes.length * LANE + 16;
    const used = new Map();
    const { theme, selection } = this.explorer;
    const svg = h("svg", { viewBox: `${LEFT} 0 ${width - LEFT} ${height}`, width: width - LEFT, height, role: "group", "aria-label": "Events in order of time" });
    lanes.forEach((id, i) => {
      const y = TOP + i * LANE;
      svg.append(h("line", { x1: LEFT, x2: width, y1: y, y2: y, stroke: theme.line, "stroke-opacity": 0.25 }));
    });
    let month = "";
    for (const day of days) {
      const tie = shown.find((other) => other.date_from === day);
      const label = text(start.get(day) - 4, TOP - 24, tie.when.replace(/ to .*/, ""), { "font-size": 11, fill: theme.faded, transform: `rotate(-28 ${start.get(day) - 4} ${TOP - 24})` });
      if (day.slice(0, 7) !== month) svg.append(h("line", { x1: start.get(day) - 10, x2: start.get(day) - 10, y1: TOP - 18, y2: height, stroke: theme.line, "stroke-opacity": 0.35 }));
      month = day.slice(0, 7);
      svg.append(label);
    }
    for (const tie of shown) {
      const at = start.get(tie.date_from) + STEP * (used.get(tie.date_from) ?? 0) + 4;
      used.set(tie.date_from, (used.get(tie.date_from) ?? 0) + 1);
      const [y1, y2] = [TOP + row.get(tie.from) * LANE, TOP + row.get(tie.to) * LANE];
      const chosen = selection.ties.has(tie.id) || selection.nodes.has(tie.from) || selection.nodes.has(tie.to);
      const dim = (selection.ties.size || selection.nodes.size) && !chosen;
      const colour = chosen ? theme.accent : this.explorer.lineColour(tie);
      const style = this.explorer.legend.modalities.find((other) => other.key === tie.modality);
      const group = h("g", { class: "bc-event", tabindex: 0, role: "button", "aria-label": `${tie.words}, ${tie.when}`, opacity: dim ? 0.25 : 1, onclick: (event) => this.pick(tie, event), onkeydown: (event) => event.key === "Enter" && this.pick(tie, event), onmousemove: (event) => this.card(tie, event), onmouseleave: () => this.explorer.card.hide() });
      group.append(
        h("line", { x1: at, x2: at, y1, y2, stroke: "transparent", "stroke-width": 14 }),
        h("line", { x1: at, x2: at, y1, y2, stroke: colour, "stroke-width": chosen ? 3 : 2, "stroke-dasharray": (style.dashes || []).join(" ") || null }),
        ...[tie.from, tie.to].map((id, end) => h("circle", { cx: at, cy: end ? y2 : y1, r: 4.5, fill: this.explorer.pool.nodes.get(id).color, stroke: colour, "stroke-width": 1 })),
      );
      if (tie.arrows && y1 !== y2) {
        const up = y2 > y1 ? -1 : 1, tip = y2 + up * 6;
        group.append(h("path", { d: `M${at - 4} ${tip + up * 6} L${at} ${tip} L${at + 4} ${tip + up * 6}`, fill: "none", stroke: colour, "stroke-width": 1.8 }));
      }
      if (style.cross) group.append(h("path", { d: `M${at - 5} ${(y1 + y2) / 2 - 5} l10 10 m0 -10 l-10 10`, stroke: theme.denied, "stroke-width": 2 }));
      svg.append(group);
    }
    const names = h("div", { class: "bc-lanes", style: `height:${height}px;width:${LEFT}px` }, lanes.map((id, i) => h("button", { class: `bc-lane${selection.nodes.has(id) ? " bc-chosen" : ""}`, style: `top:${TOP + i * LANE - 11}px`, onclick: () => (this.explorer.select({ nodes: [id] }), this.show()) }, this.sign(id), h("span", {}, cut(this.name(id), 40)))));
    const left = [dated.length - shown.length && `${plural(dated.length - shown.length, "event")} of others`, undated && `${plural(undated, "event")} without a date`].filter(Boolean).join(" and ");
    fill(this.page, h("div", { class: "bc-timeline" }, names, svg), left && h("p", { class: "bc-faint bc-foot" }, `Not shown: ${left}. The ${lanes.length} with most events have lanes; select somebody to give them one.`));
  }

  card(tie, event) {
    const box = this.explorer.stage.getBoundingClientRect();
    this.explorer.card.ties([tie], this.explorer.legend, { x: event.clientX - box.left, y: event.clientY - box.top }, this.explorer.stage);
  }

  // ---- matrix ------------------------------------------------------------------------------------------------------

  matrix(ties) {
    const weight = new Map(), cells = new Map();
    for (const tie of ties) {
      for (const id of [tie.from, tie.to]) weight.set(id, (weight.get(id) ?? 0) + 1);
      const key = tie.from < tie.to ? `${tie.from}|${tie.to}` : `${tie.to}|${tie.from}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(tie);
    }
    if (!weight.size) return this.nothing("No tie passes the filters.");
    for (const id of this.explorer.selection.nodes) if (weight.has(id)) weight.set(id, 1e6);
    const chosen = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a)).slice(0, LANES);
    const order = beside(chosen, cells);
    const { selection } = this.explorer;
    const of = (a, b) => cells.get(a < b ? `${a}|${b}` : `${b}|${a}`) ?? [];
    const most = Math.max(1, ...order.flatMap((a) => order.map((b) => (a === b ? 0 : of(a, b).length))));
    fill(
      this.page,
      h("table", { class: "bc-matrix", "aria-label": "Ties between each two" },
        h("thead", {}, h("tr", {}, h("td", {}), order.map((id) => h("th", { scope: "col" }, h("span", {}, cut(this.name(id), 22)))))),
        h("tbody", {}, order.map((a) => h("tr", {}, h("th", { scope: "row" }, h("button", { class: selection.nodes.has(a) ? "bc-chosen" : "", onclick: () => (this.explorer.select({ nodes: [a] }), this.show()) }, cut(this.name(a), 26), this.sign(a))),
          order.map((b) => {
            const own = a === b ? [] : of(a, b);
            if (!own.length) return h("td", { class: a === b ? "bc-self" : "" });
            const real = own.filter((tie) => tie.modality === "asserted").length;
            const share = Math.round(16 + 44 * Math.sqrt(own.length / most));
            return h("td", {}, h("button", { class: `bc-cell${real ? "" : " bc-unreal"}${own.some((tie) => selection.ties.has(tie.id)) ? " bc-chosen" : ""}`, style: `--share:${share}%`, "aria-label": `${this.name(a)} and ${this.name(b)}: ${plural(own.length, "tie")}${real ? "" : ", none asserted"}`, onclick: () => (this.explorer.select({ ties: own.map((tie) => tie.id) }), this.show()) }, String(own.length)));
          }))))),
      h("p", { class: "bc-faint bc-foot" }, `The ${order.length} with most ties, those with ties to each other side by side. Hatched: only planned, asked for, hypothetical or denied. The filters at the left say which relations count.`),
    );
  }
}

/** An order in which those with most ties to each other are neighbours: each next one is the best tied to the last few. */
function beside(ids, cells) {
  const of = (a, b) => cells.get(a < b ? `${a}|${b}` : `${b}|${a}`)?.length ?? 0;
  const left = new Set(ids.slice(1)), order = ids.slice(0, 1);
  while (left.size) {
    const recent = order.slice(-4);
    let best = null;
    for (const id of left) {
      const score = recent.reduce((sum, other, i) => sum + of(id, other) * (i + 1), 0);
      if (!best || score > best.score) best = { id, score };
    }
    order.push(best.id);
    left.delete(best.id);
  }
  return order;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
}

function text(x, y, words, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [name, value] of Object.entries({ x, y, ...attributes })) element.setAttribute(name, value);
  element.textContent = words;
  return element;
}
