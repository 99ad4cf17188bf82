/** A heading between cards: title, judgement, quotation, a sentence, notes; what is there of them. */

import { describe, describeParagraph } from "../shared/described.js";
import { describeLinkedParagraph } from "../shared/named_pages.js";
import { Part } from "./part.js";
import { describeDirection, describeStatus } from "./status.js";

export class Section extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-section";
  }

  write() {
    const { names } = this.board;
    const { title, quote, text, direction: going, notes = [], changed } = this.figure;
    this.put([
      describe("div", "board-section-head", [
        describe("h2", "board-section-title", title),
        describeStatus(this.figure),
        describeDirection(this.figure),
      ]),
      describeParagraph("board-section-quote", quote),
      describeLinkedParagraph(names, "board-section-text", text),
      describeParagraph("board-section-note", going?.detail?.join(" · ")),
      ...[...notes, changed].map((note) =>
        describeLinkedParagraph(names, "board-section-note", note),
      ),
    ]);
  }
}
