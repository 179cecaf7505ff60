// The panel's parts, each from its data alone. Names, then facts, then proof.
import { cut, fill, h, plural } from "../shared/dom.js";
import { lineSign, shapeSign } from "../shared/signs.js";
import { tell } from "../shared/bus.js";

const LISTED = 6; // ties of a group before "show all"
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g; // marks that turn the direction of writing: a text with them shows what it does not say

export function panel(data, legend, send) {
  const parts = new Parts(legend, send);
  if (!data) return null;
  if (data.shows === "entity") return parts.entity(data);
  if (data.shows === "ties") return parts.ties(data);
  if (data.shows === "several") return parts.several(data);
  if (data.shows === "marks") return parts.marks(data);
  return parts.overview(data);
}

class Parts {
  constructor(legend, send) {
    this.legend = legend;
    this.send = send;
  }

  sign(kind, size) {
    const style = this.legend.kinds.find((other) => other.key === kind);
    return style ? shapeSign(style.shape, style.colour, size) : null;
  }

  line(modality) {
    const style = this.legend.modalities.find((other) => other.key === modality);
    return style ? lineSign({ ...style, colour: modality === "denied" ? "var(--bc-denied)" : null }, 30) : null;
  }

  /** A name that opens its dossier and is lit in the graph under the pointer. */
  name(who, extra = {}) {
    return h("button", { class: "bc-who", ...extra, onclick: () => tell("open", { node: who.id }), onmouseenter: () => tell("lit", { node: who.id }), onmouseleave: () => tell("lit", null) }, cut(who.name, 120));
  }

  entity(data) {
    return [
      h("header", { class: "bc-head" }, this.sign(data.kind, 22), h("div", {}, h("h2", {}, cut(data.name, 200)), h("div", { class: "bc-sub" }, data.role ? `${cut(data.role, 200)}` : data.kind_word))),
      data.aliases.length > 0 && h("div", { class: "bc-aka" }, `Also: ${data.aliases.map((alias) => cut(alias, 60)).join(", ")}`),
      data.roles.length > 0 && this.section("Roles", data.roles.map((role) => this.row(role))),
      data.groups.map((group) => this.group(group)),
      data.more && h("p", { class: "bc-small" }, data.more),
      data.quotes.length > 0 && this.section(`In their own words (${data.quotes.length})`, this.some(data.quotes, 3, (quote) => h("div", { class: "bc-quote" }, h("blockquote", {}, `“${quote.text}”`), this.source(quote)))),
      data.articles.length > 0 && this.section(`Articles (${data.articles.length})`, this.some(data.articles, 5, (article) => h("div", { class: "bc-article" }, this.open(article, cut(article.headline || "(no headline)", 160)), h("div", { class: "bc-small" }, article.source)))),
    ];
  }

  section(title, ...children) {
    return h("section", { class: "bc-section", "aria-label": title }, h("h3", {}, title), children);
  }

  /** The first of many, and a button for the rest. */
  some(items, limit, draw) {
    if (items.length <= limit + 1) return items.map(draw);
    const rest = h("div", {});
    const button = h("button", { class: "bc-link", onclick: () => (fill(rest, items.slice(limit).map(draw)), button.remove()) }, `show all ${items.length}`);
    return [items.slice(0, limit).map(draw), rest, button];
  }

  group(group) {
    return h("section", { class: "bc-section", "aria-label": group.title }, h("h3", {}, group.title, h("span", { class: "bc-number" }, String(group.count))), this.some(group.ties, LISTED, (tie) => this.row(tie)));
  }

  /** A tie in a list: whom, how it is said, and the sentence that proves it. */
  row(tie) {
    const facts = [tie.note, tie.when].filter(Boolean).join(" · ");
    return h(
      "article", { class: `bc-tie bc-${tie.modality}`, onmouseenter: () => tell("lit", { ties: [tie.id] }), onmouseleave: () => tell("lit", null) },
      h("div", { class: "bc-tiehead" }, this.line(tie.modality), h("span", { class: "bc-lead" }, tie.lead, tie.lead && tie.other ? " " : null, tie.other ? this.name(tie.other) : null)),
      tie.sentences.length > 0 && facts && h("div", { class: "bc-note2" }, facts),
      tie.sentences.slice(0, 1).map((sentence) => this.sentence(sentence)),
      h("div", { class: "bc-source" }, h("span", {}, tie.sentences[0]?.source ?? facts), h("span", { class: "bc-acts" }, h("button", { class: "bc-link", onclick: () => tell("open", { tie: tie.id }) }, tie.sources), tie.sentences[0]?.href ? this.open(tie.sentences[0], "open") : null)),
    );
  }

  /** The sentence with the claim's own words marked and the two names in bold. */
  sentence({ text, mark, names }) {
    const edges = [...new Set([0, text.length, ...mark, ...names.flat()])].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < edges.length; i++) {
      const [a, b] = [edges[i], edges[i + 1]];
      const inside = a >= mark[0] && b <= mark[1], named = names.some(([s, e]) => a >= s && b <= e);
      const words = text.slice(a, b).replace(TURNS, "");
      const piece = named ? h("b", {}, words) : words;
      const last = pieces.at(-1);
      if (inside) last?.inside ? last.element.append(piece) : pieces.push({ inside: true, element: h("mark", {}, piece) });
      else pieces.push({ inside: false, element: piece });
    }
    return h("blockquote", { class: "bc-sentence", dir: "auto" }, pieces.map((piece) => piece.element));
  }

  source(item) {
    return h("div", { class: "bc-source" }, h("span", {}, item.source), item.article && this.open(item, "open"));
  }

  /** A link into the article; a plain click stays in this session, a middle click opens a page of its own. */
  open(item, words) {
    return h("a", { href: item.href, class: "bc-open", onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.send("open_article", { article: item.article, claim: item.claim ?? null });
    } }, words);
  }

  ties(data) {
    return [
      h("header", { class: "bc-head bc-between" }, h("div", {}, h("h2", {}, this.name(data.ends[0]), h("span", { class: "bc-and" }, " and "), this.name(data.ends[1])), data.others > 0 && h("div", { class: "bc-sub" }, `and ${plural(data.others, "other pair")}`))),
      data.ties.map((tie) => this.proof(tie, data.ties.length === 1)),
    ];
  }

  proof(tie, whole) {
    return h(
      "section", { class: `bc-proof bc-${tie.modality}`, "aria-label": tie.words },
      h("div", { class: "bc-saying" }, this.line(tie.modality), h("span", {}, tie.words)),
      tie.note && h("div", { class: "bc-note2" }, tie.note),
      tie.facts.length > 0 && h("dl", { class: "bc-facts" }, tie.facts.map(([term, fact]) => [h("dt", {}, term), h("dd", {}, fact)])),
      h("div", { class: tie.against.length ? "bc-sides" : null },
        h("div", {}, h("h3", {}, tie.proof_title), this.some(tie.proof, whole ? 12 : 2, (sentence) => this.witness(sentence, tie.note))),
        tie.against.length > 0 && h("div", {}, h("h3", { class: "bc-against" }, "Speaks against it"), tie.against.map((sentence) => this.witness(sentence)))),
      whole && tie.beside.length > 0 && [h("h3", {}, "Also said of the two"), this.some(tie.beside, 4, (sentence) => this.witness(sentence))],
    );
  }

  /** A sentence with its source; what is `known` of it from the tie's own line is not said again. */
  witness(sentence, known = "") {
    return h("article", { class: `bc-witness bc-${sentence.modality}` },
      sentence.words && h("div", { class: "bc-tiehead" }, this.line(sentence.modality), h("span", {}, sentence.words)),
      sentence.note && sentence.note !== known && h("div", { class: "bc-note2" }, sentence.note),
      this.sentence(sentence),
      h("div", { class: "bc-source" }, h("span", {}, sentence.source), sentence.href && this.open(sentence, "open")));
  }

  several(data) {
    return [
      h("header", { class: "bc-head" }, h("div", {}, h("h2", {}, data.title), h("div", { class: "bc-sub" }, data.note))),
      h("section", { class: "bc-section" }, data.people.map((who) => this.member(who))),
      data.groups.map((group) => this.group(group)),
    ];
  }

  marks(data) {
    return [
      h("header", { class: "bc-head" }, h("div", {}, h("h2", {}, data.title), h("div", { class: "bc-sub" }, data.note))),
      data.items.map((item) => h("section", { class: "bc-section" }, h("h3", {}, item.title), item.who.map((who) => this.member(who)), item.words && h("p", { class: "bc-small" }, item.words))),
    ];
  }

  member(who) {
    return h("div", { class: "bc-member" }, this.sign(who.kind), this.name(who), h("span", { class: "bc-small" }, who.role), h("span", { class: "bc-number" }, plural(who.ties, "tie")));
  }

  overview(data) {
    return [
      h("header", { class: "bc-head" }, h("div", {}, h("h2", {}, data.title), h("div", { class: "bc-sub" }, data.note))),
      data.empty && [h("p", {}, data.empty), h("button", { class: "bc-primary", onclick: () => this.send("open_load", {}) }, "Load articles")],
      data.people.length > 0 && this.section("Most connected", data.people.map((who) => this.member(who))),
      data.groups.map((group) => this.group(group)),
    ];
  }
}
