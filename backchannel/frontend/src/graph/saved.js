// Views kept by name in the store, for every reader of it: save, open, rename, delete, and a link to one by its name.
import { cut, fill, h } from "../shared/dom.js";

const MOST = 120; // characters of a name

export class Saved {
  constructor(explorer, copyLink) {
    this.explorer = explorer;
    this.copyLink = copyLink;
    this.views = [];
    this.renaming = null;
    this.input = h("input", { class: "bc-search bc-small", maxlength: MOST, placeholder: "Save this view as…", "aria-label": "Save this view as" });
    this.rows = h("div", { class: "bc-savedlist" });
    this.list = h(
      "div", { class: "bc-menu bc-drop bc-saved", role: "dialog", "aria-label": "Saved views", hidden: true },
      h("form", { class: "bc-saveform", onsubmit: (event) => this.save(event) }, this.input, h("button", { class: "bc-button", type: "submit" }, "Save")),
      this.rows,
    );
    this.button = h("button", { class: "bc-barbutton", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: () => this.toggle() }, "Saved", h("span", { "aria-hidden": "true" }, " ▾"));
    this.element = h("span", { class: "bc-dropbox", onkeydown: (event) => this.key(event), onfocusout: (event) => this.element.contains(event.relatedTarget) || event.relatedTarget === null || this.close() }, this.button, this.list);
    document.addEventListener("pointerdown", (event) => this.element.contains(event.target) || this.close());
  }

  show(views) {
    this.views = views;
    if (!this.list.hidden) this.draw();
  }

  draw() {
    const act = (label, does, name) => h("button", { class: "bc-link", "aria-label": `${label} ${name}`, onclick: does }, label);
    fill(
      this.rows,
      this.views.map(({ name, by, when }) => h(
        "div", { class: "bc-savedrow" },
        this.renaming === name
          ? h("form", { class: "bc-saveform", onsubmit: (event) => this.rename(event, name) }, h("input", { class: "bc-search bc-small", maxlength: MOST, value: name, "aria-label": `New name of ${name}` }), h("button", { class: "bc-button", type: "submit" }, "Rename"))
          : h("button", { class: "bc-savedname", onclick: () => this.ask("open", name) }, cut(name, 60)),
        h("div", { class: "bc-savedacts" }, h("span", { class: "bc-faint" }, cut(`${by} · ${when}`, 40)),
          act("rename", () => ((this.renaming = name), this.draw(), this.rows.querySelector("input").select()), name),
          act("link", () => this.copyLink(new URLSearchParams({ saved: name }).toString()), name),
          act("delete", () => this.ask("discard", name, { stays: true }), name)),
      )),
      !this.views.length && h("p", { class: "bc-faint" }, "No view is saved yet. A saved view keeps what is shown, filtered, moved and selected."),
    );
  }

  ask(act, name, { to = "", stays = false } = {}) {
    this.explorer.emit("saved", { do: act, name, to });
    if (!stays) this.close();
  }

  save(event) {
    event.preventDefault();
    if (this.input.value.trim()) this.ask("save", this.input.value, { stays: true });
    this.input.value = "";
  }

  rename(event, name) {
    event.preventDefault();
    const to = event.target.querySelector("input").value;
    this.renaming = null;
    if (to.trim() && to !== name) this.ask("rename", name, { to, stays: true });
    this.draw();
  }

  toggle() {
    if (!this.list.hidden) return this.close();
    this.renaming = null;
    this.draw();
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.input.focus();
  }

  close() {
    const was = !this.list.hidden;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    return was;
  }

  key(event) {
    if (event.key !== "Escape" || this.list.hidden) return;
    this.close();
    this.button.focus();
    event.stopPropagation();
  }
}
