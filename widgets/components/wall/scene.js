/** A scene: its title, one sentence and its cards; drawn out of sight, shown when it is its turn. */

import { element, paragraph } from "../shared/dom.js";
import { clause, ledger, lists, numbers } from "./cards.js";
import { Chart } from "./chart.js";

const FADE_MS = 900; // ms, as in wall.css
const FLAT = { clause, ledger, lists, numbers };

/** Beside a clause's title: how many of its further indicators do not stand below. */
function countHidden(more, card) {
  const others = [...card.querySelectorAll(".wall-other")];
  const count = others.filter((node) => !node.getClientRects().length).length;
  more.textContent = more.dataset.words.replace("{count}", count);
  more.hidden = count === 0;
}

export class Scene {
  constructor(given, wall) {
    this.wall = wall;
    this.digest = given.digest;
    this.name = given.name;
    this.failed = false;
    this.root = element("section", "wall-scene");
    this.root.dataset.scene = given.name;
    const head = element("header", "wall-scene-head");
    head.append(element("h2", "wall-scene-title", given.title));
    head.append(...paragraph("wall-scene-sentence", given.takeaway));
    this.cut = given.cut;
    this.cutWords = element("p", "wall-scene-sentence");
    this.cutWords.hidden = true;
    head.append(this.cutWords);
    this.charts = [];
    const grid = element("div", "wall-grid");
    for (const [shape, places] of Object.entries(given.places))
      grid.style.setProperty(`--${shape}`, places);
    grid.append(...given.cards.map((card, at) => this.#card(card, "abcdefgh"[at], given.places)));
    this.root.append(head, grid);
  }

  #card(card, place, places) {
    const node = element("article", `wall-card wall-${card.kind}`);
    node.dataset.card = card.id;
    node.style.gridArea = place;
    const onTall = places.tall.match(/"[^"]*"/g).some((row) => row.includes(place));
    if (!onTall) node.dataset.tall = "none"; // an upright screen has no place for it
    if (card.kind !== "chart") {
      node.append(...FLAT[card.kind](card));
      return node;
    }
    this.charts.push(new Chart(card, node, this.wall));
    return node;
  }

  /** Draws all charts; where one fails the scene does not stand, and the log names it. */
  async draw() {
    if (this.cut) this.#tellCut();
    this.#spare();
    try {
      for (const chart of this.charts) await chart.draw();
    } catch (problem) {
      this.failed = true;
      console.error(`scene ${this.name}:`, problem);
    }
  }

  /** Of how many charts some stand, and how many those are on this screen. */
  #tellCut() {
    const rows = this.charts.filter((chart) => chart.body.clientWidth).length;
    this.cutWords.hidden = rows === this.cut.all;
    this.cutWords.textContent = this.cut.words.replace("{rows}", rows);
  }

  /** Of a clause's further indicators those that find no room are left to the pages, last first;
   * then its value of today, and at the very end the words that count the others. */
  #spare() {
    for (const card of this.root.querySelectorAll(".wall-clause")) {
      const more = card.querySelector(".wall-more");
      const spare = [
        more,
        ...card.querySelectorAll(".wall-facts"),
        ...card.querySelectorAll(".wall-other"),
      ];
      for (const node of spare) node.hidden = false;
      countHidden(more, card);
      while (spare.length && card.scrollHeight > card.clientHeight + 1) {
        const node = spare.pop();
        node.hidden = true;
        if (node !== more) countHidden(more, card);
      }
    }
  }

  /** Follows the screen. */
  async fit() {
    await this.draw();
  }

  toggle(shown) {
    this.root.toggleAttribute("data-shown", shown);
    this.root.setAttribute("aria-hidden", String(!shown));
  }

  /** Goes once the scene that takes its place has faded in over it. */
  leave() {
    this.root.classList.add("wall-leaving");
    setTimeout(() => this.destroy(), FADE_MS + 200);
  }

  destroy() {
    for (const chart of this.charts) chart.destroy();
    this.root.remove();
  }
}
