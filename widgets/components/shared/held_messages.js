/**
 * Lets the figures of a choice be drawn before the page around them: what Streamlit's server sends
 * meanwhile waits. Its thirty messages a run would otherwise be worked off, one render of the page
 * each, just when the figures are there to be drawn (board/first_answer.js).
 *
 * A classic script before Streamlit's module, which opens its socket with the class put here. The
 * messages keep their order, and none waits longer than PATIENCE_MS for figures that do not come.
 */

(() => {
  const PATIENCE_MS = 250; // for the answer with the figures; once there, they are drawn first
  let due = 0; // boards that await their figures
  let patience = null;
  let held = []; // deliveries of messages, in the order they came

  function release() {
    clearTimeout(patience);
    due = 0;
    const deliveries = held;
    held = [];
    for (const deliver of deliveries) deliver();
  }

  /** Before the page's own listeners; what is released comes a second time and passes. */
  function hold(event) {
    if (!due || !event.isTrusted) return;
    event.stopImmediatePropagation();
    const { target, data } = event;
    held.push(() => target.dispatchEvent(new MessageEvent("message", { data })));
  }

  window.WebSocket = class extends WebSocket {
    constructor(...settings) {
      super(...settings);
      this.addEventListener("message", hold);
    }

    send(data) {
      if (due) held.push(() => super.send(data));
      else super.send(data);
    }
  };

  addEventListener("figures:due", () => {
    due += 1;
    clearTimeout(patience);
    patience = setTimeout(release, PATIENCE_MS);
  });
  addEventListener("figures:answered", () => clearTimeout(patience));
  addEventListener("figures:drawn", () => {
    if (due) due -= 1;
    if (!due) release();
  });
})();
