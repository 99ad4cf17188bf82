/**
 * A page of a register as a table: each head is a button that sorts, cells may link.
 *
 * Streamlit calls the default export at every run; the table is drawn anew when its data differ.
 */

import { element } from "../shared/dom.js";
import { followPaper } from "../shared/paper.js";
import { addBoardSheet } from "../shared/sheets.js";
import { readTheme } from "../shared/theme.js";

// Chinese characters; Latin ones are half as wide
const LONGEST_SHORT_CELL = 5;
const LONGEST_WHOLE_CELL = 44; // a longer text is cut (register_table.css) and whole in its tool tip

const NUMERIC = /^[-−]?[\d,]+(\.\d+)?%?$/;
const decoder = new TextDecoder();
const drawn = new WeakMap();

function headOf({ key, heading, numeric }, order, sort) {
  const node = element("th", numeric ? "board-number" : "");
  node.scope = "col";
  const sorted = order.column === key;
  if (sorted) node.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
  const button = element("button", "register-sort", heading);
  button.type = "button";
  button.addEventListener("click", () => sort(key));
  if (sorted) {
    const sign = element("span", "register-sign", order.descending ? "▼" : "▲");
    sign.setAttribute("aria-hidden", "true");
    button.append(sign);
  }
  node.append(button);
  return node;
}

/** How wide a text is, in Chinese characters. */
function widthOf(text) {
  const wide = [...text].filter((sign) => sign.codePointAt(0) > 0xff).length;
  return wide + (text.length - wide) / 2;
}

/** A cell. What is short, a number, a day or a word, is not broken; what is very long is cut. */
function cellOf(tag, text, numeric, href, words) {
  const side = numeric ? "board-number " : "";
  if (text === null) return element(tag, `${side}board-missing register-short`, words.missing);
  const width = widthOf(text);
  const long = width > LONGEST_WHOLE_CELL;
  if (!href && !long) {
    return element(tag, width <= LONGEST_SHORT_CELL ? `${side}register-short` : side.trim(), text);
  }
  const part = element(href ? "a" : "span", href ? "register-link" : "", text);
  if (href) part.href = href;
  if (long) {
    part.classList.add("register-long");
    part.title = text;
  }
  const node = element(tag, "");
  node.append(part);
  return node;
}

function rowOf(cells, columns, links, words, at) {
  const node = document.createElement("tr");
  cells.forEach((text, column) => {
    const { key, numeric } = columns[column];
    const cell = cellOf(column === 0 ? "th" : "td", text, numeric, links[key]?.[at], words);
    if (column === 0) cell.scope = "row";
    node.append(cell);
  });
  return node;
}

/** Whether all that a column holds are numbers: then it stands right, its head as well. */
function isNumeric(cells) {
  const held = cells.filter((text) => text !== null);
  return held.length > 0 && held.every((text) => NUMERIC.test(text));
}

function tableOf({ title, columns: bare, rows, links, order, words }, sort) {
  const columns = bare.map((column, at) => ({
    ...column,
    numeric: at > 0 && isNumeric(rows.map((cells) => cells[at])),
  }));
  const table = document.createElement("table");
  const head = document.createElement("thead");
  const heads = document.createElement("tr");
  heads.append(...columns.map((column) => headOf(column, order, sort)));
  head.append(heads);
  const body = document.createElement("tbody");
  body.append(...rows.map((cells, at) => rowOf(cells, columns, links, words, at)));
  table.append(element("caption", "board-spoken", title), head, body);
  return table;
}

/** The keyboard stays on the head it sorted by, though the table is another one. */
function focusedColumn(root) {
  const heads = [...root.querySelectorAll(".register-sort")];
  return heads.indexOf(document.activeElement);
}

/** The colours of the page, or of the sheet, for the style sheet. */
function dress(root) {
  for (const [name, colour] of Object.entries(readTheme(root).tokens)) {
    root.style.setProperty(`--board-${name}`, colour);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const text = decoder.decode(data);
  if (!drawn.has(parentElement)) {
    addBoardSheet();
    const root = element("div", "board register");
    const frame = element("div", "board-table");
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    root.append(frame);
    parentElement.append(root);
    drawn.set(parentElement, { root, frame, text: "" });
    const leave = followPaper(() => (root.isConnected ? dress(root) : leave()));
  }
  const state = drawn.get(parentElement);
  dress(state.root);
  if (state.text === text) return;
  const content = JSON.parse(text);
  const focused = focusedColumn(state.frame);
  state.frame.setAttribute("aria-label", content.title);
  state.frame.replaceChildren(tableOf(content, (column) => setTriggerValue("sort", column)));
  state.text = text;
  if (focused >= 0) state.frame.querySelectorAll(".register-sort")[focused]?.focus();
}
