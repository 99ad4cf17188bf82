/** How groups of tiles share a screen: the columns, and the rows of the grid (tile.css). */

// more columns than seven would be too narrow for a title
const COLUMNS = [4, 5, 6, 7];
const ROOMY_COLUMNS = 4;
const ROW = "minmax(var(--least), auto)";

const rowsOf = (count, columns) => Math.max(1, Math.ceil(count / columns));

/** Sections in order, each with the tiles that follow it. */
function groups(figures) {
  const sections = [];
  for (const { id, kind } of figures) {
    if (kind === "section") sections.push({ id, tiles: [] });
    else if (kind === "tile" && sections.length) sections.at(-1).tiles.push(id);
  }
  return sections;
}

/** How many columns each of `count` tiles takes: a last row that is not full is spread evenly. */
function spans(count, columns) {
  const left = count % columns;
  const full = Array(count - left).fill(1);
  const wider = columns % left;
  const last = Array.from(
    { length: left },
    (_, at) => Math.floor(columns / left) + (at < wider ? 1 : 0),
  );
  return full.concat(last);
}

/**
 * Tells the style sheet what it cannot count: the columns that need the fewest rows, the rows of
 * each group, the columns of each tile, and the grid's rows with headings beside or above their
 * groups. `part` gives the element of a section or tile by its kind and id.
 */
export function arrange(root, figures, part) {
  const tiled = figures.some(({ kind }) => kind === "tile");
  root.classList.toggle("board-tiled", tiled);
  if (!tiled) return;
  const sections = groups(figures);
  const needed = (columns) => sections.map(({ tiles }) => rowsOf(tiles.length, columns));
  const total = (columns) => needed(columns).reduce((sum, rows) => sum + rows, 0);
  const columns = COLUMNS.reduce((best, next) => (total(next) < total(best) ? next : best));
  const rows = needed(columns);
  const set = (name, value) => root.style.setProperty(name, value);
  sections.forEach(({ id, tiles }, at) => {
    part("section", id).style.setProperty("--board-rows", rows[at]);
    spans(tiles.length, columns).forEach((span, place) => {
      part("tile", tiles[place]).style.setProperty("--board-tile-span", span);
    });
  });
  root.classList.toggle("board-dense", total(columns) > ROOMY_COLUMNS);
  set("--board-columns", columns);
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
