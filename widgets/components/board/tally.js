/** How many clauses stand at each status and are going where: the key to the shapes of the tiles. */

import { element } from "../shared/dom.js";
import { sign } from "../shared/sign.js";
import { Part } from "./part.js";

/** The link to the page that explains the signs, in a list; empty where the tally has none. */
function link(guide) {
  if (!guide) return [];
  const node = element("a", "board-link", guide.text);
  node.href = guide.href;
  return [node];
}

export class Tally extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-tally";
  }

  write() {
    const { title, items, note, stamps, directions, guide } = this.figure;
    const { directions_title: heading, directions_note: method } = this.figure;
    const counted = element("div", "board-tally-line");
    counted.append(
      element("p", "board-tally-title", title),
      this.#list(title, items, (tile) => tile.status),
      element("p", "board-tally-note", note),
      ...stamps.map((text) => element("span", "board-stamp", text)),
      ...link(guide),
    );
    const going = element("div", "board-tally-line board-tally-directions");
    going.append(
      element("p", "board-tally-title", heading),
      this.#list(heading, directions, (tile) => tile.direction.word),
      element("p", "board-tally-note", method),
    );
    this.root.replaceChildren(counted, going);
    this.board.markTiles(null);
  }

  /** Counts in a line, named for screen readers; `read` gives the word that a tile is counted by. */
  #list(title, items, read) {
    const node = element("ul", "board-tally-items");
    node.setAttribute("aria-label", title);
    node.append(...items.map((state) => this.#item(state, read)));
    return node;
  }

  /** A word with its count: pressed, it marks its tiles until it is pressed again. */
  #item(state, read) {
    const node = element("li", "board-tally-item");
    const button = element("button", "board-tally-button");
    const count = element("strong", "board-tally-count", String(state.count));
    button.type = "button";
    button.title = this.figure.mark;
    button.setAttribute("aria-pressed", "false");
    button.append(sign(state), element("span", "", state.status), count);
    button.addEventListener("click", () =>
      this.#press(button, (tile) => read(tile) === state.status),
    );
    node.append(button);
    return node;
  }

  #press(button, counts) {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    for (const other of this.root.querySelectorAll("[aria-pressed]")) {
      other.setAttribute("aria-pressed", String(pressed && other === button));
    }
    this.board.markTiles(pressed ? counts : null);
  }
}
