/**
 * The address of what is shown: a button that copies it, and how it enters the browser's history.
 */

import { addSheet } from "../shared/sheets.js";

const SHOWN_MS = 2500;
let acted = false; // since the last entry

function noteAct(done) {
  acted = done;
}

/**
 * One act of the reader is one entry: Back undoes the last choice, and no entry is an address that
 * only the server wrote. Streamlit replaces the entry when a control changes, so that Back would
 * leave the page, and adds one for whatever its server corrects. It reads the address of the entry
 * that Back leads to by itself.
 */
function keepHistory() {
  const add = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, () => noteAct(true), true);
  }
  addEventListener("popstate", () => noteAct(false), true);

  /** Writes an entry; what draws by the address hears of a new one (first_answer.js). */
  function write(original, state, title, address) {
    const next = new URL(address ?? location.href, location.href);
    if (next.pathname !== location.pathname) {
      acted = false;
      return original(state, title, address);
    }
    if (next.search === location.search) return replace(state, title, address);
    const record = acted ? add : replace;
    acted = false;
    record(state, title, address);
    dispatchEvent(new Event("address:written"));
  }
  history.pushState = (...entry) => write(add, ...entry);
  history.replaceState = (...entry) => write(replace, ...entry);
}

keepHistory();

/** The clipboard is there on https and on this machine only; elsewhere the old command copies. */
async function copy(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // not allowed here: the old command may be
    }
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "address-bar-copied";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

/** The address in a field to copy by hand; it goes when something else is done. */
function offerField(parent, words) {
  const field = document.createElement("input");
  field.className = "address-bar-field";
  field.readOnly = true;
  field.value = location.href;
  field.setAttribute("aria-label", words.copy_yourself);
  field.title = words.copy_yourself;
  field.addEventListener("blur", () => field.remove());
  parent.append(field);
  field.select();
}

/** Entry point: the words of the button, the node to put it in, and the style sheet. */
export default function (words, parentElement, sheet) {
  addSheet(sheet);
  const parent = parentElement.querySelector(".address-bar") ?? document.createElement("span");
  parent.className = "address-bar";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.copy;
  button.addEventListener("click", async () => {
    if (await copy(location.href)) {
      button.textContent = words.copied;
      setTimeout(() => {
        button.textContent = words.copy;
      }, SHOWN_MS);
    } else {
      offerField(parent, words);
    }
  });
  parent.replaceChildren(button);
  parentElement.append(parent);
}
