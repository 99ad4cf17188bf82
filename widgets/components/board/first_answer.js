/**
 * The figures of a filter as soon as it is chosen. The address changes before Streamlit runs the
 * page, so the board asks the server for its section beside that run (server/board_routes.py), or
 * takes what it was answered before. For a region it asks when its button is pressed: by the time
 * that it is let go the answer is there, and figures that are quick to draw are drawn before the
 * button is. The run brings a little later what stands around the figures, and of themselves their
 * digest and address. It has the last word: where the digest differs, the figures are fetched again
 * or, when that is in vain, sent by another run.
 */

const FILTERS = ["domain", "region", "province"];
const MOST_KEPT = 32; // answers of a section and version
const FOLLOWED_MS = 500; // after a click its choice stands in the address
// a drawing for which a button that was let go should not have to wait: readers find slow what takes
// longer to be answered (the bound of "good" for Interaction to Next Paint, web.dev/inp)
const LONG_MS = 200;

/** The filters of this page's address, and everything else in it, each as a query. */
function readAddress() {
  const filters = new URLSearchParams();
  const rest = new URLSearchParams();
  for (const [name, word] of new URLSearchParams(location.search)) {
    (FILTERS.includes(name) ? filters : rest).append(name, word);
    if (name === "period") filters.append(name, word); // a part of the scope, left as it is
  }
  return { filters: filters.toString(), rest: `${location.pathname}?${rest}` };
}

/** The filters as a press on a region's button will leave them; null for another target. */
function foresee(target) {
  const button = target.closest?.(".st-key-region button");
  if (!button) return null;
  const word = button.textContent.trim();
  const chosen = [...new URLSearchParams(readAddress().filters)];
  const left = chosen.filter(([name, region]) => name !== "region" || region !== word);
  if (left.length === chosen.length) left.push(["region", word]);
  return new URLSearchParams(left).toString();
}

/** The section at an address; null where only a run of the page can tell. */
async function read(address) {
  try {
    const response = await fetch(new URL(address, document.baseURI));
    return response.status === 200 ? await response.json() : null;
  } catch (problem) {
    console.info("the page draws the figures itself:", problem);
    return null;
  }
}

export class FirstAnswer {
  /** `show` draws a section; `prepare` does what it can of one that is not yet to be drawn. */
  constructor(show, prepare) {
    this.show = show;
    this.prepare = prepare;
    this.ask = "";
    this.kept = new Map(); // sections by the filters that they are for
    this.latest = null; // answer on its way
    this.foreseen = null; // filters that a press will choose, and the answer to them
    this.drawingMs = 0; // of the last section
    this.follow = () => this.#follow();
    this.press = ({ target }) => this.#press(target);
    this.choose = ({ target }) => this.#choose(target);
    addEventListener("address:written", this.follow);
    addEventListener("pointerdown", this.press, true);
    addEventListener("click", this.choose, true);
  }

  /** The page has run: what its board was sent, under the address of now. */
  note({ ask, digest }) {
    if (ask !== this.ask) this.kept.clear();
    this.ask = ask;
    this.digest = digest;
    this.ran = readAddress();
    this.asked = this.ran.filters;
    this.ahead = false;
  }

  /** Whether a payload is the old one once more while the answer to a newer choice stands. */
  isAhead({ digest }) {
    return this.ahead && digest === this.digest && readAddress().filters !== this.ran.filters;
  }

  /** Keeps a section that the run sent whole. */
  keep(section) {
    if (this.ask) this.#keep(this.asked, section);
  }

  /** The section that a run names, of which it sends no figures; null where it cannot be had. */
  async find({ address, digest }) {
    const { asked } = this;
    const own = () => [...this.kept.values()].find((section) => section.digest === digest);
    if (!own()) await this.latest; // most likely it
    if (!own()) await this.#fetch(asked, address);
    return own() ?? null;
  }

  #press(target) {
    const filters = foresee(target);
    if (!this.#isNew(filters) || this.kept.has(filters)) return;
    this.foreseen = { filters, answer: this.#fetch(filters) };
  }

  /**
   * A click whose answer is there: its figures are drawn before Streamlit draws its button, if that
   * does not take long.
   */
  #choose(target) {
    const filters = foresee(target);
    if (!this.#isNew(filters) || !this.kept.has(filters) || this.drawingMs > LONG_MS) return;
    this.#turnTo(filters);
    setTimeout(this.follow, FOLLOWED_MS); // back, where the address did not follow
  }

  #follow() {
    const { filters } = readAddress();
    if (this.#isNew(filters)) this.#turnTo(filters);
  }

  /** Whether these filters are others than the board shows, on the page that it was made for. */
  #isNew(filters) {
    const isHere = this.ask && readAddress().rest === this.ran.rest;
    return isHere && filters !== null && filters !== this.asked;
  }

  async #turnTo(filters) {
    this.asked = filters;
    dispatchEvent(new Event("figures:due")); // the page around them waits (held_messages.js)
    try {
      await this.#forestall(filters);
    } finally {
      dispatchEvent(new Event("figures:drawn"));
    }
  }

  async #forestall(filters) {
    const { ran } = this;
    const foreseen = this.foreseen?.filters === filters ? this.foreseen.answer : null;
    const kept = this.kept.get(filters);
    // a task of its own, before which the browser shows the button
    if (kept && this.drawingMs > LONG_MS) await new Promise((resolve) => setTimeout(resolve));
    const section = kept ?? (await (foreseen ?? this.#fetch(filters)));
    // the page has run meanwhile, or the reader chose again
    if (!section || ran !== this.ran || filters !== this.asked) return;
    dispatchEvent(new Event("figures:answered"));
    this.ahead = true;
    const begun = performance.now();
    await this.show(section);
    this.drawingMs = performance.now() - begun;
  }

  async #fetch(filters, address = filters ? `${this.ask}&${filters}` : this.ask) {
    const { ask } = this;
    const answer = read(address);
    this.latest = answer;
    const section = await answer;
    if (!section || ask !== this.ask) return null;
    this.#keep(filters, section);
    this.prepare(section);
    return section;
  }

  #keep(filters, section) {
    this.kept.delete(filters); // what is kept anew is the youngest
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    this.kept.set(filters, section);
  }

  destroy() {
    this.ask = "";
    removeEventListener("address:written", this.follow);
    removeEventListener("pointerdown", this.press, true);
    removeEventListener("click", this.choose, true);
  }
}
