// When things happened: a histogram of the ties' dates under the graph. Dragging over it keeps only that time; what bears no
// date is counted apart and can be left out.
import { h, fill, plural } from "../shared/dom.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86_400_000;
const HEIGHT = 44;

const day = (text) => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY);
const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** Bins of a span of days: by day, week, month, quarter or year, so that there are at most about 90. */
function bins(from, until) {
  const span = until - from + 1;
  const unit = span <= 90 ? "day" : span <= 630 ? "week" : span <= 2700 ? "month" : span <= 8100 ? "quarter" : "year";
  const starts = [];
  if (unit === "day" || unit === "week") for (let d = from; d <= until; d += unit === "day" ? 1 : 7) starts.push(d);
  else {
    const first = new Date(from * DAY), step = { month: 1, quarter: 3, year: 12 }[unit];
    let month = first.getUTCFullYear() * 12 + Math.floor(first.getUTCMonth() / step) * step;
    for (; ; month += step) {
      const d = Math.floor(Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY);
      if (d > until) break;
      starts.push(d);
    }
  }
  return { starts, unit };
}

function say(number, unit) {
  const date = new Date(number * DAY), [y, m] = [date.getUTCFullYear(), date.getUTCMonth()];
  return unit === "year" ? `${y}` : unit === "month" || unit === "quarter" ? `${MONTHS[m]} ${y}` : `${date.getUTCDate()} ${MONTHS[m]} ${y}`;
}

export class TimeStrip {
  constructor(explorer) {
    this.explorer = explorer;
    this.plot = h("div", { class: "bc-plot", role: "slider", tabindex: 0, "aria-label": "Time of events: drag to keep a stretch", "aria-valuetext": "all", onpointerdown: (event) => this.down(event), onpointermove: (event) => this.move(event), onpointerup: (event) => this.up(event), ondblclick: () => this.set(null, null), onkeydown: (event) => this.key(event) });
    this.side = h("div", { class: "bc-timeside" });
    this.element = h("div", { class: "bc-time", hidden: true }, this.plot, this.side);
  }

  show(ties) {
    const dated = ties.filter((tie) => tie.date_from);
    const undated = ties.length - dated.length;
    this.element.hidden = this.explorer.minimal || dated.length < 2;
    if (this.element.hidden) return;
    const days = dated.map((tie) => day(tie.date_from)).filter(Number.isFinite).sort((a, b) => a - b);
    // The bulk of the dates sets the scale: one date centuries ago would press all others into one bar.
    const q = (share) => days[Math.floor((days.length - 1) * share)];
    const wide = (q(0.98) - q(0.02)) * 1.5 + 30;
    this.from = Math.max(days[0], q(0.02) - wide);
    this.until = Math.min(days.at(-1), q(0.98) + wide);
    // Two dates in a week are two bars in a month, not two walls.
    const spare = Math.max(0, Math.ceil((31 - (this.until - this.from)) / 2));
    this.from -= spare;
    this.until += spare;
    const { starts, unit } = bins(this.from, this.until);
    this.starts = starts;
    this.unit = unit;
    const counts = starts.map(() => ({ all: 0, asserted: 0 }));
    for (const tie of dated) {
      const d = day(tie.date_from);
      let bin = starts.findLastIndex((start) => start <= d);
      if (bin < 0) bin = 0;
      counts[bin].all++;
      if (tie.modality === "asserted") counts[bin].asserted++;
    }
    const most = Math.max(1, ...counts.map((count) => count.all));
    const view = this.explorer.view;
    const inside = (i) => (view.from === null || iso((starts[i + 1] ?? this.until + 1) - 1) >= view.from) && (view.until === null || iso(starts[i]) <= view.until);
    fill(
      this.plot,
      counts.map((count, i) =>
        h("div", { class: `bc-bar${inside(i) ? "" : " bc-out"}`, title: `${say(starts[i], unit)}: ${plural(count.all, "tie")}` },
          h("i", { style: `height:${Math.round(((count.all - count.asserted) / most) * (HEIGHT - 18))}px`, class: "bc-open" }),
          h("i", { style: `height:${count.asserted ? Math.max(2, Math.round((count.asserted / most) * (HEIGHT - 18))) : 0}px` }))),
      h("span", { class: "bc-tick", style: "left:0" }, say(starts[0], unit)),
      starts.length > 8 && h("span", { class: "bc-tick bc-middle" }, say(starts[Math.floor(starts.length / 2)], unit)),
      h("span", { class: "bc-tick bc-last" }, say(starts.at(-1), unit)),
    );
    this.brush = h("div", { class: "bc-brush", hidden: true });
    this.plot.append(this.brush);
    const chosen = view.from || view.until;
    this.plot.setAttribute("aria-valuetext", chosen ? `${view.from ?? ""} to ${view.until ?? ""}` : "all");
    fill(
      this.side,
      chosen ? h("button", { class: "bc-link", onclick: () => this.set(null, null) }, "all times") : h("span", { class: "bc-faint" }, "drag to select a time"),
      h("label", { class: "bc-check" }, h("input", { type: "checkbox", checked: view.undated, onchange: (event) => this.explorer.change((v) => (v.undated = event.target.checked)) }), `undated: ${undated.toLocaleString("en")}`),
    );
  }

  binAt(event) {
    const box = this.plot.getBoundingClientRect();
    return Math.max(0, Math.min(this.starts.length - 1, Math.floor(((event.clientX - box.left) / box.width) * this.starts.length)));
  }

  down(event) {
    if (event.button !== 0) return;
    this.start = this.binAt(event);
    this.moved = false;
    this.plot.setPointerCapture(event.pointerId);
  }

  move(event) {
    if (this.start === undefined) return;
    const now = this.binAt(event), [a, b] = [Math.min(now, this.start), Math.max(now, this.start) + 1];
    this.moved = true;
    this.brush.hidden = false;
    Object.assign(this.brush.style, { left: `${(100 * a) / this.starts.length}%`, width: `${(100 * (b - a)) / this.starts.length}%` });
  }

  up(event) {
    if (this.start === undefined) return;
    const now = this.binAt(event), [a, b] = [Math.min(now, this.start), Math.max(now, this.start)];
    this.start = undefined;
    this.keep(a, b);
  }

  keep(a, b) {
    // The first and last bin hold what lies beyond the scale too.
    this.set(a === 0 ? null : iso(this.starts[a]), b === this.starts.length - 1 ? null : iso(this.starts[b + 1] - 1));
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const view = this.explorer.view, count = this.starts.length;
    const first = view.from ? this.starts.findLastIndex((start) => iso(start) <= view.from) : 0;
    const last = view.until ? Math.max(0, this.starts.findLastIndex((start) => iso(start) <= view.until)) : count - 1;
    if (event.shiftKey) this.keep(first, Math.max(first, Math.min(count - 1, last + by)));
    else this.keep(Math.max(0, Math.min(last, first + by)), last);
    this.plot.focus();
  }

  set(from, until) {
    this.explorer.change((view) => Object.assign(view, { from, until }));
  }
}
