/** A heading between cards: title, judgement, quotation, a sentence, notes; what is there of them. */

import { describe, describeParagraph } from "../shared/described.js";
import { Part } from "./part.js";
import { describeDirection, describeStatus } from "./status.js";

export class Section extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-section";
  }

  write() {
    const { board, figure } = this;
    const { title, quote, text, direction: going, notes = [], changed } = figure;
    this.put([
      describe("div", "board-section-head", [
        describe("h2", "board-section-title", title),
        describeStatus(figure),
        describeDirection(figure),
      ]),
      describeParagraph("board-section-quote", quote),
      board.describeLinkedParagraph("board-section-text", text),
      describeParagraph("board-section-note", going?.detail?.join(" · ")),
      ...[...notes, changed].map((note) =>
        board.describeLinkedParagraph("board-section-note", note),
      ),
    ]);
  }
}
