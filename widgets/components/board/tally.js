/** How many clauses stand at each status: one line, and the key to the shapes of the tiles. */

import { element } from "../shared/dom.js";
import { sign } from "../shared/sign.js";
import { Part } from "./part.js";

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
    const { title, items, note, stamps } = this.figure;
    const list = element("ul", "board-tally-items");
    list.setAttribute("aria-label", title);
    list.append(...items.map(item));
    this.root.replaceChildren(
      element("p", "board-tally-title", title),
      list,
      element("p", "board-tally-note", note),
      ...stamps.map((text) => element("span", "board-stamp", text)),
    );
  }
}
