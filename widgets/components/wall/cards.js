/** Cards of the wall that are words and numbers; each function returns the nodes of its card. */

import { element, paragraph } from "../shared/dom.js";
import { sign } from "../shared/sign.js";

// more rows than these leave no line to spare for a label in English (cards.css)
const ROOMY_ROWS = 6;

function group(tag, className, ...nodes) {
  const node = element(tag, className);
  node.append(...nodes);
  return node;
}

function status(judged) {
  const node = group("p", "wall-status", sign(judged), element("span", "", judged.status));
  node.dataset.tone = judged.tone;
  return node;
}

/** A judgement large enough for five metres, and below it what it was held against. */
function verdict(judged) {
  const words = group(
    "div",
    "wall-verdict-words",
    element("p", "wall-verdict-status", judged.status),
    element("p", "wall-verdict-against", judged.against),
  );
  const node = group("div", "wall-verdict", sign(judged), words);
  node.dataset.tone = judged.tone;
  return node;
}

function value({ value: number, unit }) {
  if (!number) return [];
  const node = element("p", "wall-value", number);
  if (unit) node.append(element("span", "wall-unit", unit));
  return [node];
}

/** Where a clause is going: the word, by what and up to which year that was judged. */
function way({ direction, toward }, year) {
  const word = element("p", "wall-way", direction.word);
  word.dataset.tone = direction.tone;
  const judged = [toward, year].filter(Boolean).join(" ");
  if (judged) word.append(element("span", "wall-way-by", judged));
  return word;
}

/** `year`: said of the whole group, so that no line repeats it. */
function row(clause, year) {
  const node = group(
    "li",
    "wall-row",
    sign(clause.direction),
    element("span", "wall-row-title", clause.title),
    way(clause, year ? "" : clause.direction.year),
    ...value(clause),
    ...paragraph("wall-row-label", clause.label),
    ...paragraph("wall-row-fact", clause.fact),
  );
  if (clause.compared) {
    const words = element("span", "", clause.assessed || clause.status);
    const state = group("p", "wall-row-status", sign(clause), words);
    state.dataset.tone = clause.tone;
    node.append(state);
  }
  node.classList.toggle("wall-by", Boolean(node.querySelector(".wall-way-by")));
  node.classList.toggle("wall-told", Boolean(clause.fact));
  node.classList.toggle("wall-compared", clause.compared);
  node.dataset.clause = clause.id;
  if (clause.assessed) node.dataset.assessed = "";
  return node;
}

function key(state) {
  const node = group("li", "wall-key", sign(state), element("span", "", state.status));
  node.append(element("strong", "", String(state.count)));
  node.dataset.tone = state.tone;
  return node;
}

/** Every clause of some groups in one line each, under the keys that count directions and states. */
export function ledger({ groups, tallies }) {
  const keys = tallies.map(({ title, items }) =>
    group("ul", "wall-keys", element("li", "wall-key-title", title), ...items.map(key)),
  );
  const columns = groups.map(({ title, year, rows }) => {
    const list = group("ul", "wall-rows", ...rows.map((clause) => row(clause, year)));
    list.classList.toggle("wall-rows-many", rows.length > ROOMY_ROWS);
    const head = element("h3", "wall-title", title);
    head.append(element("span", "wall-group-year", year));
    const node = group("div", "wall-group", head, list);
    node.style.setProperty("--rows", rows.length);
    return node;
  });
  const body = group("div", "wall-groups", ...columns);
  body.style.setProperty("--groups", columns.length);
  return [...keys, body];
}

/** A clause with its exact words, number, state and further indicators. */
export function clause(card) {
  const told = card.end ?? card; // the values of the year's end, where the clause's year is over
  const others = told.others.map((other) => {
    const number = element("span", "wall-other-value", other.value);
    return group("li", "wall-other", element("span", "", other.name), number);
  });
  const title = element("h3", "wall-title", card.title);
  const more = element("span", "wall-more");
  more.dataset.words = card.more;
  title.append(more);
  // a published assessment stands above what a reference of our own says
  const own = card.closing && !card.assessment ? verdict(card.closing) : status(card);
  own.classList.add("wall-own");
  const going = card.direction.word !== card.status; // "no indicator" is said once
  return [
    title,
    element("p", "wall-quote", card.quote),
    own,
    ...paragraph("wall-assessment", card.assessment),
    ...(card.closing && card.assessment ? [status(card.closing)] : []),
    ...(going
      ? [group("div", "wall-going", sign(card.direction), way(card, card.direction.year))]
      : []),
    group("div", "wall-figure", ...value(told), ...paragraph("wall-label", told.label)),
    ...paragraph("wall-facts", told.facts.join("　")),
    ...paragraph("wall-missing", card.missing),
    group("ul", "wall-others", ...others),
  ];
}

/** Large numbers side by side, each with what it means. */
export function numbers({ items }) {
  return items.map((item) =>
    group(
      "div",
      "wall-number",
      ...paragraph("wall-label", item.label || item.title),
      ...value(item),
      ...paragraph("wall-missing", item.value ? "" : item.missing),
      ...paragraph("wall-facts", item.facts.join("　")),
    ),
  );
}

/** Short lists, each with the sentence that stands where there is nothing. */
export function lists({ lists: given }) {
  return given.map(({ title, rows, none }) => {
    const lines = rows.map(({ name, value: told }) =>
      group("li", "wall-line", element("span", "", name), element("strong", "", told)),
    );
    const body = lines.length
      ? [group("ul", "wall-lines", ...lines)]
      : paragraph("wall-empty", none);
    return group("div", "wall-list", element("h3", "wall-title", title), ...body);
  });
}
