/** A clause of the guideline at a glance: state, number, trend, what is missing, exact words. */

import { element, fill, paragraph, svgElement } from "../shared/dom.js";
import { sign } from "../shared/sign.js";
import { Part } from "./part.js";
import { direction } from "./status.js";

const TREND_WIDTH = 96;
const TREND_HEIGHT = 28;
const TREND_EDGE = 3;

/** Points of the known values, from zero upwards: a small rise must not look like a large one. */
function points(values) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const reach = Math.max(0, ...known) - low || 1;
  const step = (TREND_WIDTH - 2 * TREND_EDGE) / Math.max(1, values.length - 1);
  return values.flatMap((value, at) => {
    if (value === null) return [];
    const y = TREND_HEIGHT - TREND_EDGE - ((value - low) / reach) * (TREND_HEIGHT - 2 * TREND_EDGE);
    return [[(TREND_EDGE + at * step).toFixed(1), y.toFixed(1)]];
  });
}

/** A sparkline; decoration beside the number and the change in words, so hidden from readers. */
function spark(values) {
  const path = points(values);
  const root = svgElement("svg", {
    viewBox: `0 0 ${TREND_WIDTH} ${TREND_HEIGHT}`,
    "aria-hidden": "true",
  });
  root.classList.add("board-spark");
  if (path.length > 1) root.append(svgElement("polyline", { points: path.join(" ") }));
  if (path.length > 0) {
    const [cx, cy] = path.at(-1);
    root.append(svgElement("circle", { cx, cy, r: 3 }));
  }
  return root;
}

/** The number with its trend; the marks of the data stand by it, whoever cuts it out. */
function number({ value, unit, label, spark: values, stamps }) {
  if (!value) return paragraph("board-label", label);
  const node = element("div", "board-number-line");
  const figure = element("p", "board-value", value);
  if (unit) figure.append(element("span", "board-unit", unit));
  const side = element("div", "board-side");
  if (values.length > 1) side.append(spark(values));
  side.append(...stamps.map((text) => element("span", "board-mark", text)));
  node.append(figure, side, ...paragraph("board-label", label));
  return [node];
}

/** How the number moved and what it is held against; breaks only between two facts. */
function about({ facts }, board) {
  if (!facts.length) return [];
  const node = element("p", "board-facts");
  for (const fact of facts) {
    const words = element("span", "board-fact");
    words.append(...board.linked(fact));
    node.append(words);
  }
  return [node];
}

/** A further indicator; that nothing is held against it needs no word beside its dash. */
function other(reading) {
  const { name, value, status } = reading;
  const node = element("li", "board-other");
  const line = element("span", "board-other-line");
  const judged = reading.sign !== "dash";
  line.append(element("span", "", name), element("span", "board-other-value", value));
  line.append(element("span", judged ? "board-other-status" : "board-spoken", status));
  node.append(sign(reading), line);
  return node;
}

/** The further indicators, in a list that stands even where there is none. */
function otherReadings({ others }) {
  const node = element("ul", "board-others");
  node.append(...others.map(other));
  return [node];
}

/** The title; a button where there is evidence, so that the keyboard opens it too. */
function heading({ title, open }) {
  const node = element("h3", "board-title", open ? "" : title);
  if (open) {
    const button = element("button", "board-open", title);
    button.type = "button";
    button.setAttribute("aria-label", open);
    node.append(button);
  }
  return [node];
}

/** How the clause is judged, and where it is going. */
function judgement(figure) {
  const status = element("p", "board-status");
  status.dataset.tone = figure.tone;
  status.append(sign(figure), element("span", "", figure.status));
  const node = element("div", "board-judged");
  node.append(status, ...paragraph("board-assessment", figure.assessed), ...direction(figure));
  return [node];
}

/** That the clause is not as it was published before; in what stands for the pointer. */
function changeMark({ changed, changed_mark: mark }) {
  if (!changed) return [];
  const node = element("span", "board-changed", mark);
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", changed);
  return [node];
}

/** The words of the guideline, where the title is not the same. */
function quotation({ quote, title }) {
  return quote === title ? [] : paragraph("board-quote", quote);
}

// Parts of a tile from above: the fields that each is written of, and what writes it
const FACE = [
  [["title", "open"], heading],
  [["changed", "changed_mark"], changeMark],
  [["status", "sign", "shape", "tone", "assessed", "direction"], judgement],
  [["value", "unit", "label", "spark", "stamps"], number],
];
// The details under them; in this order they give way where the screen is small
const DETAILS = [
  [["facts"], about],
  [["direction_of"], (figure) => paragraph("board-direction-of", figure.direction_of)],
  [["missing"], ({ missing }, board) => board.linkedParagraph("board-missing-words", missing)],
  [["gaps"], ({ gaps }, board) => board.linkedParagraph("board-gaps", gaps)],
  [["others"], otherReadings],
  [["quote", "title"], quotation],
];

/** All that the tile says or cites, for the pointer: a small tile shows what it has room for. */
function whole(figure) {
  const { cited, label, value, unit, assessment, facts, missing, gaps, others: readings } = figure;
  const lines = readings.map((reading) => `${reading.name} ${reading.value} ${reading.status}`);
  const number = label && `${label} ${value} ${unit}`;
  const { direction: going, direction_of: deciding, changed } = figure;
  const judged = going.word && `${going.label}${going.word}`;
  const words = [
    cited,
    assessment,
    number,
    ...facts,
    judged,
    deciding,
    missing,
    gaps,
    ...lines,
    changed,
  ];
  return words.filter(Boolean).join("\n");
}

/**
 * Where a detail finds no room long texts are cut shorter; what is still left out shows dots. All
 * tiles at once: a row that one of them makes lower leaves more to the others.
 */
export function fitTiles(tiles) {
  const mark = (name) => {
    const full = tiles.map((tile) => tile.overfull); // all measured before any is changed
    tiles.forEach(({ root }, at) => {
      root.classList.toggle(name, full[at]);
    });
  };
  for (const { root } of tiles) root.classList.remove("board-brief");
  mark("board-brief");
  mark("board-withheld");
}

export class Tile extends Part {
  constructor(board) {
    super(board, "article");
    this.root.className = "board-tile";
    this.details = element("div", "board-details");
    this.written = new Map(); // by what makes it: a part's nodes and what they say
    this.root.addEventListener("click", ({ target }) => {
      if (!target.closest("a")) this.#open(); // a name leads to its own page
    });
  }

  write() {
    const { figure } = this;
    this.root.setAttribute("aria-label", figure.title);
    this.root.title = whole(figure);
    this.root.classList.toggle("board-openable", Boolean(figure.open));
    fill(this.details, this.#write(DETAILS));
    fill(this.root, [...this.#write(FACE), this.details]);
    this.board.refit();
  }

  /** The nodes of parts; those stay of which the figure says what it said before. */
  #write(parts) {
    return parts.flatMap(([fields, make]) => {
      const says = JSON.stringify(fields.map((field) => this.figure[field]));
      const before = this.written.get(make);
      if (before?.says === says) return before.nodes;
      const nodes = make(this.figure, this.board);
      this.written.set(make, { says, nodes });
      return nodes;
    });
  }

  /** Whether the last detail stands in a second column, which is out of sight. */
  get overfull() {
    const { details } = this;
    const last = [...details.querySelectorAll("span:not(.board-spoken), li, p")].at(-1);
    // offsets are rounded to whole pixels
    return last?.offsetLeft > details.clientWidth - 2;
  }

  #open() {
    // words being marked for copying are not a click
    if (!this.figure.open || !getSelection().isCollapsed) return;
    this.board.emit({ figure: this.figure.id, key: "evidence" });
  }
}
