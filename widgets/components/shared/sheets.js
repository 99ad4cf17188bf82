/** Our style sheets in the page: each once, however many of our parts want it. */

const wanted = new Map();

/** Resolves once the sheet is read; one that could not be had is asked for again next time. */
export function addSheet(href) {
  if (!wanted.has(href)) {
    const reading = new Promise((resolve, reject) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      link.onload = resolve;
      link.onerror = () => {
        wanted.delete(href);
        link.remove();
        reject(new Error(`cannot load ${href}`));
      };
      document.head.append(link);
    });
    wanted.set(href, reading);
  }
  return wanted.get(href);
}

/** The board's sheet, whose tables and buttons other parts of a page have too. */
export function addBoardSheet() {
  return addSheet(new URL("../board/board.css", import.meta.url).href);
}
