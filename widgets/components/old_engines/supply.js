/**
 * Supplies what Streamlit's page and ours use and engines from Chromium 94 on do not have yet.
 *
 * A classic script that runs before Streamlit's module. An engine that cannot read this very file
 * is below the floor: it cannot read Streamlit's module either, and floor.js says so.
 *
 * What the scripts of Streamlit 1.67 and plotly.js use that is newer than Chromium 94, searched on
 * 2026-11-28 (tests/house/test_engines.py searches again):
 *
 *   98  structuredClone          page: falls back by itself; st.json does not    supplied
 *  103  AbortSignal.timeout      page, our wall's heartbeat                      supplied
 *  105  Element.checkVisibility  page: asked for first                           not needed
 *  105  import.meta.resolve      page: asked for first                           not needed
 *  108  the unit dvh             page: its height                                old_engines.css
 *  110  Array.toSorted           page (theme, address), tables                   supplied
 *  117  Object.groupBy           Mermaid diagrams only                           not needed
 *  119  Promise.withResolvers    page: brings its own                            not needed
 *  120  URL.canParse             Mermaid diagrams only                           not needed
 */

// biome-ignore lint/complexity/noStaticOnlyClass: a block like this is what engines below 94 cannot read
class Floor {
  static {
    Floor.reached = true;
  }
}
window.engineReachesFloor = Floor.reached;

/** Gives `owner` a method it lacks; like the engine's own it is not listed among its properties. */
function supply(owner, name, value) {
  if (name in owner) return;
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

supply(Array.prototype, "toSorted", function toSorted(compare) {
  return Array.from(this).sort(compare);
});

supply(AbortSignal, "timeout", (delay_ms) => {
  const controller = new AbortController();
  const reason = new DOMException("signal timed out", "TimeoutError");
  setTimeout(() => controller.abort(reason), delay_ms);
  return controller.signal;
});

if (!CSS.supports("height: 100dvh")) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("old_engines.css", document.currentScript.src).href;
  document.head.append(sheet);
}

/** A deep copy of what JSON-like data are made of; anything else stays the same object. */
function copy(value, copies) {
  if (typeof value !== "object" || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  if (value instanceof Date) return new Date(value);
  const plain = [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!Array.isArray(value) && !plain) return value;
  const twin = Array.isArray(value) ? [] : {};
  copies.set(value, twin);
  for (const key of Object.keys(value)) twin[key] = copy(value[key], copies);
  return twin;
}

supply(window, "structuredClone", (value) => copy(value, new Map()));
