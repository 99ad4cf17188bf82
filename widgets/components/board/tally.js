/** How many clauses stand at each status and are going where: the key to the shapes of the tiles. */

import { describe } from "../shared/described.js";
import { describeSign } from "../shared/sign.js";
import { Part } from "./part.js";

/** The word that a tile is counted by, in each of the two lines. */
const READ = {
  statuses: ({ status }) => status,
  directions: ({ direction }) => direction.word,
};

export class Tally extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-tally";
    this.root.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#press(button.dataset.line, button.dataset.word);
    });
  }

  write() {
    this.pressed = {};
    this.#describe();
    this.board.markTiles(null);
  }

  #describe() {
    const { title, items, note, stamps, directions, guide } = this.figure;
    const { directions_title: heading, directions_note: method } = this.figure;
    this.put([
      describe("div", "board-tally-line", [
        describe("p", "board-tally-title", title),
        this.#list("statuses", title, items),
        describe("p", "board-tally-note", note),
        ...stamps.map((text) => describe("span", "board-stamp", text)),
        // the page that explains the signs
        guide && describe("a", "board-link", guide.text, { href: guide.href }),
      ]),
      describe("div", "board-tally-line board-tally-directions", [
        describe("p", "board-tally-title", heading),
        this.#list("directions", heading, directions),
        describe("p", "board-tally-note", method),
      ]),
    ]);
  }

  /** Counts in a line, named for screen readers. */
  #list(line, title, items) {
    const children = items.map((state) => this.#item(line, state));
    return describe("ul", "board-tally-items", children, { "aria-label": title });
  }

  /** A word with its count: pressed, it marks its tiles until it is pressed again. */
  #item(line, state) {
    const { status: word, count } = state;
    const parts = [
      describeSign(state),
      describe("span", "", word),
      describe("strong", "board-tally-count", String(count)),
    ];
    const button = describe("button", "board-tally-button", parts, {
      type: "button",
      title: this.figure.mark,
      "aria-pressed": String(this.#isPressed(line, word)),
      "data-line": line,
      "data-word": word,
    });
    return describe("li", "board-tally-item", [button]);
  }

  #isPressed(line, word) {
    return this.pressed.line === line && this.pressed.word === word;
  }

  #press(line, word) {
    this.pressed = this.#isPressed(line, word) ? {} : { line, word };
    this.#describe();
    const { line: counted } = this.pressed;
    this.board.markTiles(counted ? (tile) => READ[line](tile) === word : null);
  }
}
