/**
 * The page's turn to paper and back. Engines lay out the sheets right after `beforeprint`: what is
 * to be drawn anew must be there by then, and only then is it known that there will be a printer,
 * not which paper. So the page takes its printed form on the screen, in the width of an upright A4;
 * on larger paper drawings grow with their cards (print.css).
 */

const turns = new Set();

/**
 * Marks the lists of which no row and no column is out of sight (print.css tells of the others) and
 * notes the size of each: they are drawings, which the sheet makes smaller as they are.
 */
function markLists() {
  for (const list of document.querySelectorAll("[data-testid=stDataFrame]")) {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } =
      list.querySelector(".dvn-scroller") ?? list;
    const whole = scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1;
    list.toggleAttribute("data-whole", whole);
    list.style.setProperty("--list-width", `${clientWidth}px`);
    list.style.setProperty("--list-ratio", `${clientWidth} / ${clientHeight}`);
  }
}

const CONTROLS = ["stTextInput", "stSelectbox", "stMultiSelect"];

/** Marks the controls in which nothing is written or chosen: they only ask for it. */
function markEmptyControls() {
  for (const control of document.querySelectorAll(
    CONTROLS.map((name) => `[data-testid=${name}]`).join(),
  )) {
    const written = [...control.querySelectorAll("input")].some((input) => input.value);
    control.toggleAttribute("data-empty", !written && !control.querySelector("[data-tag]"));
  }
}

/** Marks a dark page, whose lists are drawn in light ink. */
function markDarkness() {
  const page = document.querySelector("[data-testid=stApp]");
  const dark = page && getComputedStyle(page).colorScheme === "dark";
  document.documentElement.toggleAttribute("data-dark", Boolean(dark));
}

function turn(onPaper) {
  if (onPaper) for (const mark of [markLists, markEmptyControls, markDarkness]) mark();
  const sheet = document.querySelector("link[href$='/shared/print.css']");
  sheet.media = onPaper ? "all" : "print";
  for (const follow of turns) follow(onPaper);
}

addEventListener("beforeprint", () => turn(true));
addEventListener("afterprint", () => turn(false));

/** Calls `follow(onPaper)` at each turn; returns how to leave off. */
export function followPaper(follow) {
  turns.add(follow);
  return () => turns.delete(follow);
}
