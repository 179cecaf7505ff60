// An article with its claims and names marked in the text. Everything shown comes as data and becomes text nodes; no
// markup is ever read from it. `data.paragraphs` is [[[text, [claim index, ...], mention index or -1], ...], ...].
import { lineSign } from "../shared/signs.js";
import "./style.css";

const readers = new WeakMap();

// Marks that turn the direction of writing would make a text show what it does not say.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text.replace(UNSEEN, "");
  return made;
}

/** The line that the graph draws a modality with, in the colour that the text marks it with. */
function swatch(style) {
  const sign = lineSign({ ...style, colour: "currentColor" }, 26);
  sign.classList.add("swatch", style.key);
  return sign;
}

/** A control that looks like text: reached by keyboard, opened by click, Enter or Space. */
function asLink(node, label, open) {
  node.tabIndex = 0;
  node.setAttribute("role", "link");
  node.setAttribute("aria-label", label);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!getSelection()?.toString()) open(event);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    open(event);
  });
  return node;
}

/** Publisher, day and source; only a web address becomes a link. */
function byline({ publisher, day, url }) {
  const line = element("div", "byline", [publisher, day].filter(Boolean).join(" · "));
  if (url && /^https?:\/\//i.test(url)) {
    const link = element("a", "", "source");
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.title = url;
    line.append(line.textContent ? " · " : "", link);
  }
  return line;
}

function make(root) {
  const reader = { callbacks: {}, off: new Set(), shown: null };
  const tip = element("div", "tip");
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  const mark = (indices) => {
    for (const node of root.querySelectorAll(".lit")) node.classList.remove("lit");
    for (const index of indices) {
      for (const node of root.querySelectorAll(`[data-claims~="${index}"]`)) node.classList.add("lit");
    }
  };
  const hide = () => {
    tip.hidden = true;
    mark([]);
  };
  const show = (node, indices) => {
    const { claims } = reader.data;
    tip.replaceChildren(
      ...indices.map((index) => {
        const line = element("div", "line");
        line.append(swatch(reader.style(claims[index].modality)), element("span", "", claims[index].words));
        if (claims[index].note) line.append(element("div", "note", claims[index].note));
        return line;
      }),
    );
    const hint = indices.length > 1 ? "Click to see the first in the graph; the list has each" : "Click to see it in the graph";
    tip.append(element("div", "hint", hint));
    tip.hidden = false;
    const box = node.getClientRects()[0] || node.getBoundingClientRect();
    const frame = root.getBoundingClientRect();
    const left = Math.min(Math.max(box.left - frame.left, 0), Math.max(frame.width - tip.offsetWidth - 8, 0));
    const below = box.bottom - frame.top + 6;
    const above = box.top - frame.top - tip.offsetHeight - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${box.bottom + tip.offsetHeight + 12 > innerHeight && above > 0 ? above : below}px`;
    mark(indices);
  };
  const scrollTo = (index) => {
    const node = root.querySelector(`.text [data-claims~="${index}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    for (const old of root.querySelectorAll(".chosen")) old.classList.remove("chosen");
    for (const part of root.querySelectorAll(`[data-claims~="${index}"]`)) part.classList.add("chosen");
  };
  reader.style = (modality) => reader.data.modalities.find((style) => style.key === modality) ?? { key: modality };
  const visible = (index) => !reader.off.has(reader.data.claims[index].modality);
  const openTie = (index) => reader.callbacks.setTriggerValue("tie", reader.data.claims[index].id);

  function span([text, indices, mention]) {
    // The shortest claim at a place is the one meant there, and of equals the one that did not simply happen, so that
    // nothing planned or denied looks like a fact; the others are named in the tip after it.
    const { claims } = reader.data;
    const fact = (index) => Number(claims[index].modality === "asserted");
    const seen = indices.filter(visible).sort((a, b) => claims[a].length - claims[b].length || fact(a) - fact(b));
    let node = element("span", "", text);
    if (mention >= 0) {
      const who = reader.data.mentions[mention];
      node.className = `name ${who.kind}`;
      asLink(node, `${text}: open ${who.name}`, () => reader.callbacks.setTriggerValue("entity", who.id));
      node.title = who.name === text ? `Open ${who.name}` : `${who.name}: open`;
    }
    if (!seen.length) return node;
    if (mention >= 0) {
      const outer = element("mark");
      outer.append(node);
      node = outer;
    } else {
      node = element("mark", "", text);
    }
    const [first] = seen;
    node.classList.add(claims[first].modality);
    node.dataset.claims = seen.join(" ");
    if (seen.length > 1) node.classList.add("several");
    node.addEventListener("click", () => !getSelection()?.toString() && openTie(first));
    node.addEventListener("mouseenter", () => show(node, seen));
    node.addEventListener("mouseleave", hide);
    return node;
  }

  function side() {
    const list = element("ol", "claims");
    list.setAttribute("aria-label", "What this article claims");
    reader.data.claims.forEach((claim, index) => {
      if (!visible(index)) return;
      const item = element("li");
      item.dataset.claims = String(index);
      item.append(swatch(reader.style(claim.modality)));
      const words = element("button", "words", claim.words);
      words.type = "button";
      words.title = "Show it in the text";
      words.addEventListener("click", () => scrollTo(index));
      item.append(words);
      if (claim.note) item.append(element("div", "note", claim.note));
      const open = element("button", "open", "graph");
      open.type = "button";
      open.title = "Open this tie in Explore";
      open.setAttribute("aria-label", `Open in Explore: ${claim.words}`);
      open.addEventListener("click", () => openTie(index));
      item.append(open);
      item.addEventListener("mouseenter", () => mark([index]));
      item.addEventListener("mouseleave", () => mark([]));
      list.append(item);
    });
    return list;
  }

  function legend() {
    const row = element("div", "legend");
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Show claims that are");
    for (const style of reader.data.modalities) {
      const modality = style.key;
      const count = reader.data.claims.filter((claim) => claim.modality === modality).length;
      if (!count) continue;
      const button = element("button", "filter");
      button.type = "button";
      button.append(swatch(style), ` ${style.label} ${count}`);
      button.setAttribute("aria-pressed", String(!reader.off.has(modality)));
      button.addEventListener("click", () => {
        if (!reader.off.delete(modality)) reader.off.add(modality);
        reader.draw(reader.data);
      });
      row.append(button);
    }
    return row;
  }

  reader.draw = (data) => {
    reader.data = data;
    const text = element("div", "text");
    text.lang = "en";
    if (!data.titled) text.append(element("h1", "", data.headline));
    data.paragraphs.forEach((paragraph, number) => {
      const block = element(data.titled && number === 0 ? "h1" : "p");
      block.append(...paragraph.map(span));
      text.append(block);
      if (number === 0 && data.titled) text.append(byline(data));
    });
    if (!data.titled) text.querySelector("h1").after(byline(data));
    const aside = element("aside");
    aside.append(legend(), data.claims.length ? side() : element("p", "none", data.empty));
    root.replaceChildren(text, aside, tip);
    tip.hidden = true;
    const chosen = data.claims.findIndex((claim) => claim.id === data.chosen);
    if (chosen >= 0 && reader.shown !== `${data.id} ${data.chosen}`) {
      reader.shown = `${data.id} ${data.chosen}`;
      requestAnimationFrame(() => scrollTo(chosen));
    }
  };
  root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return reader;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".reader");
  let reader = readers.get(parentElement);
  if (!reader) {
    reader = make(root);
    readers.set(parentElement, reader);
  }
  reader.callbacks = { setTriggerValue };
  try {
    reader.draw(data instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(data)) : data);
  } catch (error) {
    console.error("reader:", error);
  }
  return () => readers.delete(parentElement);
}
