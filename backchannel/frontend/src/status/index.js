// The line at the right of the page's header: which store this is, how much it holds, and the sheet of keys that `?` opens
// (Explore has a sheet of its own, with the keys of its graph).
import "./style.css";
import { fill, h } from "../shared/dom.js";

const sheets = new WeakMap();

export default function ({ data, parentElement }) {
  let sheet = sheets.get(parentElement);
  if (!sheet) sheets.set(parentElement, (sheet = new Sheet(parentElement)));
  sheet.keys = data.keys ?? [];
  const line = parentElement.querySelector(".bc-status");
  // A file's or server's name is text, never markup.
  fill(line, h("span", { class: "bc-store" }, "store: ", h("b", {}, data.name), data.articles && `  ·  ${data.articles}`), sheet.keys.length > 0 && h("button", { "aria-label": "Keys of this page", title: "Keys (?)", onclick: () => sheet.toggle() }, "?"));
  return () => {
    sheet.leave();
    sheets.delete(parentElement);
  };
}

class Sheet {
  constructor(root) {
    this.keys = [];
    this.element = h("div", { class: "bc-keys", role: "dialog", "aria-label": "Keys", hidden: true, onclick: (event) => event.target === this.element && this.hide() });
    root.append(this.element);
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
  }

  key(event) {
    if (event.key === "Escape") return this.hide();
    const typing = event.composedPath()[0]?.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "?" || typing || event.ctrlKey || event.metaKey || event.altKey || !this.keys.length) return;
    event.preventDefault();
    this.toggle();
  }

  toggle() {
    if (!this.element.hidden) return this.hide();
    this.before = document.activeElement;
    fill(this.element, h("div", { class: "bc-keysbody" },
      h("div", { class: "bc-keyshead" }, h("b", {}, "Keys"), h("button", { "aria-label": "Close", onclick: () => this.hide() }, "✕")),
      h("dl", {}, this.keys.map(([key, says]) => [h("dt", {}, key), h("dd", {}, says)]))));
    this.element.hidden = false;
    this.element.querySelector("button").focus();
  }

  hide() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.before?.focus?.();
  }

  leave() {
    document.removeEventListener("keydown", this.onKey);
    this.element.remove();
  }
}
