/** A heading between cards, with a sentence under it. */

import { Part } from "./part.js";
import { element } from "./table.js";

export class Section extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-section";
    this.title = element("h2", "board-section-title");
    this.text = element("p", "board-section-text");
    this.root.append(this.title, this.text);
  }

  write() {
    const { title, text } = this.figure;
    this.title.textContent = title;
    this.text.textContent = text;
    this.text.hidden = !text;
  }
}
