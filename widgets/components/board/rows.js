/** How groups of tiles share a screen: the columns, and the rows of the grid (tile.css). */

// more columns than seven would be too narrow for a title
const COLUMNS = [4, 5, 6, 7];
const ROOMY_COLUMNS = 4;
const ROW = "minmax(var(--least), auto)";

const rowsOf = (count, columns) => Math.max(1, Math.ceil(count / columns));

/** Sections in order, each with the number of tiles that follow it. */
function groups(figures) {
  const found = [];
  for (const { id, kind } of figures) {
    if (kind === "section") found.push({ id, count: 0 });
    else if (kind === "tile" && found.length) found.at(-1).count += 1;
  }
  return found;
}

/**
 * Tells the style sheet what it cannot count: the columns that need the fewest rows, the rows of
 * each group, and the grid's rows with headings beside or above their groups. `section` gives the
 * element of a section by its id.
 */
export function arrange(root, figures, section) {
  const tiled = figures.some(({ kind }) => kind === "tile");
  root.classList.toggle("board-tiled", tiled);
  if (!tiled) return;
  const found = groups(figures);
  const needed = (columns) => found.map(({ count }) => rowsOf(count, columns));
  const total = (columns) => needed(columns).reduce((sum, rows) => sum + rows, 0);
  const columns = COLUMNS.reduce((best, next) => (total(next) < total(best) ? next : best));
  const rows = needed(columns);
  const set = (name, value) => root.style.setProperty(name, value);
  found.forEach(({ id }, at) => {
    section(id).style.setProperty("--board-rows", rows[at]);
  });
  root.classList.toggle("board-dense", total(columns) > ROOMY_COLUMNS);
  set("--board-columns", columns);
  set("--board-total", total(columns));
  set("--board-groups", found.length);
  set("--board-beside", rows.map((count) => `repeat(${count}, ${ROW})`).join(" "));
  set("--board-above", rows.map((count) => `max-content repeat(${count}, ${ROW})`).join(" "));
}

/** Marks all that holds a board of tiles: it takes the height of the screen, and they pass it on. */
export function fillScreen() {
  const holders = new Set();
  for (const board of document.querySelectorAll("[data-testid=stMain] .board-tiled")) {
    for (let at = board; at.dataset.testid !== "stMain"; at = at.parentElement) holders.add(at);
  }
  for (const node of document.querySelectorAll("[data-fills-screen]")) {
    if (!holders.delete(node)) delete node.dataset.fillsScreen;
  }
  for (const node of holders) node.dataset.fillsScreen = "";
}
