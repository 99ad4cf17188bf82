/**
 * The signs of the states, drawn: a letter's shape would depend on the fonts of the reader's
 * machine. They are named by the catalogue's character ([shape] of the words), so that the
 * catalogue stays the one place that says which state bears which sign.
 */

import { element, svgElement } from "./dom.js";

const RING = ["circle", { cx: 8, cy: 8, r: 6, class: "line" }];
const DISC = ["circle", { cx: 8, cy: 8, r: 7, class: "full" }];
const BOX = ["rect", { x: 1.5, y: 1.5, width: 13, height: 13, rx: 2.5, class: "full" }];
const TICK = ["path", { d: "M4.5 8.4 7 10.9 11.6 5.6", class: "cut" }];
const CROSS = ["path", { d: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6", class: "cut" }];

const SIGNS = {
  "✓": [DISC, TICK],
  "●": [DISC],
  "◐": [RING, ["path", { d: "M8 2a6 6 0 0 0 0 12z", class: "full" }]],
  "○": [RING],
  "▼": [["path", { d: "M6 1.5h4v6h4L8 14.5 2 7.5h4z", class: "full" }]],
  "☑": [BOX, TICK],
  "☒": [BOX, CROSS],
  "◌": [["circle", { cx: 8, cy: 8, r: 6, class: "line dotted" }]],
  "◷": [RING, ["path", { d: "M8 4.6V8l2.4 1.6", class: "line" }]],
  "—": [["path", { d: "M2 8h12", class: "line" }]],
  "□": [["rect", { x: 1.5, y: 4, width: 13, height: 8, rx: 1.5, class: "line" }]],
};

/** The sign of a state in its tone; a character that is not drawn here is shown as it is. */
export function sign({ shape, tone }) {
  const strokes = SIGNS[shape];
  const node = strokes ? svgElement("svg", { viewBox: "0 0 16 16" }) : element("span", "", shape);
  node.classList.add("board-sign");
  node.dataset.tone = tone;
  node.setAttribute("aria-hidden", "true"); // the word beside it says the same
  for (const [tag, attributes] of strokes ?? []) node.append(svgElement(tag, attributes));
  return node;
}
