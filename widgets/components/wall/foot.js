/** The foot of the wall: which scene of how many, how long it still stands, where the data come from. */

import { element } from "../shared/dom.js";
import { clockOf } from "./clock.js";

export class Foot {
  constructor() {
    this.root = element("footer", "wall-foot");
    this.bar = element("div", "wall-bar");
    this.dots = element("ol", "wall-dots");
    this.held = element("div", "wall-held");
    this.heldWords = element("span", "");
    this.held.append(element("i", "wall-held-sign"), this.heldWords);
    this.held.hidden = true;
    this.source = element("div", "wall-source");
    this.bar.append(document.createElement("i"));
    this.root.append(this.bar, this.dots, this.held, this.source);
  }

  write({ head, words }) {
    this.words = words;
    if (head) this.source.textContent = head.source;
  }

  /** `until`: the moment in ms at which a held wall goes on by itself, null where it turns. */
  hold(until) {
    this.held.hidden = until === null;
    if (until !== null) {
      this.heldWords.textContent = this.words.held.replace("{time}", clockOf(until));
    }
  }

  /** Marks the scene in sight; the bar fills within its time, from where it is by now. */
  point(names, shown, seconds, since) {
    while (this.dots.children.length > names.length) this.dots.lastChild.remove();
    while (this.dots.children.length < names.length) this.dots.append(element("li", "wall-dot"));
    names.forEach((name, at) => {
      this.dots.children[at].toggleAttribute("data-shown", name === shown);
    });
    const fill = this.bar.firstChild;
    for (const running of fill.getAnimations()) running.cancel();
    if (!seconds || names.length < 2) return;
    const steps = [{ transform: "scaleX(0)" }, { transform: "scaleX(1)" }];
    const run = fill.animate(steps, { duration: seconds * 1000, fill: "forwards" });
    run.currentTime = performance.now() - since;
  }
}
