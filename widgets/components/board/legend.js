/** Words with what they mean: signs as the tally draws them, marks of charts, keys. */

import { element, paragraph } from "../shared/dom.js";
import { sign } from "../shared/sign.js";
import { Part } from "./part.js";

/** The word of an item as the product draws it. */
const LOOKS = {
  "": ({ word }) => [element("span", "", word)],
  sign: (item) => [sign(item), element("span", "", item.word)],
  stamp: ({ word }) => [element("span", "board-stamp", word)],
  key: ({ word }) => word.split(" ").map((key) => element("kbd", "board-legend-key", key)),
};

/** A mark of charts, drawn by the style sheet under its name. */
function swatch({ look, word }) {
  const node = element("span", "board-swatch");
  node.dataset.swatch = look;
  node.setAttribute("aria-hidden", "true");
  return [node, element("span", "", word)];
}

function explained(item) {
  const node = element("div", "board-legend-item");
  const term = element("dt", "board-legend-word");
  term.append(...(LOOKS[item.look] ?? swatch)(item));
  node.append(term, element("dd", "board-legend-text", item.text));
  return node;
}

export class Legend extends Part {
  constructor(board) {
    super(board, "section");
    this.root.className = "board-legend";
  }

  write() {
    const { title, text, items } = this.figure;
    this.root.setAttribute("aria-label", title);
    const list = element("dl", "board-legend-items");
    list.append(...items.map(explained));
    this.root.replaceChildren(
      element("h2", "board-section-title", title),
      ...paragraph("board-section-text", text),
      list,
    );
  }
}
