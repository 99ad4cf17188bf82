/** The empty face of a chart card: its elements, in order, before anything is written on them. */

import { element } from "../shared/dom.js";

function button(name) {
  const node = element("button", `board-button board-${name}`);
  node.type = "button";
  return node;
}

function group(tag, className, ...nodes) {
  const node = element(tag, className);
  node.append(...nodes);
  return node;
}

/** Fills `root` and returns the elements a card writes on. */
export function face(root) {
  const parts = {
    title: element("h2", "board-title"),
    stamps: element("div", "board-stamps"),
    evidence: button("evidence"),
    toggle: button("toggle"),
    extent: button("extent"),
    takeaway: element("p", "board-takeaway"),
    plot: element("div", "board-plot"),
    table: element("div", "board-table"),
    message: element("p", "board-message"),
    cut: element("p", "board-note"),
    note: element("p", "board-note"),
    related: element("p", "board-note"),
    source: element("p", "board-source"),
  };
  const { title, stamps, takeaway, plot, table, message, cut, note, related, source } = parts;
  plot.setAttribute("role", "img");
  table.setAttribute("role", "region");
  table.tabIndex = 0; // it scrolls inside the card, so the keyboard must reach it
  const heading = group("div", "board-heading", title, stamps);
  const tools = group("div", "board-tools", parts.evidence, parts.extent, parts.toggle);
  const body = group("div", "board-body", plot, table, message);
  const head = group("header", "board-head", heading, tools);
  const top = group("div", "board-top", head, takeaway);
  const foot = group("div", "board-foot", cut, note, related, source);
  root.className = "board-card";
  root.append(top, body, foot);
  return { ...parts, body, tools };
}
