// Elements made from data. Text goes in as text nodes only: a name that holds markup is shown, never parsed.

const SVG = new Set(["svg", "path", "line", "circle", "rect", "polygon", "ellipse", "g"]);

/** An element with attributes (`on...` are listeners, `class`, `data`, ...) and children (elements, strings, null). */
export function h(tag, attributes = {}, ...children) {
  const element = SVG.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** `element` with `children` in place of those it had. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** `text` cut to `limit` characters, with an ellipsis where it was cut. */
export function cut(text, limit) {
  const characters = [...String(text)];
  return characters.length > limit ? characters.slice(0, limit - 1).join("").trimEnd() + "…" : String(text);
}

export function plural(number, one, many = one + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
