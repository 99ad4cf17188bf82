/** Which scene stands: the next one that is drawn, when the time of the one in sight is over. */

const HOLD_MS = 600_000; // ms that a scene is held at most: an unattended wall never stays held

export class Turning {
  constructor(wall) {
    this.wall = wall;
    this.shown = "";
    this.since = performance.now();
    this.held = false;
  }

  /** Takes order and times of a payload; the scene in sight keeps the time it has had. */
  take({ scenes, dwell, pin }) {
    this.order = scenes.map(({ name }) => name);
    this.dwell = dwell;
    this.pin = pin;
    const ready = this.#ready();
    this.show(ready.includes(this.shown) ? this.shown : ready[0]);
  }

  #ready() {
    const { scenes } = this.wall;
    return this.order.filter((name) => scenes.get(name) && !scenes.get(name).failed);
  }

  /** Seconds of the scene in sight. */
  get time() {
    return this.dwell[this.shown] ?? 20;
  }

  show(name) {
    if (!name) return;
    if (name !== this.shown) this.since = performance.now();
    this.shown = name;
    for (const [other, scene] of this.wall.scenes) scene.toggle(other === name);
    this.wall.waiting.hidden = true;
    this.point();
    this.#wait();
  }

  /** Marks the scene in the foot; the line runs only where the scene turns and things may move. */
  point() {
    if (!this.shown) return;
    const runs = !this.pin && !this.held && this.wall.moves;
    this.wall.foot.point(this.#ready(), this.shown, runs ? this.time : 0, this.since);
  }

  #wait() {
    clearTimeout(this.timer);
    if (this.pin || this.held) return;
    const left = this.time * 1000 - (performance.now() - this.since);
    this.timer = setTimeout(() => this.step(1), Math.max(0, left));
  }

  /** Shows the scene that many places on, for its whole time; a held wall is held anew. */
  step(places) {
    if (this.pin || !this.shown) return;
    const ready = this.#ready();
    const at = ready.indexOf(this.shown) + places + ready.length;
    this.since = performance.now();
    if (this.held) this.#hold();
    this.show(ready[at % ready.length]);
  }

  /** Holds the scene in sight, HOLD_MS at most; or lets a held wall turn again. */
  toggleHold() {
    if (this.pin || !this.shown) return;
    if (this.held) this.#release();
    else this.#hold();
    this.show(this.shown);
  }

  #hold() {
    this.held = true;
    clearTimeout(this.holding);
    this.holding = setTimeout(() => this.toggleHold(), HOLD_MS);
    this.wall.foot.hold(Date.now() + HOLD_MS);
  }

  #release() {
    this.held = false;
    clearTimeout(this.holding);
    this.since = performance.now();
    this.wall.foot.hold(null);
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.holding);
  }
}
