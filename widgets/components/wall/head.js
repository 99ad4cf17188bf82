/** The head of the wall: title, scope, age and marks of the data, clock; the fault if there is one. */

import { element } from "../shared/dom.js";
import { clockOf, dayOf } from "./clock.js";

export class Head {
  constructor() {
    this.root = element("header", "wall-head");
    for (const name of ["title", "scope", "middle", "as_of", "version", "clock", "day"]) {
      this[name] = element(name === "title" ? "h1" : "div", `wall-head-${name}`);
      this.root.append(this[name]);
    }
    this.marks = element("div", "wall-head-marks");
    this.alert = element("p", "wall-head-alert");
    this.middle.append(this.marks, this.alert);
    this.alert.setAttribute("role", "status");
    this.lostSince = "";
    this.#tick();
  }

  write(payload) {
    this.payload = payload;
    this.title.textContent = payload.title;
    const { head } = payload;
    if (head) {
      this.shown = head;
      this.scope.textContent = head.scope;
      this.as_of.textContent = head.as_of;
      this.version.textContent = head.version;
      const marks = [...head.marks, head.about].filter(Boolean);
      this.marks.replaceChildren(...marks.map((mark) => element("span", "wall-mark", mark)));
    }
    this.#warn();
  }

  /** `time`: of the data in sight when the server was lost, "" while it answers. */
  lost(time) {
    if (time === this.lostSince) return;
    this.lostSince = time;
    this.#warn();
  }

  /** The gravest sentence stands; a state is never told by colour alone. */
  #warn() {
    const { words, fault, notes } = this.payload;
    const stale = this.shown?.stale ?? "";
    const lost = this.lostSince && words.lost.replace("{time}", this.lostSince);
    const grave = [lost, fault, stale].filter(Boolean);
    this.root.dataset.state = lost || fault ? "alarm" : stale ? "stale" : "live";
    this.alert.textContent = (grave.length ? grave : notes.slice(0, 1)).slice(0, 2).join("　");
    this.alert.hidden = !this.alert.textContent;
  }

  #tick() {
    const now = Date.now();
    this.clock.textContent = clockOf(now);
    this.day.textContent = dayOf(now);
    this.timer = setTimeout(() => this.#tick(), 1000 - (now % 1000));
  }

  stop() {
    clearTimeout(this.timer);
  }
}
