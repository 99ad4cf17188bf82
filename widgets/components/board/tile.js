/** A clause of the guideline at a glance: state, number, trend, what is missing, exact words. */

import { describe, describeParagraph } from "../shared/described.js";
import { describeLinkedParagraph, describeLinks } from "../shared/named_pages.js";
import { describeSign } from "../shared/sign.js";
import { Part } from "./part.js";
import { describeDirection } from "./status.js";

const TREND_WIDTH = 96;
const TREND_HEIGHT = 28;
const TREND_EDGE = 3;

const toTenth = (px) => Math.round(px * 10) / 10; // quicker than toFixed, which makes a text

/** Points of the known values, from zero upwards: a small rise must not look like a large one. */
function points(values) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const reach = Math.max(0, ...known) - low || 1;
  const step = (TREND_WIDTH - 2 * TREND_EDGE) / Math.max(1, values.length - 1);
  return values.flatMap((value, at) => {
    if (value === null) return [];
    const y = TREND_HEIGHT - TREND_EDGE - ((value - low) / reach) * (TREND_HEIGHT - 2 * TREND_EDGE);
    return [[toTenth(TREND_EDGE + at * step), toTenth(y)]];
  });
}

/** A sparkline; decoration beside the number and the change in words, so hidden from readers. */
function spark(values) {
  const path = points(values);
  const [cx, cy] = path.at(-1) ?? [];
  const parts = [
    path.length > 1 && describe("polyline", "", [], { points: path.join(" ") }),
    path.length > 0 && describe("circle", "", [], { cx, cy, r: 3 }),
  ];
  return describe("svg", "board-spark", parts, {
    viewBox: `0 0 ${TREND_WIDTH} ${TREND_HEIGHT}`,
    "aria-hidden": "true",
  });
}

/** The number with its trend; the marks of the data stand by it, whoever cuts it out. */
function number({ value, unit, label, spark: values, stamps }) {
  if (!value) return describeParagraph("board-label", label);
  return describe("div", "board-number-line", [
    describe("p", "board-value", [value, unit && describe("span", "board-unit", unit)]),
    describe("div", "board-side", [
      values.length > 1 && spark(values),
      ...stamps.map((text) => describe("span", "board-mark", text)),
    ]),
    describeParagraph("board-label", label),
  ]);
}

/** How the number moved and what it is held against; breaks only between two facts. */
function about({ facts }, names) {
  const words = facts.map((fact) => describe("span", "board-fact", describeLinks(names, fact)));
  return facts.length > 0 && describe("p", "board-facts", words);
}

/** A further indicator; that nothing is held against it needs no word beside its dash. */
function other(reading) {
  const { name, value, status } = reading;
  const judged = reading.sign !== "dash";
  return describe("li", "board-other", [
    describeSign(reading),
    describe("span", "board-other-line", [
      describe("span", "", name),
      describe("span", "board-other-value", value),
      describe("span", judged ? "board-other-status" : "board-spoken", status),
    ]),
  ]);
}

/** The title; a button where there is evidence, so that the keyboard opens it too. */
function heading({ title, open }) {
  const button =
    open && describe("button", "board-open", title, { type: "button", "aria-label": open });
  return describe("h3", "board-title", [button || title]);
}

/** How the clause is judged, and where it is going. */
function judgement(figure) {
  const words = [describeSign(figure), describe("span", "", figure.status)];
  return describe("div", "board-judged", [
    describe("p", "board-status", words, { "data-tone": figure.tone }),
    describeParagraph("board-assessment", figure.assessed),
    describeDirection(figure),
  ]);
}

/** That the clause is not as it was published before; in what stands for the pointer. */
function changeMark({ changed, changed_mark: mark }) {
  const spoken = { role: "img", "aria-label": changed };
  return changed && describe("span", "board-changed", mark, spoken);
}

/** The details; in this order they give way where the screen is small. */
function details(figure, names) {
  const { direction_of: deciding, missing, gaps, others, quote, title } = figure;
  return describe("div", "board-details", [
    about(figure, names),
    describeParagraph("board-direction-of", deciding),
    describeLinkedParagraph(names, "board-missing-words", missing),
    describeLinkedParagraph(names, "board-gaps", gaps),
    describe("ul", "board-others", others.map(other)), // a list even where there is none
    // the words of the guideline, where the title is not the same
    quote !== title && describeParagraph("board-quote", quote),
  ]);
}

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

// by its figure: a section that comes while a button is held, or is shown again, is described once
const tiles = new WeakMap();

/** What stands in the tile of a figure: its children, the last of them, its attributes. */
function describeTile(figure, names) {
  if (!tiles.has(figure)) {
    const last = details(figure, names);
    tiles.set(figure, {
      children: [heading(figure), changeMark(figure), judgement(figure), number(figure), last],
      details: last,
      attributes: { "aria-label": figure.title, title: whole(figure) },
    });
  }
  return tiles.get(figure);
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
  /** Describes the tile of a figure before it is to be shown; names: as links, of its section. */
  static prepare(figure, names) {
    describeTile(figure, names);
  }

  constructor(board) {
    super(board, "article");
    this.root.className = "board-tile";
    this.root.addEventListener("click", ({ target }) => {
      if (!target.closest("a")) this.#open(); // a name leads to its own page
    });
  }

  write() {
    const { board, figure } = this;
    this.root.classList.toggle("board-openable", Boolean(figure.open));
    const { children, details, attributes } = describeTile(figure, board.names);
    this.details = details;
    this.put(children, attributes);
    board.refit();
  }

  /** Whether the last detail stands in a second column, which is out of sight. */
  get overfull() {
    const { node } = this.details;
    const last = [...node.querySelectorAll("span:not(.board-spoken), li, p")].at(-1);
    // offsets are rounded to whole pixels
    return last?.offsetLeft > node.clientWidth - 2;
  }

  #open() {
    // words being marked for copying are not a click
    if (!this.figure.open || !getSelection().isCollapsed) return;
    this.board.emit({ figure: this.figure.id, key: "evidence" });
  }
}
