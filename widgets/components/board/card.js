/** A chart on the board: words, toolbar, drawing, table, and what is shown when there is none. */

import { Downloads } from "../downloads/download.js";
import { element } from "../shared/dom.js";
import { loadPlotly, prepare, stay } from "../shared/figure.js";
import { hrefOf, linkLabels } from "../shared/links.js";
import { face } from "./face.js";
import { Part } from "./part.js";
import { download } from "./picture.js";
import { buildTable } from "./table.js";
import { isTabled, writeTabled } from "./tabled.js";

// A drawing grows into the height of its row up to so many times its own: beyond, bars are blocks
const MOST_GROWTH = 2.5;

function pageLink(words, href) {
  const node = element("a", "board-link", words);
  node.href = href;
  return node;
}

/** A ranking of which the first bars stand, in the height that these need. */
function shorten(figure) {
  const { rows, height } = figure.extent;
  const yaxis = { ...figure.layout.yaxis, autorange: false, range: [rows - 0.5, -0.5] };
  return { ...figure, height, layout: { ...figure.layout, yaxis } };
}

export class Card extends Part {
  constructor(board) {
    super(board, "article");
    this.tabled = null; // not known before the first figure comes
    this.whole = false; // of a ranking with many bars the first stand until all are asked for
    this.room = 0; // height of the highest drawing of its row, in pixels
    this.ticket = 0; // numbers the drawings asked for, so that an overtaken one stops
    this.texts = {}; // that stand on its face
    this.wordsDue = false; // a figure has come whose words are not written yet
    Object.assign(this, face(this.root));
    this.evidence.addEventListener("click", () => this.#ask());
    this.toggle.addEventListener("click", () => {
      this.#turn(!this.tabled);
      writeTabled(this.figure.id, this.tabled);
    });
    this.extent.addEventListener("click", () => this.#extend());
    this.downloads = new Downloads(() => this.#picture());
    this.tools.append(this.downloads.root);
  }

  write() {
    const { figure } = this;
    this.tabled ??= isTabled(figure.id);
    this.tabled &&= figure.table.columns.length > 0;
    const drawing = this.#describeDrawing();
    const isDrawn = this.drawn && !this.due && !figure.aspect && drawing === this.drawing;
    this.drawing = drawing;
    this.due = !figure.empty && !isDrawn;
    if (!isDrawn) this.ticket += 1; // what is still being drawn is overtaken
    if (figure.empty) this.#clear();
    else if (isDrawn) this.#link();
    this.wordsDue = true;
    // the words around a drawing wait for it: written first, they would be laid out with it again
    if (!this.drawn || this.plot.hidden || this.tabled) this.writeWords();
  }

  /** Writes the words of the figure, unless they stand there. */
  writeWords() {
    if (!this.wordsDue) return;
    this.wordsDue = false;
    this.#say();
    this.#show();
    // held before drawing: the page never jumps
    if (!this.drawn) {
      this.body.style.height = `${this.standing.height * this.board.magnification}px`;
    }
  }

  /**
   * All that the drawing depends on: a filter may change nothing but the words around it, or where
   * its links lead. A figure with an aspect takes its height from drawing and is drawn anew.
   */
  #describeDrawing() {
    const { data, layout, height, extent, link } = this.figure;
    const { signature } = this.board.theme;
    return JSON.stringify([data, layout, height, extent, Boolean(link), signature]);
  }

  /** The names in the drawing lead to their pages. */
  #link() {
    linkLabels(this.plot, this.figure, this.board.names);
  }

  /** Whether a drawing is owed now; behind an open table it can wait until somebody looks. */
  get waiting() {
    return this.due && !this.tabled;
  }

  /** The figure as it stands in the card: of a long ranking the first bars or all of them. */
  get standing() {
    return this.figure.extent && !this.whole ? shorten(this.figure) : this.figure;
  }

  /**
   * The box of the drawing; a figure with an aspect gives up height its width cannot use. Plotly
   * counts in pixels, so on a magnified page the drawing is magnified whole, letters and lines.
   */
  measure() {
    const { aspect, height } = this.standing;
    const scale = this.board.magnification;
    this.plot.style.setProperty("--board-scale", scale);
    this.width = this.#readWidth();
    this.height = aspect
      ? this.ownHeight
      : Math.max(height, Math.min(this.room, MOST_GROWTH * height));
    this.body.style.height = `${this.height * scale}px`;
  }

  /** The height that the drawing has of itself; a map has that which its width leaves it. */
  get ownHeight() {
    const { aspect, height } = this.standing;
    return aspect
      ? Math.round(Math.min(height, Math.max(320, this.#readWidth() / aspect)))
      : height;
  }

  #readWidth() {
    return this.plot.clientWidth || Math.floor(this.body.clientWidth / this.board.magnification);
  }

  #say() {
    const { figure } = this;
    for (const key of ["title", "takeaway", "note", "source"]) {
      if (figure[key] === this.texts[key]) continue; // the board readdresses its links
      this.texts[key] = figure[key];
      this[key].replaceChildren(...this.board.linked(figure[key]));
      this[key].hidden = !figure[key];
    }
    // the page's foot says it once; in files every figure has its own
    this.source.hidden = !figure.source || figure.source === this.board.words.source;
    const stamps = figure.stamps.map((text) => element("span", "board-stamp", text));
    this.stamps.replaceChildren(...stamps);
    const links = figure.related ?? [];
    this.related.replaceChildren(...links.map(({ words, href }) => pageLink(words, href)));
    this.related.hidden = links.length === 0;
    this.stamps.hidden = stamps.length === 0;
    this.root.setAttribute("aria-label", figure.title);
    this.plot.setAttribute("aria-label", figure.alt);
    // a map has buttons inside, other drawings links, which a picture must not have
    this.plot.setAttribute("role", figure.geometry || figure.link ? "group" : "img");
    this.table.setAttribute("aria-label", figure.title);
  }

  /** Shows the drawing, the table or the sentence, and names the buttons accordingly. */
  #show(sentence = this.figure.empty) {
    const { words } = this.board;
    const line = element("span", "");
    line.append(...this.board.linked(sentence));
    this.message.replaceChildren(line); // one part of it, so that names stay in their line
    this.message.hidden = this.tabled || !sentence;
    this.plot.hidden = this.tabled || Boolean(sentence);
    this.table.hidden = !this.tabled;
    this.table.replaceChildren(...(this.tabled ? [buildTable(this.figure, this.board)] : []));
    this.root.classList.toggle("board-tabled", this.tabled);
    this.toggle.hidden = this.figure.table.columns.length === 0;
    this.toggle.textContent = this.tabled ? words.chart : words.table;
    const taken = sentence ? "" : this.figure.export;
    this.downloads.write(taken, this.figure.title, words.download);
    this.evidence.hidden = !this.figure.evidence.length;
    this.evidence.textContent = words.evidence;
    const { extent } = this.figure;
    this.extent.hidden = !extent || this.tabled;
    this.extent.textContent = this.whole ? extent?.first : extent?.all;
    this.cut.hidden = this.extent.hidden || this.whole;
    this.cut.textContent = extent?.cut;
    for (const node of [this.evidence, this.extent, this.toggle]) {
      node.setAttribute("aria-label", `${node.textContent}：${this.figure.title}`);
    }
  }

  /** Asks the page for the rows behind the numbers (widgets/page.py answers). */
  #ask() {
    this.board.emit({ figure: this.figure.id, key: "evidence" });
  }

  /** The address is that of another entry of the history. */
  follow() {
    const tabled = isTabled(this.figure.id) && this.figure.table.columns.length > 0;
    if (tabled !== this.tabled) this.#turn(tabled);
  }

  #turn(tabled) {
    this.tabled = tabled;
    this.#show();
    this.measure();
    if (this.waiting) this.draw();
    else this.fit();
  }

  /** All bars of a ranking, or again the first. */
  #extend() {
    this.whole = !this.whole;
    this.#show();
    this.board.level();
    this.measure();
    this.draw();
    this.board.refit();
  }

  /** Paper shows a map whole; back on the screen it is where the reader had moved it. */
  async turnPaper(onPaper) {
    if (this.figure.empty || this.tabled) return;
    if (onPaper) this.onScreen = this.plot.layout;
    this.measure();
    await this.draw(onPaper ? {} : this.onScreen);
    const { plot, width, height } = this;
    plot.style.setProperty("--board-ratio", `${width} / ${height}`);
    for (const drawing of plot.querySelectorAll(".main-svg")) {
      if (onPaper) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      else drawing.removeAttribute("viewBox");
    }
  }

  /**
   * Draws the figure; a failure is told in the card and logged, never left blank. `before`: the
   * layout whose ranges a map keeps.
   */
  async draw(before = this.plot.layout) {
    const { figure, board } = this;
    const ticket = ++this.ticket;
    try {
      const Plotly = await loadPlotly(board.plotly);
      const ready = await prepare(this.standing, board, this);
      if (ticket !== this.ticket) return;
      if (this.drawn && figure.aspect) stay(ready.layout, before);
      await Plotly.react(this.plot, ready.data, ready.layout, ready.config);
      if (!this.drawn) this.plot.on("plotly_click", ({ points }) => this.#click(points[0]));
      this.#link();
      this.drawn = true;
      this.due = false;
    } catch (problem) {
      console.error(`figure ${figure.id}:`, problem);
      if (ticket !== this.ticket) return;
      this.#clear();
      this.signature = ""; // the next payload tries again, even with the same figure
      this.writeWords(); // later they would take the sentence away
      this.#show(board.words.failed);
    }
  }

  /** A point of a laboratory opens its page; what else is clicked is told to the page. */
  #click(point) {
    const href = hrefOf(point.data.meta?.link, point.customdata);
    if (href) {
      window.location.assign(href);
      return;
    }
    const key = point.customdata ?? point.y ?? point.x;
    this.board.emit({ figure: this.figure.id, key });
  }

  /** Follows its box: only one of another size is worth a draw, and none that is owed one anyway. */
  fit() {
    if (!this.drawn || this.due || !this.plot.clientWidth) return;
    this.measure();
    const { width, height } = this;
    const { layout } = this.plot;
    if (width === layout.width && (this.figure.aspect || height === layout.height)) return;
    // a figure with an aspect changes its letters with its height, another only its box
    if (this.figure.aspect) this.draw();
    else window.Plotly.relayout(this.plot, { width, height });
  }

  /** The card as a picture drawn here, for a server that has nothing to draw with. */
  async #picture() {
    const { figure, board, plot, width } = this;
    const Plotly = await loadPlotly(board.plotly);
    const height = figure.extent ? figure.height : this.height; // all bars of a long ranking
    // what is on screen, zoom included; behind an open table it may not be drawn yet
    const ready =
      this.due || figure.extent
        ? await prepare(figure, board, { width, height })
        : { data: plot.data, layout: plot.layout };
    await download(Plotly, figure, ready, board.theme);
  }

  #clear() {
    // asked of the element, not of `drawn`: a first drawing may have failed half-way
    if (this.plot.classList.contains("js-plotly-plot")) window.Plotly.purge(this.plot);
    this.drawn = false;
  }

  /** Gone from its page, the card leaves the address; another page has an address of its own. */
  destroy() {
    if (this.tabled && location.pathname === this.board.path) writeTabled(this.figure.id, false);
    this.ticket += 1;
    this.downloads.destroy();
    this.#clear();
    super.destroy();
  }
}
