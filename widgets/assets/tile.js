/** A clause of the guideline at a glance: words, number, trend, status and what is missing. */

import { Part } from "./part.js";
import { status } from "./status.js";
import { element, said } from "./table.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 120;
const HIGH = 28;
const EDGE = 3;

function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Points of the known values, from zero upwards: a small rise must not look like a large one. */
function points(values) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const reach = Math.max(0, ...known) - low || 1;
  const step = (WIDE - 2 * EDGE) / Math.max(1, values.length - 1);
  return values.flatMap((value, at) => {
    if (value === null) return [];
    const y = HIGH - EDGE - ((value - low) / reach) * (HIGH - 2 * EDGE);
    return [[(EDGE + at * step).toFixed(1), y.toFixed(1)]];
  });
}

/** A sparkline; decoration beside the number and the change in words, so hidden from readers. */
function spark(values) {
  const path = points(values);
  const root = drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  root.classList.add("board-spark");
  if (path.length > 1) root.append(drawn("polyline", { points: path.join(" ") }));
  if (path.length > 0) {
    const [cx, cy] = path.at(-1);
    root.append(drawn("circle", { cx, cy, r: 2.5 }));
  }
  return root;
}

function number({ value, unit }) {
  if (!value) return [];
  const node = element("p", "board-value", value);
  node.append(element("span", "board-unit", unit));
  return [node];
}

export class Tile extends Part {
  constructor(board) {
    super(board, "article");
    this.root.className = "board-card board-tile";
    this.top = element("div", "board-top");
    this.middle = element("div", "board-middle");
    this.foot = element("div", "board-foot");
    this.root.append(this.top, this.middle, this.foot);
  }

  write() {
    const { figure } = this;
    this.root.setAttribute("aria-label", figure.title);
    const stamps = element("div", "board-stamps");
    stamps.append(...figure.stamps.map((text) => element("span", "board-stamp", text)));
    this.top.replaceChildren(
      element("h3", "board-title", figure.title),
      ...said("board-quote", figure.quote),
      ...said("board-article", figure.article),
    );
    this.middle.replaceChildren(
      ...said("board-label", figure.label),
      ...number(figure),
      ...said("board-change", figure.change),
      ...(figure.spark.length > 1 ? [spark(figure.spark)] : []),
      ...figure.more.flatMap((text) => said("board-more", text)),
    );
    this.foot.replaceChildren(
      ...status(figure),
      ...said("board-note", figure.missing),
      ...(figure.stamps.length ? [stamps] : []),
    );
  }
}
