/**
 * The pulse: asks the server every other second which edition a wall should show, and so tells it
 * when this one drew. No answer: the picture stays and says of when it is. Another edition: the
 * page is asked for it. What does not come right by itself is cured by one reload, and only while
 * the server is well: a readable picture never becomes an error page.
 *
 * Durations are measured by performance.now(), which no setting of the clock moves; Date only says
 * what time it is.
 */

import { clockOf, momentOf } from "./clock.js";

const BEAT_MS = 2000; // ms
const LOST_AFTER_MS = 5000; // ms without an answer until it is said
const STUCK_AFTER_MS = 20_000; // ms of another edition being published until the page is loaded anew
const RELOAD_GAP_MS = 15_000; // ms between two reloads at least
const RETRY_MS = 30_000; // ms between two attempts to get over a fault of the data
const NIGHT = [3, 30]; // when the page is loaded anew each night: a browser is no appliance
const MARK = "wall-reloaded";

export class Pulse {
  constructor(wall) {
    this.wall = wall;
    this.opened = Date.now(); // the clock's time, for the night's hour
    this.good = performance.now();
    this.goodClock = Date.now(); // the clock's time at `good`, for the reader
    // at this page's load, where a reload of ours brought it
    this.reloaded = sessionStorage.getItem(MARK) ? 0 : Number.NEGATIVE_INFINITY;
    this.strange = 0;
    this.asked = Number.NEGATIVE_INFINITY;
  }

  start() {
    if (this.timer) return;
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.assets().then((tags) => {
      this.tags = tags;
    });
  }

  stop() {
    clearInterval(this.timer);
    this.wall.head.stop();
  }

  async beat() {
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await fetch(this.#address(), this.#limits());
      if (!answer.ok) throw new Error(answer.status);
      await this.#alive(await answer.json());
    } catch {
      // whatever the reason, there was no answer; the head says so in words
      const silence = performance.now() - this.good;
      if (silence > LOST_AFTER_MS) this.wall.head.lost(clockOf(this.goodClock));
    } finally {
      this.busy = false;
    }
  }

  #address() {
    const { payload, turning, scenes } = this.wall;
    const url = new URL(payload.beat, document.baseURI);
    url.searchParams.set("name", payload.name);
    url.searchParams.set("scene", turning.shown);
    url.searchParams.set("since", Math.round((performance.now() - turning.since) / 1000));
    const failed = [...scenes.values()].filter((scene) => scene.failed).map(({ name }) => name);
    this.lacking = failed.length > 0;
    if (this.lacking) url.searchParams.set("failed", failed.join(","));
    return url;
  }

  #limits() {
    return { cache: "no-store", signal: AbortSignal.timeout(2 * BEAT_MS) };
  }

  async #alive({ edition }) {
    const now = performance.now();
    const back = now - this.good > LOST_AFTER_MS;
    this.good = now;
    this.goodClock = Date.now();
    this.wall.head.lost("");
    const { payload } = this.wall;
    if (back && (await this.assets()) !== this.tags) await this.reload();
    if (edition === payload.edition) this.strange = 0;
    else this.strange ||= now;
    const due = now - this.asked > (this.strange ? 2 * BEAT_MS : RETRY_MS);
    if (back || ((this.strange || payload.fault || this.lacking) && due)) {
      this.asked = now;
      this.wall.ask();
    }
    if (this.strange && now - this.strange > STUCK_AFTER_MS) await this.reload();
    if (this.#night(Date.now())) await this.reload();
  }

  /** Whether this page was opened before the last night's hour; anew after the clock is set back. */
  #night(now) {
    this.opened = Math.min(this.opened, now);
    const hour = momentOf(now, ...NIGHT);
    return this.opened < hour && now >= hour;
  }

  /** What the browser holds of our files, as the server names it: another after an upgrade. */
  async assets() {
    const held = performance.getEntriesByType("resource").map(({ name }) => name);
    const ours = [...new Set(held)].filter((name) => /\/assets\/wall\/\w+\.(js|css)$/.test(name));
    try {
      const answers = await Promise.all(ours.map((url) => fetch(url, { method: "HEAD" })));
      return answers
        .map((answer) => answer.headers.get("etag"))
        .sort()
        .join();
    } catch {
      return this.tags; // the server went away again: nothing is known of another program
    }
  }

  async reload() {
    if (performance.now() - this.reloaded < RELOAD_GAP_MS) return;
    try {
      const answer = await fetch(
        new URL(this.wall.payload.health, document.baseURI),
        this.#limits(),
      );
      if (!answer.ok || (await answer.json()).status !== "ok") return;
    } catch {
      return; // not well enough: the picture in sight is worth more
    }
    sessionStorage.setItem(MARK, "yes");
    this.reloaded = performance.now();
    location.reload();
  }
}
