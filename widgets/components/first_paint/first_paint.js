/**
 * Keeps a page out of sight, with a word in its place, until all of it stands where it will stay.
 *
 * The server puts this script with its word into the head of Streamlit's page; it runs before
 * anything is painted. Streamlit draws part by part, from the top: each part would push the others.
 */

(() => {
  const EVERY_MS = 50;
  const QUIET_LOOKS = 3; // equal ones after which the page is taken to stand
  const PATIENCE_MS = 15000; // then it is shown as it is
  const { documentElement: page, currentScript } = document;
  const until = performance.now() + PATIENCE_MS;
  let last = "";
  let equal = 0;

  /** Whether the server's script has run and every list and board stands in its place. */
  function isComplete() {
    if (document.querySelector(".wall, .page-notice")) return true;
    const root = document.querySelector("[data-test-script-state]");
    if (!root || root.dataset.testScriptState !== "notRunning") return false;
    if (!getComputedStyle(page).getPropertyValue("--frame")) return false; // its style sheet
    // in place of a list while Streamlit's script for lists is on its way
    if (document.querySelector("[data-testid=stSkeleton]")) return false;
    const files = document.querySelector(".st-key-take_menu"); // still as wide as the page
    if (files && !files.querySelector(".board.take")) return false;
    const boards = [...document.querySelectorAll('[class*="st-key-board_"]')];
    return boards.every((holder) => holder.querySelector(".board[data-up-to]"));
  }

  /** Where the page's main parts stand. */
  function places() {
    const parts = document.querySelectorAll(
      "[data-testid=stMain], [data-testid=stElementContainer], [data-testid=stSidebar], .board > *",
    );
    return [...parts]
      .map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      })
      .join(" ");
  }

  function look() {
    if (isComplete()) {
      const now = places();
      equal = now === last ? equal + 1 : 0;
      last = now;
    }
    if (equal >= QUIET_LOOKS || performance.now() > until) delete page.dataset.reading;
    else setTimeout(look, EVERY_MS);
  }

  page.dataset.reading = currentScript.dataset.word;
  if (/\/wall\/?$/.test(location.pathname)) page.dataset.wall = "";
  setTimeout(look, EVERY_MS);
})();
