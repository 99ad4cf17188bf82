/**
 * Puts the page frame's fixed English words into the reader's language as they appear.
 *
 * Whole texts and labels only, from a dictionary; the charts speak for themselves and are skipped.
 */

const LABELS = ["aria-label", "title", "placeholder", "data-title"];
let phrases = {};
let observer = null;

/** The text in the reader's language: a whole phrase, «Page 3», or the head in «Search: value». */
function translate(text) {
  if (Object.hasOwn(phrases, text)) return phrases[text];
  const numbered = text.replace(/\d+/, "{n}");
  if (Object.hasOwn(phrases, numbered)) {
    return phrases[numbered].replace("{n}", text.match(/\d+/)[0]);
  }
  const [name, part, ...more] = text.split(" — "); // an end of a slider: «Period — start»
  if (part && !more.length && Object.hasOwn(phrases, part)) return `${name}（${phrases[part]}）`;
  const [head, ...rest] = text.split(": ");
  return rest.length && Object.hasOwn(phrases, head)
    ? `${phrases[head]}：${rest.join(": ")}`
    : text;
}

function put(node) {
  const text = node.data.trim();
  const known = translate(text);
  if (known !== text) node.data = node.data.replace(text, known);
}

function relabel(element) {
  for (const name of LABELS) {
    const text = element.getAttribute(name);
    const known = text && translate(text);
    if (known !== text) element.setAttribute(name, known);
  }
}

function visit(root) {
  if (root.nodeType === Node.TEXT_NODE) return put(root);
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".board")) return undefined;
  relabel(root);
  for (const element of root.querySelectorAll(LABELS.map((name) => `[${name}]`).join(","))) {
    relabel(element);
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) put(walker.currentNode);
  return undefined;
}

/** Charts replace thousands of nodes at every draw: whatever happens inside a board is passed over. */
function changed(records) {
  for (const { type, target, addedNodes } of records) {
    const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    if (element?.closest(".board")) continue;
    if (type === "characterData") put(target);
    else if (type === "attributes") relabel(target);
    else for (const node of addedNodes) visit(node);
  }
}

/**
 * Entry point: the page's language and the dictionary.
 *
 * Another language opens the page anew: the address holds all that was chosen, and controls keep
 * the words in which they were first drawn.
 */
export default function (message) {
  if (observer) {
    if (document.documentElement.lang !== message.lang) location.reload();
    return;
  }
  // Streamlit's page says English, which means another voice, other glyphs and other line breaks
  document.documentElement.lang = message.lang;
  phrases = message.phrases;
  visit(document.body);
  observer = new MutationObserver(changed);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: LABELS,
  });
}
