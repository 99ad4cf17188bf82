/**
 * The search box of every page: results as one types, fetched from the server and drawn here.
 *
 * Streamlit calls the default export at every run. The box stands in the document's body, above the
 * navigation, and stays the same one whatever page is shown: no run of a page is asked for.
 */

import { element } from "../shared/dom.js";
import "../shared/paper.js"; // the box stands on every page, and every page can be printed
import { addBoardSheet, addSheet } from "../shared/sheets.js";
import { readTheme } from "../shared/theme.js";

const PAUSE_MS = 200; // after the last letter
const ANSWER_TIMEOUT_MS = 15_000;
const LIST_TIMEOUT_MS = 20_000; // for the list that a link leads to
const LIST_HASH = "#list";
const LOOK_MS = 100;
const STILL_LOOKS = 20; // with the list in one place, after which nothing moves any more
const READER_SCROLLS = ["wheel", "touchmove", "keydown", "pointerdown"];

let box = null;

/** Whether a key pressed there writes text. */
function isWriting({ target }) {
  return target.isContentEditable || target.closest?.("input, textarea, select") !== null;
}

class SearchBox {
  constructor(content) {
    this.content = content;
    this.group = "";
    this.timer = 0;
    this.request = null;
    this.prepared = false;
    this.sidebar = null;
    this.watch = null;
    this.answered = ""; // the text that the panel answers
    this.#build();
    this.#listen();
    document.body.prepend(this.root);
    const text = new URLSearchParams(location.search).get(content.query);
    if (text) {
      this.input.value = text;
      this.#ask();
    }
  }

  #build() {
    const { words, most } = this.content;
    this.root = element("div", "board find");
    this.root.setAttribute("role", "search");
    this.input = element("input", "find-input");
    this.input.type = "search";
    this.input.maxLength = most;
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.input.placeholder = words.placeholder;
    this.input.title = words.key;
    this.input.setAttribute("aria-label", words.label);
    this.input.setAttribute("aria-controls", "find-results");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "none");
    this.panel = element("div", "find-panel");
    this.panel.id = "find-results";
    this.panel.hidden = true;
    this.panel.setAttribute("role", "region");
    this.panel.setAttribute("aria-label", words.results);
    this.message = element("p", "find-message");
    this.message.setAttribute("role", "status");
    this.list = element("div", "find-groups");
    this.panel.append(this.message, this.list);
    this.root.append(this.input, this.panel);
  }

  #listen() {
    this.input.addEventListener("input", () => {
      this.group = "";
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#ask(), PAUSE_MS);
    });
    this.input.addEventListener("focus", () => {
      if (this.input.value.trim() && this.panel.hidden) this.#ask();
      this.#prepare();
    });
    this.root.addEventListener("keydown", (event) => this.#steer(event));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event)) return;
      event.preventDefault();
      this.input.focus();
      this.input.select();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.root.contains(target)) this.#close();
    });
  }

  /** Arrows go through the links, Enter opens the first one or the one reached, Esc closes. */
  #steer(event) {
    if (event.isComposing) return; // the keys are those of an input method
    const links = [...this.list.querySelectorAll("a, button")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      this.input.focus(); // before the panel is closed: the focus on a closed one opens it
      this.#close();
    } else if (event.key === "ArrowDown" && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at === 0 ? this.input : links[at - 1]).focus();
    } else if (event.key === "Enter" && document.activeElement === this.input) {
      this.#open();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The best row, once it answers what stands in the box. */
  async #open() {
    clearTimeout(this.timer);
    if (this.answered !== this.input.value.trim()) await this.#ask();
    this.list.querySelector(".find-row")?.click();
  }

  /** The server gets its tables ready while the first letters are typed, once for each page. */
  #prepare() {
    if (this.prepared) return;
    this.prepared = true;
    fetch(this.#address("")).catch(() => {
      this.prepared = false; // the search itself says what is wrong
    });
  }

  async #ask() {
    const text = this.input.value.trim();
    this.#write(text);
    this.request?.abort();
    if (!text) {
      this.#close();
      return;
    }
    const request = new AbortController();
    this.request = request;
    const late = setTimeout(() => request.abort(), ANSWER_TIMEOUT_MS);
    this.#show();
    if (!this.list.childElementCount) this.message.textContent = this.content.words.waiting;
    let answer;
    try {
      answer = await (await fetch(this.#address(text), { signal: request.signal })).json();
    } catch {
      answer = { message: this.content.words.failed };
    }
    clearTimeout(late);
    if (this.request !== request) return; // something else was typed meanwhile
    this.answered = text;
    this.#draw(answer);
  }

  /** The scope of the page goes along, for the links. */
  #address(text) {
    const { url, query, group, kept, language } = this.content;
    const address = new URL(url, document.baseURI);
    for (const [key, value] of new URLSearchParams(location.search)) {
      if (kept.includes(key)) address.searchParams.append(key, value);
    }
    address.searchParams.set("lang", language);
    address.searchParams.set(query, text);
    if (this.group) address.searchParams.set(group, this.group);
    return address;
  }

  #draw({ message, stamps = [], groups = [] }) {
    this.message.replaceChildren(
      element("span", "", message),
      ...stamps.map((stamp) => element("span", "board-stamp", stamp)),
    );
    if (this.group) this.message.append(this.#button("back", ""));
    const isReached = this.list.contains(document.activeElement);
    this.list.replaceChildren(...groups.map((group) => this.#groupOf(group)));
    this.panel.scrollTop = 0;
    if (isReached) this.input.focus(); // the row with the focus is gone, the arrows go on from here
  }

  #groupOf({ name, title, counts, whole, list, rows }) {
    const node = element("section", "find-group");
    const head = element("h2", "find-title", title);
    head.append(element("span", "find-counts", counts));
    if (!whole && list) head.append(link(list, "find-all", this.content.words.list));
    else if (!whole && !this.group) head.append(this.#button("all", name));
    const lines = element("ul", "find-rows");
    lines.append(...rows.map(rowOf));
    node.append(head, lines);
    return node;
  }

  #button(word, group) {
    const button = element("button", "find-all", this.content.words[word]);
    button.type = "button";
    button.addEventListener("click", () => {
      this.group = group;
      this.#ask();
      this.input.focus();
    });
    return button;
  }

  #show() {
    this.panel.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  #close() {
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.request?.abort();
    this.request = null;
    this.#write("");
  }

  /** The text in the address, so that a list of results can be sent; "" takes it away. */
  #write(text) {
    const address = new URL(location.href);
    if ((address.searchParams.get(this.content.query) ?? "") === text) return;
    if (text) address.searchParams.set(this.content.query, text);
    else address.searchParams.delete(this.content.query);
    history.replaceState(history.state, "", address);
  }

  /** Streamlit writes the address anew at some runs: the box has the last word on its own part. */
  update(content, theme) {
    this.content = content;
    for (const [name, colour] of Object.entries(theme.tokens)) {
      this.root.style.setProperty(`--board-${name}`, colour);
    }
    this.root.style.fontFamily = theme.font;
    setTimeout(() => this.#write(this.panel.hidden ? "" : this.input.value.trim()));
    this.#follow(document.querySelector("[data-testid=stSidebar]"));
  }

  /** Above the navigation as long as that is there. */
  #follow(sidebar) {
    const place = () => {
      this.root.toggleAttribute("data-alone", sidebar?.dataset.collapsed !== "false");
    };
    place();
    if (!sidebar || this.sidebar === sidebar) return;
    this.sidebar = sidebar;
    this.watch?.disconnect();
    this.watch = new MutationObserver(place);
    this.watch.observe(sidebar, { attributeFilter: ["data-collapsed"] });
  }
}

function link(href, className, text) {
  const node = element("a", className, text);
  node.href = href;
  return node;
}

function rowOf({ title, note, href, lab }) {
  const node = document.createElement("li");
  const line = link(href, "find-row", "");
  line.append(element("b", "", title));
  if (note) line.append(element("span", "find-note", note));
  node.append(line);
  if (lab) node.append(link(lab.href, "find-lab", lab.title));
  return node;
}

/**
 * Whoever comes by a link to a row of a list is led there, and kept there while charts above are
 * still being drawn; the reader's own scrolling ends it.
 */
function showList() {
  const list = { y: Number.NaN, still: 0 };
  const timer = setInterval(() => {
    const node = document.querySelector(".board.register");
    if (!node) return;
    const y = node.getBoundingClientRect().y;
    list.still = y === list.y ? list.still + 1 : 0;
    if (list.still === 0) node.scrollIntoView({ block: "center" });
    list.y = node.getBoundingClientRect().y;
    if (list.still === STILL_LOOKS) stop();
  }, LOOK_MS);
  function stop() {
    clearInterval(timer);
    for (const name of READER_SCROLLS) removeEventListener(name, stop);
  }
  for (const name of READER_SCROLLS) addEventListener(name, stop, { passive: true });
  setTimeout(stop, LIST_TIMEOUT_MS);
}

/** Entry point: what search.py says of the box, a node of the page, and the style sheet. */
export default function (content, node, sheet) {
  if (!box) {
    addBoardSheet();
    addSheet(sheet);
    box = new SearchBox(content);
    if (location.hash === LIST_HASH) showList();
  }
  box.update(content, readTheme(node));
}
