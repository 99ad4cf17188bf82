/**
 * 自上次以来: what changed since the version that this browser was last told of, in one quiet line.
 *
 * The version stands in the browser's own store, so the server knows nothing of it: the note is
 * fetched from the given address, without a run of the script. Whether there is a line is decided
 * before anything is drawn and its height does not depend on what the note says; so nothing moves.
 */

import { element } from "../shared/dom.js";
import { Part } from "./part.js";

/** The browser's own store; where it may not be used nothing is kept. */
const store = {
  read(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  write(key, version) {
    try {
      localStorage.setItem(key, version);
    } catch {
      // a browser that keeps nothing tells nothing the next time either
    }
  },
};

export class Changes extends Part {
  constructor(board) {
    super(board, "div");
    this.root.className = "board-changes";
    this.root.hidden = true;
  }

  get standsAbove() {
    return true;
  }

  write() {
    const { url, version, since } = this.figure;
    const address = new URL(url, document.baseURI);
    this.key = `changes-since:${address.pathname}`;
    const last = since || store.read(this.key);
    if (!last) store.write(this.key, version); // a first visit: nothing to compare with
    this.root.hidden = !last || last === version;
    if (this.root.hidden) return;
    address.searchParams.set("since", last);
    this.#frame();
    this.#fill(address);
  }

  /** The line without its words: its height is that of the filled one. */
  #frame() {
    const { title, stamps, close } = this.figure;
    this.text = element("summary", "board-changes-text");
    this.body = element("div", "board-changes-body");
    const note = element("details", "board-changes-note");
    note.append(this.text, this.body);
    const button = element("button", "board-changes-close", "×");
    button.type = "button";
    button.title = close;
    button.setAttribute("aria-label", close);
    button.addEventListener("click", () => this.#dismiss());
    this.root.replaceChildren(
      element("strong", "board-changes-title", title),
      ...stamps.map((stamp) => element("span", "board-stamp", stamp)),
      note,
      button,
    );
  }

  async #fill(address) {
    const { signature } = this;
    let answer;
    try {
      answer = await (await fetch(address)).json();
    } catch {
      answer = { reason: this.figure.failed };
    }
    if (signature !== this.signature) return; // a newer version came meanwhile
    this.text.textContent = answer.reason ?? answer.headline;
    this.text.title = this.text.textContent;
    this.body.replaceChildren(...(answer.sections ?? []).flatMap(section));
  }

  #dismiss() {
    store.write(this.key, this.figure.version);
    this.root.hidden = true;
  }
}

/** One kind of change: its title and its lines. */
function section({ title, lines }) {
  const list = element("ul", "board-changes-lines");
  list.append(...lines.map((line) => element("li", "", line)));
  return [element("p", "board-changes-kind", title), list];
}
