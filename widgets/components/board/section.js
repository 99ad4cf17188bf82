/** A heading between cards: title, judgement, quotation, a sentence, notes; what is there of them. */

import { element, paragraph } from "../shared/dom.js";
import { Part } from "./part.js";
import { direction, status } from "./status.js";

export class Section extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-section";
  }

  write() {
    const { title, quote, text, direction: going, notes = [], changed } = this.figure;
    const head = element("div", "board-section-head");
    head.append(
      element("h2", "board-section-title", title),
      ...status(this.figure),
      ...direction(this.figure),
    );
    this.root.replaceChildren(
      head,
      ...paragraph("board-section-quote", quote),
      ...this.board.linkedParagraph("board-section-text", text),
      ...paragraph("board-section-note", going?.detail?.join(" · ")),
      ...[...notes, changed].flatMap((note) =>
        this.board.linkedParagraph("board-section-note", note),
      ),
    );
  }
}
