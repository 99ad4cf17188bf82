/**
 * Says what to look for where a page was delivered but never comes alive, because its WebSocket
 * cannot be opened: no script has run then, and nothing else on the page could speak.
 *
 * The server puts this script, with its sentence, into Streamlit's page. Where the page lives it
 * looks once and is done.
 */

const PATIENCE = 6000; // ms until the page should live
const EVERY = 1000; // ms between two looks at a page that does not
const tag = document.currentScript;
let notice = null;

/** "alive" once the server's script has begun to run: Streamlit notes it on the root of its page. */
function state() {
  const root = document.querySelector("[data-test-script-state]");
  if (root) return root.dataset.testScriptState === "initial" ? "silent" : "alive";
  return document.readyState === "complete" ? "silent" : "loading";
}

function part(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

function speak() {
  const { lang, title, text } = tag.dataset;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("notice.css", tag.src).href;
  notice = document.createElement("div");
  notice.className = "page-notice";
  notice.lang = lang;
  notice.setAttribute("role", "alert");
  notice.append(style, part("strong", title), ...text.split("\n").map((line) => part("p", line)));
  document.body.append(notice);
  document.body.classList.add("page-unalive");
}

function look() {
  const now = state();
  if (now === "alive") {
    notice?.remove();
    document.body.classList.remove("page-unalive");
    return;
  }
  // floor.js has said already that the engine is too old, which is another cure
  if (document.querySelector(".page-notice") && !notice) return;
  if (now === "silent" && !notice) speak();
  setTimeout(look, EVERY);
}

setTimeout(look, PATIENCE);
