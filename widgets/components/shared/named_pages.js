/**
 * Names of provinces and domains in sentences as links to their pages. The payload has a pattern
 * that finds them and the pages of those that its words name (content/name_links.py).
 */

import { describe } from "./described.js";

/** The address of the page of a name, "" where it has none. */
export function pageOf(names, name) {
  const [start, key] = names.pages?.[name] ?? [];
  return key ? names.starts[start] + encodeURIComponent(key) : "";
}

/** A sentence as a list of texts and described links. */
export function describeLinks(names, text) {
  if (!names.pattern || !text) return [text ?? ""];
  const parts = [];
  let end = 0;
  for (const { 0: name, index } of text.matchAll(new RegExp(names.pattern, "g"))) {
    const link = describe("a", "board-link board-name", name, { href: pageOf(names, name) });
    parts.push(text.slice(end, index), link);
    end = index + name.length;
  }
  return [...parts, text.slice(end)].filter(Boolean);
}

/** It as a paragraph, where there is a text. */
export function describeLinkedParagraph(names, className, text) {
  return text && describe("p", className, describeLinks(names, text));
}

/** Another scope: what is not written anew leads to the same pages under it. */
export function readdress(root, names) {
  for (const link of root.querySelectorAll("a.board-name")) {
    link.href = pageOf(names, link.textContent);
  }
}
