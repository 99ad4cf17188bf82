/** What every part of the board has in common: its place, and being written only when changed. */

import { change, changeAttributes } from "../shared/described.js";

export class Part {
  /** `board` gives all parts what they share: theme, words, plotly (address) and emit(click). */
  constructor(board, tag) {
    this.board = board;
    this.root = document.createElement(tag);
    this.described = []; // what stands in it, where it is put there by `put`
    this.attributes = {};
  }

  /** Puts into the part what is described; what stands there is changed where it differs. */
  put(described, attributes = {}) {
    change(this.root, this.described, described);
    changeAttributes(this.root, this.attributes, attributes);
    this.described = described;
    this.attributes = attributes;
  }

  /** Takes a figure of the payload. One that is unchanged, under the same theme, is not touched. */
  receive(figure, digest) {
    const signature = digest + this.board.theme.signature;
    if (signature === this.signature) return;
    this.signature = signature;
    this.figure = figure;
    const { id, span, tight } = figure;
    const place = JSON.stringify([id, span, tight]);
    if (place !== this.place) this.#settle(figure);
    this.place = place;
    this.write();
  }

  /** The part's place on the board. */
  #settle(figure) {
    this.root.dataset.figure = figure.id;
    // parts that share the board's columns evenly (tile.css) have no span
    this.root.style.setProperty("--board-span", figure.span ?? "");
    // on a small screen large parts take the row and small ones half of it (board.css), but for
    // tight ones, whose columns mean something
    this.root.classList.toggle("board-large", figure.span >= 8);
    this.root.classList.toggle("board-small", figure.span <= 4 && !figure.tight);
  }

  /** Whether it stands above the grid of the cards. */
  get standsAbove() {
    return false;
  }

  /** Whether a drawing is owed now. */
  get waiting() {
    return false;
  }

  /** The words of the last figure, if they were to wait until the drawings stand. */
  writeWords() {}

  measure() {}

  fit() {}

  /** The address of the page is that of another entry of the history. */
  follow() {}

  /** The page goes to the printer (`onPaper`), or has come back to the screen. */
  turnPaper() {}

  destroy() {
    this.root.remove();
  }
}
