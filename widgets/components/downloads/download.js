/**
 * The menu 下载: a button and the formats a thing can be taken away in.
 *
 * A file is made by the server when asked for, at an address that is a digest of what it shows, so
 * that nobody can be handed another one's. Whatever goes wrong is told in the menu, in words.
 */

import { element } from "../shared/dom.js";

/** Why no file came, in words for the reader. */
class Refused extends Error {}

/** Hands a blob to the reader as a file of that name. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const LONGEST_QUERY = 6000; // signs; proxies take a first line of 8 kB

/**
 * The answer to a request of ours; Refused with the server's own sentence where it has none. What
 * is too long for an address, as a briefing of many sentences, goes with the request.
 */
async function asked(path, words, recipe = "") {
  const long = recipe.length > LONGEST_QUERY;
  const url = new URL(`${words.address}/${path}?${long ? "" : recipe}`, document.baseURI);
  url.searchParams.set("lang", words.language);
  const request = long ? { method: "POST", body: recipe } : {};
  const answer = await fetch(url, { cache: "no-store", ...request }).catch(() => {
    throw new Refused(words.offline);
  });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({})); // a proxy answers in its own way
  throw new Refused(said.reason ?? words.offline);
}

function nameIn(answer) {
  const said = answer.headers.get("Content-Disposition") ?? "";
  return decodeURIComponent(said.match(/filename\*=UTF-8''([^;]+)/)?.[1] ?? "");
}

let refusals = null;

/** By drawn format why the server does not offer it ("" if it does); asked once per page load. */
function drawable(words) {
  refusals ??= asked("pictures", words).then((answer) => answer.json());
  refusals.catch(() => {
    refusals = null;
  });
  return refusals;
}

export class Downloads {
  /** `own` draws the picture in this browser, for a server that cannot; null if that is not to be. */
  constructor(own = null) {
    this.own = own;
    this.root = element("div", "board-downloads");
    this.button = element("button", "board-button board-save");
    this.button.type = "button";
    this.menu = element("div", "board-menu");
    this.list = element("div", "board-menu-list");
    this.list.setAttribute("role", "menu");
    this.sentence = element("p", "board-menu-sentence");
    this.sentence.setAttribute("role", "status");
    this.menu.append(this.list, this.sentence);
    this.root.append(this.button, this.menu);
    this.button.addEventListener("click", () => (this.menu.hidden ? this.#open() : this.close()));
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.outside = ({ target }) => this.root.contains(target) || this.close();
    this.close();
  }

  /** Shows the menu for what is kept under `key`; hidden where there is nothing to take away. */
  write(key, title, words) {
    this.root.hidden = !key || !words;
    if (this.root.hidden) return;
    if (this.key !== key) this.close();
    Object.assign(this, { key, words });
    this.button.textContent = words.button;
    this.button.title = words.hint ?? "";
    // a single format is taken at once: its button opens no menu
    const single = words.formats.length === 1;
    this.root.classList.toggle("board-downloads-single", single);
    if (single) this.button.removeAttribute("aria-haspopup");
    else this.button.setAttribute("aria-haspopup", "menu");
    // the menu beside a page's title has no title of its own
    this.button.setAttribute("aria-label", title ? `${words.button}：${title}` : words.button);
    this.list.setAttribute("aria-label", this.button.getAttribute("aria-label"));
  }

  #open() {
    this.items = this.words.formats.map(([name, purpose, drawn]) => {
      const item = element("button", "board-menu-item");
      item.type = "button";
      item.setAttribute("role", "menuitem");
      item.tabIndex = -1;
      item.dataset.format = name;
      item.append(element("b", "", name.toUpperCase()), element("span", "", purpose));
      item.addEventListener("click", () => this.#take(item));
      return Object.assign(item, { drawn });
    });
    this.list.replaceChildren(...this.items);
    this.#say("");
    this.menu.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", this.outside);
    if (this.items.length === 1) {
      this.#take(this.items[0]);
      return;
    }
    this.items[0].focus();
    this.#restrict(this.items.filter(({ drawn }) => drawn));
  }

  close() {
    const within = this.menu.contains(document.activeElement);
    this.menu.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", this.outside);
    if (within) this.button.focus();
  }

  /** Marks what the server cannot draw; a PNG then comes from this browser. */
  async #restrict(items) {
    if (!items.length) return;
    const reasons = await drawable(this.words).catch(({ message }) => ({ all: message }));
    const why = new Set();
    for (const item of items) {
      const reason = reasons.all ?? reasons[item.dataset.format];
      if (!reason) continue;
      why.add(reason);
      item.here = item.dataset.format === "png" && this.own;
      if (item.here) item.lastChild.textContent = this.words.own;
      else item.setAttribute("aria-disabled", "true");
    }
    if (why.size && !this.busy) this.#say([...why].join(""));
  }

  async #take(item) {
    if (this.busy || item.getAttribute("aria-disabled")) return;
    const { words, key } = this;
    this.busy = true;
    this.button.textContent = words.making;
    item.setAttribute("aria-busy", "true");
    this.#say(words.making);
    try {
      if (item.here) await this.own();
      else await this.#fetch(key, item.dataset.format, words);
      this.close();
    } catch (problem) {
      console.warn(`no ${item.dataset.format}:`, problem);
      this.#say(problem instanceof Refused ? problem.message : words.offline);
    } finally {
      this.busy = false;
      this.button.textContent = words.button;
      item.removeAttribute("aria-busy");
    }
  }

  /** `key`: a digest, and after a "?" what a server says it is of that has no such file at hand. */
  async #fetch(key, format, words) {
    const [digest, recipe] = key.split("?");
    const answer = await asked(`${digest}/${format}`, words, recipe);
    const content = await answer.blob().catch(() => {
      throw new Refused(words.offline);
    });
    save(content, nameIn(answer));
  }

  #say(sentence) {
    this.sentence.textContent = sentence;
    this.sentence.hidden = !sentence;
  }

  #key(event) {
    if (this.menu.hidden) {
      if (event.key === "ArrowDown" && event.target === this.button) this.#open();
      else return;
    } else if (event.key === "Escape") this.close();
    else if (event.key === "Tab") return this.close();
    else if (!this.#move(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(key) {
    const at = this.items.indexOf(document.activeElement);
    const last = this.items.length - 1;
    const to = {
      ArrowDown: at < last ? at + 1 : 0,
      ArrowUp: at > 0 ? at - 1 : last,
      Home: 0,
      End: last,
    };
    this.items[to[key]]?.focus();
    return key in to;
  }

  destroy() {
    this.close();
  }
}
