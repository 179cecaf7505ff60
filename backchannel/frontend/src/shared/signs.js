// The signs of legend and panel: the shape of a kind and the line of a modality, as small drawings that match the canvas.
import { h } from "./dom.js";

const POINTS = {
  square: "3,3 13,3 13,13 3,13",
  hexagon: "8,1.5 13.6,4.7 13.6,11.3 8,14.5 2.4,11.3 2.4,4.7",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,1.8 15,14 1,14",
  star: "8,0.8 10,5.8 15.4,6.1 11.2,9.5 12.6,14.8 8,11.8 3.4,14.8 4.8,9.5 0.6,6.1 6,5.8",
};

/** The shape that entities of a kind are drawn with, 16 pixels square. */
export function shapeSign(shape, colour, size = 14) {
  const paint = { fill: colour, stroke: "rgba(0,0,0,.35)", "stroke-width": 0.8 };
  const form =
    shape === "dot" ? h("circle", { cx: 8, cy: 8, r: 6.4, ...paint })
    : shape === "ellipse" ? h("ellipse", { cx: 8, cy: 8, rx: 7.4, ry: 5, ...paint })
    : h("polygon", { points: POINTS[shape] ?? POINTS.square, ...paint });
  return h("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true", class: "bc-sign" }, form);
}

/** The line that ties of a modality are drawn with. */
export function lineSign(style, width = 34) {
  const stroke = { stroke: style.colour ?? "currentColor", "stroke-width": 2, "stroke-dasharray": (style.dashes || []).join(" ") || null, "stroke-linecap": style.dotted ? "round" : null };
  return h(
    "svg", { viewBox: `0 0 ${width} 12`, width, height: 12, "aria-hidden": "true", class: "bc-sign" },
    h("line", { x1: 1, y1: 6, x2: style.open ? width - 3 : width - 1, y2: 6, ...stroke }),
    style.open ? h("path", { d: `M${width - 8} 2 L${width - 2} 6 L${width - 8} 10`, fill: "none", stroke: style.colour ?? "currentColor", "stroke-width": 1.6 }) : null,
    style.cross ? h("path", { d: `M${width / 2 - 4} 2 L${width / 2 + 4} 10 M${width / 2 + 4} 2 L${width / 2 - 4} 10`, stroke: style.colour, "stroke-width": 2 }) : null,
  );
}
