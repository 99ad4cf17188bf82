/** Which scene stands: the next one that is drawn, when the time of the one in sight is over. */

export class Turning {
  constructor(wall) {
    this.wall = wall;
    this.shown = "";
    this.since = performance.now();
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
    this.wall.foot.point(this.#ready(), name, this.pin ? 0 : this.time, this.since);
    this.#wait();
  }

  #wait() {
    clearTimeout(this.timer);
    if (this.pin) return;
    const left = this.time * 1000 - (performance.now() - this.since);
    this.timer = setTimeout(() => this.#next(), Math.max(0, left));
  }

  #next() {
    const ready = this.#ready();
    const name = ready[(ready.indexOf(this.shown) + 1) % ready.length];
    if (name === this.shown) this.since = performance.now();
    this.show(name);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
