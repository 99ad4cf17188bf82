/**
 * The wall: holds every scene by name, turns them by its own clock and lays all of it out in
 * hundredths of the screen's height. It goes on without the server, and never drops a picture
 * before the next one stands.
 *
 * When all scenes of a payload are drawn, `data-drawn` on the root bears its edition.
 */

import { element } from "../shared/dom.js";
import { Foot } from "./foot.js";
import { Head } from "./head.js";
import { Keys } from "./keys.js";
import { Pulse } from "./pulse.js";
import { Scene } from "./scene.js";
import { Turning } from "./turning.js";

const WIDE_RATIO = 2.2; // from this ratio on a screen takes more columns
const LETTER_VH = 1.72; // hundredths of the height of the smallest letter of a drawing
const decoder = new TextDecoder();
const walls = new WeakMap();
const pause = () => new Promise((resolve) => setTimeout(resolve));

class Wall {
  constructor(parent) {
    this.parent = parent;
    this.scenes = new Map();
    this.turn = 0;
    this.root = element("div", "wall");
    this.stage = element("div", "wall-stage");
    this.waiting = element("p", "wall-waiting");
    this.head = new Head();
    this.foot = new Foot();
    this.stage.append(this.waiting);
    this.root.append(this.head.root, this.stage, this.foot.root);
    this.turning = new Turning(this);
    this.keys = new Keys(this.turning);
    this.pulse = new Pulse(this);
    this.stillness = matchMedia("(prefers-reduced-motion: reduce)");
    this.calm = () => this.#calm();
    this.stillness.addEventListener("change", this.calm);
    this.observer = new ResizeObserver(() => this.#resized());
    // the stage too: the head may need a row more or less
    for (const box of [this.root, this.stage]) this.observer.observe(box);
  }

  /** Takes a payload; one that brings no scene leaves those that stand. */
  receive(component) {
    const turn = ++this.turn;
    this.component = component;
    const before = this.payload?.lang;
    this.payload = JSON.parse(decoder.decode(component.data));
    this.root.lang = this.payload.lang;
    this.#dress();
    this.head.write(this.payload);
    this.foot.write(this.payload);
    this.pulse.start();
    this.keys.start();
    this.waiting.textContent = this.payload.fault || this.payload.words.waiting;
    if (this.payload.scenes.length) this.#draw(turn);
    // the title of the page and its voice are the frame's, which says them once
    if (before && before !== this.payload.lang) this.pulse.reload();
  }

  #dress() {
    const { tokens, font, look } = this.payload;
    this.theme = { tokens: { ...tokens, none: "rgba(0, 0, 0, 0)" }, font };
    for (const [name, colour] of Object.entries(tokens)) {
      this.root.style.setProperty(`--wall-${name}`, colour);
    }
    this.root.style.fontFamily = font;
    this.root.dataset.look = look;
    this.#calm();
    this.#shape();
  }

  /** Whether anything may move: neither the address nor the computer's own setting forbids it. */
  get moves() {
    return this.payload.motion && !this.stillness.matches;
  }

  #calm() {
    this.root.dataset.motion = this.moves ? "on" : "off";
    this.turning.point();
  }

  /** The screen in words, and how much a drawing is magnified on it. */
  #shape() {
    const { clientWidth, clientHeight } = this.root;
    const ratio = clientWidth / clientHeight;
    this.root.dataset.shape = ratio >= WIDE_RATIO ? "wide" : ratio < 1 ? "tall" : "land";
    this.scale = (clientHeight / 100) * (LETTER_VH / this.payload.floor);
  }

  /** Draws what has changed, the scene in sight first, and then lets the old ones go. */
  async #draw(turn) {
    const { scenes, edition } = this.payload;
    const order = [...scenes];
    const seen = order.findIndex(({ name }) => name === this.turning.shown);
    if (seen > 0) order.unshift(...order.splice(seen, 1));
    for (const given of order) {
      const old = this.scenes.get(given.name);
      if (old?.digest === given.digest && !old.failed) continue;
      const scene = new Scene(given, this);
      this.stage.append(scene.root);
      await scene.draw();
      if (turn !== this.turn) return scene.destroy();
      this.#replace(given.name, scene);
      await pause();
    }
    this.#drop(new Set(scenes.map(({ name }) => name)));
    this.turning.take(this.payload);
    this.root.dataset.drawn = edition;
  }

  /** The new scene fades in over the old one; one that could not be drawn does not replace. */
  #replace(name, scene) {
    const old = this.scenes.get(name);
    if (scene.failed && old && !old.failed) {
      scene.destroy();
      return;
    }
    this.scenes.set(name, scene);
    if (this.turning.shown === name) this.turning.show(name);
    else if (!this.turning.shown) this.turning.take(this.payload);
    old?.leave();
  }

  #drop(kept) {
    for (const [name, scene] of this.scenes) {
      if (kept.has(name)) continue;
      this.scenes.delete(name);
      scene.leave();
    }
  }

  #resized() {
    if (!this.payload) return;
    clearTimeout(this.later);
    this.later = setTimeout(async () => {
      this.#shape();
      for (const scene of this.scenes.values()) await scene.fit();
    }, 120);
  }

  /** Asks the server for what is published now; it answers with a payload. */
  ask() {
    this.component.setTriggerValue("asked", Date.now());
  }

  destroy() {
    this.turn += 1;
    clearTimeout(this.later);
    this.observer.disconnect();
    this.turning.stop();
    this.keys.stop();
    this.stillness.removeEventListener("change", this.calm);
    this.pulse.stop();
    for (const scene of this.scenes.values()) scene.destroy();
    this.root.remove();
    walls.delete(this.parent);
  }
}

/** Entry point: see the head of this file. Returns the clean-up Streamlit calls at unmount. */
export default function (component) {
  const parent = component.parentElement;
  const wall = walls.get(parent) ?? new Wall(parent);
  walls.set(parent, wall);
  if (wall.root.parentNode !== parent) parent.replaceChildren(wall.root);
  wall.receive(component);
  const { turn } = wall;
  return () => {
    if (wall.turn === turn) wall.destroy();
  };
}
