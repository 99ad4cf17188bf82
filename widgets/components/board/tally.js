/** How many clauses stand at each status and are going where: the key to the shapes of the tiles. */

import { element } from "../shared/dom.js";
import { sign } from "../shared/sign.js";
import { Part } from "./part.js";

/** Counts in a line, named for screen readers. */
function list(title, items) {
  const node = element("ul", "board-tally-items");
  node.setAttribute("aria-label", title);
  node.append(...items.map(item));
  return node;
}

function item(state) {
  const node = element("li", "board-tally-item");
  const count = element("strong", "board-tally-count", String(state.count));
  node.append(sign(state), element("span", "", state.status), count);
  return node;
}

export class Tally extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-tally";
  }

  write() {
    const { title, items, note, stamps, directions } = this.figure;
    const { directions_title: heading, directions_note: method } = this.figure;
    const counted = element("div", "board-tally-line");
    counted.append(
      element("p", "board-tally-title", title),
      list(title, items),
      element("p", "board-tally-note", note),
      ...stamps.map((text) => element("span", "board-stamp", text)),
    );
    const going = element("div", "board-tally-line board-tally-directions");
    going.append(
      element("p", "board-tally-title", heading),
      list(heading, directions),
      element("p", "board-tally-note", method),
    );
    this.root.replaceChildren(counted, going);
  }
}
