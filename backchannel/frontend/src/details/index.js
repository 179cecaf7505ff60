// The panel beside the graph: who somebody is, or what proves a tie. Also carries to the graph what Python answers it
// (search results, messages), so that the picture itself is sent only when it changes.
import "./style.css";
import { fill, h } from "../shared/dom.js";
import { ask, hear, tell } from "../shared/bus.js";
import { panel } from "./panel.js";

const mounted = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let details = mounted.get(parentElement);
  if (!details) {
    const root = parentElement.querySelector(".bc-details");
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", "Details");
    details = { root, sequence: 0, shown: null, previewed: null, ends: [] };
    details.ends.push(
      hear("height", (height) => (root.style.height = `${height}px`)),
      hear("ask", ({ kind, detail }) => details.send(kind, detail)),
      hear("preview", ({ panel: first, selection, legend }) => {
        fill(root, panel(first, legend, details.send));
        root.scrollTop = 0;
        details.previewed = JSON.stringify(selection);
      }),
    );
    if (globalThis.backchannelHeight) root.style.height = `${globalThis.backchannelHeight}px`;
    mounted.set(parentElement, details);
  }
  const send = (details.send = (kind, detail) => setTriggerValue(kind, { ...detail, sequence: ++details.sequence }));
  try {
    const later = data.panel?.shows === "later"; // what was brought comes first; the panel is asked for again
    if (later) setTimeout(() => details.send("again", {}));
    const text = later ? details.shown : JSON.stringify(data.panel);
    const awaited = details.previewed !== null && details.previewed === JSON.stringify(data.selection);
    if (!later && (text !== details.shown || awaited)) {
      details.shown = text;
      fill(details.root, panel(data.panel, data.legend, send));
      if (!awaited) details.root.scrollTop = 0;
      details.previewed = null;
      details.root.dataset.filled = Math.round(performance.timeOrigin + performance.now());
    }
    // What the graph must be told; it may be mounted after the panel, so what nobody hears yet waits.
    for (const grown of data.grown ?? []) ask("grown", grown);
    for (const kind of ["unseen", "command", "download", "saved"]) if (data[kind]) ask(kind, data[kind]);
    if (data.ask) ask("asked", data.ask);
    if (data.search) tell("found", data.search);
    if (JSON.stringify(data.marks) !== details.marks) ask("marks", data.marks);
    details.marks = JSON.stringify(data.marks);
  } catch (error) {
    console.error(error);
    fill(details.root, h("p", {}, "This could not be shown. Select something else."));
  }
  return () => {
    for (const end of details.ends) end();
    mounted.delete(parentElement);
  };
}
