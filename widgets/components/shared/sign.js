/**
 * The signs of the states, drawn: a letter's shape would depend on the fonts of the reader's
 * machine. data/catalog/statuses.toml says which state bears which sign.
 */

import { describe, make } from "./described.js";

const RING = ["circle", { cx: 8, cy: 8, r: 6, class: "line" }];
const DISC = ["circle", { cx: 8, cy: 8, r: 7, class: "full" }];
const BOX = ["rect", { x: 1.5, y: 1.5, width: 13, height: 13, rx: 2.5, class: "full" }];
const TICK = ["path", { d: "M4.5 8.4 7 10.9 11.6 5.6", class: "cut" }];
const CROSS = ["path", { d: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6", class: "cut" }];

const SIGNS = {
  ticked_disc: [DISC, TICK],
  disc: [DISC],
  half_disc: [RING, ["path", { d: "M8 2a6 6 0 0 0 0 12z", class: "full" }]],
  ring: [RING],
  arrow_down: [["path", { d: "M6 1.5h4v6h4L8 14.5 2 7.5h4z", class: "full" }]],
  ticked_box: [BOX, TICK],
  crossed_box: [BOX, CROSS],
  dotted_ring: [["circle", { cx: 8, cy: 8, r: 6, class: "line dotted" }]],
  clock: [RING, ["path", { d: "M8 4.6V8l2.4 1.6", class: "line" }]],
  dash: [["path", { d: "M2 8h12", class: "line" }]],
  empty_box: [["rect", { x: 1.5, y: 4, width: 13, height: 8, rx: 1.5, class: "line" }]],
  seal: [RING, ["circle", { cx: 8, cy: 8, r: 3, class: "full" }]],
  arrow_rising: [["path", { d: "M2.5 13.5 13 3M5.5 3H13v7.5", class: "line" }]],
  arrow_falling: [["path", { d: "M2.5 2.5 13 13M5.5 13H13V5.5", class: "line" }]],
  arrow_level: [["path", { d: "M1.5 8h13M9.5 3.2 14.4 8l-4.9 4.8", class: "line" }]],
  waves: [
    ["path", { d: "M1.5 6c2.2-3 4.3-3 6.5 0s4.3 3 6.5 0", class: "line" }],
    ["path", { d: "M1.5 11.5c2.2-3 4.3-3 6.5 0s4.3 3 6.5 0", class: "line" }],
  ],
  hill: [["path", { d: "M1.5 13.5 8 4.5h6.5", class: "line" }]],
  valley: [["path", { d: "M1.5 4 7 11.5 14.5 3", class: "line" }]],
  diamond: [["path", { d: "M8 1.8 14.2 8 8 14.2 1.8 8z", class: "line" }]],
  ceiling: [["path", { d: "M1.5 2.5h13M8 14V6.5M4.5 10 8 6.5 11.5 10", class: "line" }]],
};

/** The sign of a state in its tone; a sign that is not drawn here stands as its character. */
export function describeSign({ sign: name, shape, tone }) {
  // the word beside it says the same
  const marks = { "data-tone": tone, "aria-hidden": "true" };
  const strokes = SIGNS[name];
  if (!strokes) return describe("span", "board-sign", shape, marks);
  const children = strokes.map(([tag, attributes]) => describe(tag, "", [], attributes));
  return describe("svg", "board-sign", children, { viewBox: "0 0 16 16", ...marks });
}

/** It as an element. */
export function sign(state) {
  return make(describeSign(state));
}
