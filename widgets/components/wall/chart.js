/** A drawing on the wall: Plotly draws it small, the style sheet magnifies it whole. */

import { element, paragraph } from "../shared/dom.js";
import { loadPlotly, prepare } from "../shared/figure.js";
import { fitted, heldRows, spread } from "./fit.js";

const ROOMY_SCALE = 1.2; // on a wide screen drawings, but for the map, are magnified that much more
const BOX_AIR = 0.3; // of the height of a name's box, that no letter reaches

/** Whether the letters of two names would touch. */
function meet(one, other) {
  const air = BOX_AIR * one.height;
  return (
    one.left < other.right - 1 &&
    other.left < one.right - 1 &&
    one.top < other.bottom - air &&
    other.top < one.bottom - air
  );
}

export class Chart {
  constructor(card, root, wall) {
    this.card = card;
    this.wall = wall;
    const title = element("h3", "wall-title", card.title);
    if (card.unit) title.append(element("span", "wall-unit-of", card.unit));
    this.plot = element("div", "wall-plot");
    this.body = element("div", "wall-body");
    this.body.append(card.empty ? element("p", "wall-empty", card.empty) : this.plot);
    root.append(title, ...paragraph("wall-takeaway", card.takeaway), this.body);
    if (card.rows?.length) root.append(this.#roll());
    if (card.cut) root.append(this.#cutWords());
    root.append(...paragraph("wall-caption", card.caption));
  }

  /** All rows of a ranking in words, for a screen on which too few bars find room. */
  #roll() {
    const roll = element("ul", "wall-roll");
    for (const [name, value] of this.card.rows) {
      const row = element("li", "", name);
      row.append(element("strong", "", value));
      roll.append(row);
    }
    if (this.card.rest) roll.append(element("li", "wall-rest", this.card.rest));
    return roll;
  }

  /** The line that says how many rows of how many stand: there from the first, so that it takes its
   * room before the drawing does. */
  #cutWords() {
    this.cut = element("p", "wall-caption wall-cut", this.card.cut.part);
    return this.cut;
  }

  /** Draws in the box as it is now; a picture that has its size already is left alone. */
  async draw() {
    if (this.card.empty || !this.body.clientWidth) return;
    const Plotly = await loadPlotly(this.wall.payload.plotly);
    const { theme, root } = this.wall;
    const scale = this.#scale();
    const box = { width: this.#size("Width", scale), height: this.#size("Height", scale) };
    const shape = JSON.stringify([box, scale, root.dataset.look]);
    if (shape === this.shape) return;
    if (this.cut) {
      const held = heldRows(this.card.data[0].x, box.height);
      this.cut.textContent = this.card.cut[held.word].replace("{rows}", held.rows);
    }
    const tall = root.dataset.shape === "tall";
    const figure = fitted(this.card, box, tall);
    const ready = await prepare(figure, { theme, words: {} }, box);
    const config = { ...ready.config, staticPlot: true, displayModeBar: false };
    await Plotly.react(this.plot, ready.data, ready.layout, config);
    this.shape = shape;
    if (this.card.geometry) this.#thin();
    else await spread(Plotly, this.plot, scale);
  }

  #scale() {
    const roomy = this.wall.root.dataset.shape === "wide" && !this.card.geometry;
    const scale = this.wall.scale * (roomy ? ROOMY_SCALE : 1);
    this.plot.style.setProperty("--scale", scale);
    return scale;
  }

  #size(side, scale) {
    return Math.max(60, Math.floor(this.body[`client${side}`] / scale));
  }

  /** Names that would lie on an earlier name are left out: their numbers stand in the ranking. */
  #thin() {
    const kept = [];
    for (const note of this.plot.querySelectorAll(".annotation")) {
      const box = note.getBoundingClientRect();
      const free = kept.every((other) => !meet(box, other));
      note.style.display = free ? "" : "none";
      if (free) kept.push(box);
    }
  }

  destroy() {
    if (this.plot.classList.contains("js-plotly-plot")) window.Plotly.purge(this.plot);
  }
}
