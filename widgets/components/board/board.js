/**
 * The chart board: holds a page's figures by id and brings each up to date with Plotly.react.
 *
 * Streamlit calls the default export at every run of the script and at every change of theme. A
 * figure whose digest is unchanged is not touched; one that is gone is purged. When a payload is
 * drawn, `data-drawn` on the root bears its digest and the root dispatches `board:drawn`.
 */

import { make } from "../shared/described.js";
import { describeLinks, readdress } from "../shared/named_pages.js";
import { followPaper } from "../shared/paper.js";
import { readTheme } from "../shared/theme.js";
import { Card } from "./card.js";
import { Changes } from "./changes.js";
import { FirstAnswer } from "./first_answer.js";
import { Legend } from "./legend.js";
import { arrange, fillScreen } from "./rows.js";
import { Section } from "./section.js";
import { withSharedParts } from "./shared_parts.js";
import { Tally } from "./tally.js";
import { fitTiles, Tile } from "./tile.js";

/** Parts by the figure's `kind`; one without a kind is a chart. A new kind is a line here. */
const KINDS = {
  changes: Changes,
  chart: Card,
  legend: Legend,
  section: Section,
  tally: Tally,
  tile: Tile,
};

const boards = new WeakMap();
const decoder = new TextDecoder();
// A first load of many charts would otherwise hold the browser for a second without a picture
const MAX_DRAWING_MS = 800;

// Widths from which the style sheets arrange a narrower board otherwise (board.css, tile.css)
const STEPS_PX = [1350, 1200, 1180, 920, 760];

// Plotly's sizes are made for text of this height (config.toml: baseFontSize)
const BASE_PX = 15;

const named = ({ id, kind = "chart" }) => `${kind}/${id}`;
const pause = () => new Promise((resolve) => setTimeout(resolve));

/** The section of a payload that has it whole. */
function takeSection({ section, figures, digests, above, words, names }) {
  const { digest } = section;
  return { digest, figures: figures.slice(above), digests: digests.slice(above), words, names };
}

/** Does what can be done of a section before it is to be shown. */
function prepare({ figures, names }) {
  for (const figure of figures) KINDS[figure.kind ?? "chart"].prepare?.(figure, names);
}

/** How much larger the page's text is than that: a large screen magnifies it (frame.css). */
function readMagnification() {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) / BASE_PX || 1;
}

class Board {
  constructor(parent) {
    this.parent = parent;
    this.cards = new Map();
    this.turn = 0;
    this.calls = 0; // of Streamlit; the turns are those of the figures, which come earlier too
    this.first = new FirstAnswer((payload) => this.#forestall(payload), prepare);
    this.path = location.pathname;
    this.root = document.createElement("div");
    this.root.className = "board";
    this.grid = document.createElement("div");
    this.grid.className = "board-grid";
    this.root.append(this.grid);
    this.observer = new ResizeObserver(() => {
      this.#step();
      this.refit();
    });
    this.observer.observe(this.root);
    this.leavePaper = followPaper((onPaper) => this.#turnPaper(onPaper));
    this.follow = () => {
      for (const card of this.cards.values()) card.follow();
    };
    addEventListener("popstate", this.follow);
  }

  /** Shows the component's payload; of several on their way only the newest is finished. */
  receive(component) {
    this.calls += 1;
    const payload = JSON.parse(decoder.decode(component.data));
    this.component = component;
    this.plotly = payload.plotly;
    this.#dress(readTheme(this.root)); // Streamlit calls when the theme changes
    if (this.first.isAhead(payload)) return;
    this.first.note(payload);
    this.above = {
      figures: payload.figures.slice(0, payload.above).map(withSharedParts),
      digests: payload.digests.slice(0, payload.above),
    };
    if (payload.section.address) {
      this.#find(payload);
      return;
    }
    const section = takeSection(payload);
    this.first.keep(section);
    this.#finish(section, payload.digest);
  }

  /** Shows the section that a payload names, or asks for a run that sends it. */
  async #find({ section, digest }) {
    const { calls } = this;
    const content = await this.first.find(section);
    if (calls !== this.calls || this.first.ahead) return; // another choice is on its way
    if (content) this.#finish(content, digest);
    else this.component.setTriggerValue("lacking", section.digest);
  }

  async #finish(section, digest) {
    const { turn, drawn } = await this.#show(this.#compose(section));
    if (turn === this.turn) this.#announce(digest, drawn);
  }

  /** A section under what stands above it. */
  #compose({ figures, digests, words, names }) {
    const { above } = this;
    return {
      figures: [...above.figures, ...figures.map(withSharedParts)],
      digests: [...above.digests, ...digests],
      words,
      names,
    };
  }

  /**
   * Shows the section of a filter just chosen, before its page has run. It is not announced: what
   * stands around it is still that of the choice before.
   */
  #forestall(section) {
    return this.#show(this.#compose(section));
  }

  async #show({ figures, digests, words, names }) {
    const turn = ++this.turn;
    this.words = words;
    this.names = names;
    this.magnification = readMagnification(); // once, before a change makes it dear to ask for
    this.root.setAttribute("aria-busy", "true");
    if (!("upTo" in this.root.dataset)) this.#step(); // later on the observer does
    const due = this.#place({ figures, digests });
    readdress(this.root, names);
    this.level();
    const drawn = await this.#draw(due, turn);
    this.#writeWords();
    if (turn === this.turn && drawn.length) this.refit(); // the page may have changed meanwhile
    return { turn, drawn };
  }

  /** A sentence with the names of provinces and domains as links, as nodes. */
  linked(text) {
    const parts = describeLinks(this.names, text);
    return parts.map((part) => (typeof part === "string" ? part : make(part)));
  }

  /** Tells the style sheets which steps the board is not wider than. */
  #step() {
    const width = this.root.clientWidth;
    const steps = STEPS_PX.filter((step) => width <= step).join(" ");
    if (steps !== this.root.dataset.upTo) this.root.dataset.upTo = steps;
  }

  /** Hands the theme's colours to the stylesheet; only when changed, as it restyles every card. */
  #dress(theme) {
    if (theme.signature === this.theme?.signature) return;
    this.theme = theme;
    for (const [name, colour] of Object.entries(theme.tokens)) {
      this.root.style.setProperty(`--board-${name}`, colour);
    }
  }

  /** Puts the cards in the payload's order and returns those that need drawing. */
  #place({ figures, digests }) {
    this.#drop(new Set(figures.map(named)));
    let at = 0;
    const due = figures.map((figure, index) => {
      const card = this.cards.get(named(figure)) ?? new KINDS[figure.kind ?? "chart"](this);
      this.cards.set(named(figure), card);
      if (card.standsAbove) {
        if (card.root.parentNode !== this.root) this.root.prepend(card.root);
        card.receive(figure, digests[index]);
        return card;
      }
      // a card already in its place stays there: moving a node costs a layout and its focus
      if (this.grid.children[at] !== card.root) {
        this.grid.insertBefore(card.root, this.grid.children[at] ?? null);
      }
      at += 1;
      card.receive(figure, digests[index]);
      return card;
    });
    this.#arrange(figures);
    return due.filter((card) => card.waiting);
  }

  /** Shares the columns and the screen among the cards, where they are others than before. */
  #arrange(figures) {
    const cards = figures.map(named).join();
    if (cards === this.arranged) return;
    this.arranged = cards;
    arrange(this.root, figures, (kind, id) => this.cards.get(`${kind}/${id}`).root);
    fillScreen();
  }

  #drop(kept) {
    for (const [name, card] of this.cards) {
      if (kept.has(name)) continue;
      card.destroy();
      this.cards.delete(name);
    }
  }

  async #draw(cards, turn) {
    // measured before the first draw: a measurement between draws would force a layout each time
    for (const card of cards) card.measure();
    const drawn = [];
    let since = performance.now();
    for (const card of cards) {
      if (turn !== this.turn) break;
      await card.draw();
      drawn.push(card.figure.id);
      if (performance.now() - since > MAX_DRAWING_MS) {
        this.#writeWords();
        await pause();
        since = performance.now();
      }
    }
    return drawn;
  }

  /** The words that waited for the drawings, before the browser shows either. */
  #writeWords() {
    for (const card of this.cards.values()) card.writeWords();
  }

  #announce(digest, drawn) {
    this.root.removeAttribute("aria-busy");
    this.root.dataset.drawn = digest;
    const detail = { digest, drawn };
    this.root.dispatchEvent(new CustomEvent("board:drawn", { bubbles: true, detail }));
  }

  /** Tells each chart how high its row is, so that none leaves half of its card empty. */
  level() {
    const cards = [...this.cards.values()].filter((card) => card instanceof Card);
    const rows = new Map();
    for (const { root, ownHeight } of cards) {
      rows.set(root.offsetTop, Math.max(rows.get(root.offsetTop) ?? 0, ownHeight));
    }
    for (const card of cards) card.room = rows.get(card.root.offsetTop);
  }

  /** One fit per frame however often the observer calls. */
  refit() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.magnification = readMagnification();
      this.level();
      for (const card of this.cards.values()) card.fit();
      fitTiles(this.#tiles);
    });
  }

  get #tiles() {
    return [...this.cards.values()].filter((card) => card instanceof Tile);
  }

  /** Marks the tiles whose figure counts, and brings the first into view; null takes marks away. */
  markTiles(counts) {
    for (const { root, figure } of this.#tiles) {
      root.classList.toggle("board-marked", Boolean(counts) && counts(figure));
      root.classList.toggle("board-unmarked", Boolean(counts) && !counts(figure));
    }
    this.grid.querySelector(".board-marked")?.scrollIntoView({ block: "nearest" });
  }

  /** For the printer, and back for the screen, all is drawn anew in its width and colours. */
  #turnPaper(onPaper) {
    this.#dress(readTheme(this.root));
    this.magnification = readMagnification();
    this.#step();
    this.level();
    for (const card of this.cards.values()) card.turnPaper(onPaper);
  }

  emit(click) {
    this.component.setTriggerValue("click", click);
  }

  destroy() {
    this.turn += 1; // whatever is still being drawn stops
    this.calls += 1; // and whatever is still being fetched
    this.first.destroy();
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    this.leavePaper();
    removeEventListener("popstate", this.follow);
    for (const card of this.cards.values()) card.destroy();
    this.cards.clear();
    this.root.remove();
    fillScreen();
    boards.delete(this.parent);
  }
}

/** Entry point: see the head of this file. Returns the clean-up Streamlit calls at unmount. */
export default function (component) {
  const parent = component.parentElement;
  const board = boards.get(parent) ?? new Board(parent);
  boards.set(parent, board);
  // the loader (board.py) may have written its own sentence here when a file could not be had
  if (board.root.parentNode !== parent) parent.replaceChildren(board.root);
  board.receive(component);
  const { calls } = board;
  // Streamlit also runs the clean-up of a call that a newer one has overtaken; it must do nothing
  return () => {
    if (board.calls === calls) board.destroy();
  };
}
