/**
 * A menu of files beside a page's title: the page, or a briefing, in the formats it can be had in.
 *
 * Streamlit calls the default export at every run; the menu stays and learns its new key.
 */

import { addBoardSheet, addSheet } from "../shared/sheets.js";
import { readTheme } from "../shared/theme.js";
import { Downloads } from "./download.js";

const menus = new WeakMap();
const decoder = new TextDecoder();

function menuIn(parent) {
  if (!menus.has(parent)) {
    const menu = new Downloads();
    const root = document.createElement("div");
    root.className = "board take";
    root.append(menu.root);
    parent.append(root);
    menus.set(parent, { menu, root });
  }
  return menus.get(parent);
}

export default function ({ data, parentElement }, sheet) {
  addBoardSheet();
  addSheet(sheet);
  const { key, words } = JSON.parse(decoder.decode(data));
  const { menu, root } = menuIn(parentElement);
  for (const [name, colour] of Object.entries(readTheme(parentElement).tokens)) {
    root.style.setProperty(`--board-${name}`, colour);
  }
  menu.write(key, "", words);
}
