/**
 * The figures of a filter as soon as it is chosen. The address changes before Streamlit runs the
 * page, so the board asks the server for its section beside that run (server/board_routes.py), or
 * takes what it was answered before. The run brings the same figures a little later, with all that
 * stands around them, and has the last word: where the two differ, the run's are drawn.
 */

const FILTERS = ["domain", "region", "province"];
const MOST_KEPT = 32; // answers of a section and version

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

export class FirstAnswer {
  /** `show` draws a payload. */
  constructor(show) {
    this.show = show;
    this.ask = "";
    this.kept = new Map();
    this.follow = () => this.#follow();
    addEventListener("address:written", this.follow);
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

  async #follow() {
    const { filters, rest } = readAddress();
    if (!this.ask || rest !== this.ran.rest || filters === this.asked) return;
    this.asked = filters;
    const { ask, ran } = this;
    const kept = this.kept.get(filters);
    // Streamlit asks for its run in a task of its own: drawing must not hold that up
    if (kept) await new Promise((resolve) => setTimeout(resolve));
    const payload = kept ?? (await this.#fetch(ask, filters));
    // the page has run meanwhile, or the reader chose again
    if (!payload || ran !== this.ran || filters !== this.asked) return;
    this.ahead = true;
    this.show(payload);
  }

  async #fetch(ask, filters) {
    try {
      const response = await fetch(new URL(filters ? `${ask}&${filters}` : ask, document.baseURI));
      if (response.status !== 200) return null; // only the run of the page can tell
      const payload = await response.json();
      if (ask !== this.ask) return null;
      if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(filters, payload);
      return payload;
    } catch (problem) {
      console.info("the page draws the figures itself:", problem);
      return null;
    }
  }

  destroy() {
    this.ask = "";
    removeEventListener("address:written", this.follow);
  }
}
