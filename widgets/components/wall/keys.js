/** The wall's keys: space holds the scene in sight or lets it go, ← and → step to a neighbour. */

export class Keys {
  constructor(turning) {
    this.actions = {
      " ": () => turning.toggleHold(),
      ArrowLeft: () => turning.step(-1),
      ArrowRight: () => turning.step(1),
    };
    this.listener = (event) => this.#press(event);
  }

  start() {
    document.addEventListener("keydown", this.listener); // the same listener: added once only
  }

  stop() {
    document.removeEventListener("keydown", this.listener);
  }

  /** One step a press: a key that is stuck, or something that lies on it, turns nothing. */
  #press(event) {
    const action = this.actions[event.key];
    if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) action();
  }
}
