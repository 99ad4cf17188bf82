/** The numbers behind a chart as a real table: for readers, keyboards and screen readers. */

import { element } from "../shared/dom.js";
import { hrefOf } from "../shared/links.js";

const NUMERIC = /^[-+−]?[\d,]+(\.\d+)?\s?%?$/;

function isNumber(cell) {
  return typeof cell === "number" || (typeof cell === "string" && NUMERIC.test(cell));
}

/** Numbers as computed, without binary dust such as 0.30000000000000004; no grouping, for years. */
function written(cell) {
  return typeof cell === "number" ? String(Number(cell.toPrecision(12))) : String(cell);
}

/** Missing is not zero and not blank; Python may have put it in words already. */
function isMissing(cell, words) {
  return cell === null || cell === undefined || cell === words.missing;
}

/** Whether all that a column holds are numbers: then heading and gaps stand right as well. */
function isNumeric(cells, words) {
  const held = cells.filter((cell) => !isMissing(cell, words));
  return held.length > 0 && held.every(isNumber);
}

function bodyCell(cell, right, words) {
  if (isMissing(cell, words)) {
    return element("td", right ? "board-number board-missing" : "board-missing", words.missing);
  }
  return element("td", right ? "board-number" : "", written(cell));
}

function headCell(content, right, scope) {
  const node = element("th", right ? "board-number" : "");
  node.append(...content);
  node.scope = scope;
  return node;
}

/** The name of a row, a link where it has a page of its own. */
function nameCell(text, href) {
  if (!href) return headCell([text], false, "row");
  const link = element("a", "board-link", text);
  link.href = href;
  return headCell([link], false, "row");
}

function row(cells) {
  const node = document.createElement("tr");
  node.append(...cells);
  return node;
}

/** The figure's table element; its first column names the rows. */
export function buildTable(figure, board) {
  const { words } = board;
  const { columns, rows } = figure.table;
  const right = columns.map(
    (_, at) =>
      at > 0 &&
      isNumeric(
        rows.map((row) => row[at]),
        words,
      ),
  );
  const table = document.createElement("table");
  const head = document.createElement("thead");
  const body = document.createElement("tbody");
  head.append(row(columns.map((text, at) => headCell(board.linked(text), right[at], "col"))));
  const { link, keys } = figure;
  const lines = rows.map(([name, ...cells], at) =>
    row([
      nameCell(written(name), hrefOf(link, keys?.[at])),
      ...cells.map((cell, at) => bodyCell(cell, right[at + 1], words)),
    ]),
  );
  body.append(...lines);
  table.append(element("caption", "board-spoken", figure.title), head, body);
  return table;
}
