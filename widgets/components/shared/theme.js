/**
 * Colours. A figure names them by token ("@text", "@grid" ...), so that one payload serves the
 * light desk and the dark wall; this module reads Streamlit's theme variables and
 * resolves them; the tones of statuses are the catalogue's.
 */

import { TONES } from "./inks.js";

/** Keys that hold colours (theme.py: holds_colour); elsewhere "@text" is a name like any. */
const COLOURS = /color(s|scale)?$/;

/** Trace keys whose arrays hold data and no colour: they are shared, not copied. */
const DATA_KEYS = new Set([
  "x",
  "y",
  "z",
  "text",
  "hovertext",
  "customdata",
  "ids",
  "labels",
  "values",
  "name",
  "meta",
]);

const pen = document.createElement("canvas").getContext("2d");

/** "#rrggbb" or "rgba(r, g, b, a)" of any CSS colour; `fallback` where the browser knows it not. */
function plain(colour, fallback) {
  pen.fillStyle = fallback;
  pen.fillStyle = colour || fallback;
  return pen.fillStyle;
}

/** The three channels of a plain colour. */
function channels(colour) {
  if (colour.startsWith("#")) {
    return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  }
  return colour
    .match(/[\d.]+/g)
    .slice(0, 3)
    .map(Number);
}

/** How light a plain colour is, roughly: enough to tell a dark page. */
export function luminance(colour) {
  return channels(colour).reduce((sum, value) => sum + value, 0);
}

/** `share` of the first colour over the second; opaque, so that it holds in an exported picture. */
function mix(over, under, share) {
  const below = channels(under);
  const mixed = channels(over).map((value, i) => value * share + below[i] * (1 - share));
  return `rgb(${mixed.map(Math.round).join(", ")})`;
}

/**
 * The theme in force at `element`: its tokens, the page's font, and a signature that changes when
 * any of them does.
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => plain(style.getPropertyValue(`--st-${name}`).trim(), fallback);
  const text = read("text-color", "#31333f");
  // Streamlit's colour of panels is what cards are made of; its background is the page behind them
  const surface = read("secondary-background-color", "#ffffff");
  const tokens = {
    text,
    surface,
    page: read("background-color", "#f6f8fa"),
    accent: read("primary-color", "#1c6dd0"),
    line: read("border-color", mix(text, surface, 0.2)),
    // 0.72 keeps small text above a contrast of 4.5:1 in Streamlit's light and dark themes
    muted: mix(text, surface, 0.72),
    grid: mix(text, surface, 0.1),
    nodata: mix(text, surface, 0.14),
    none: "rgba(0, 0, 0, 0)",
  };
  const font = style.fontFamily;
  const dark = luminance(surface) < luminance(text);
  Object.assign(tokens, TONES[dark ? "dark" : "light"]);
  return { tokens, font, dark, signature: JSON.stringify([tokens, font]) };
}

/**
 * A copy of `value` with every colour token replaced; data arrays are shared, not copied.
 * `isColour`: it is the value of a key that holds colours.
 */
export function paint(value, tokens, isColour = false) {
  if (typeof value === "string") {
    if (!isColour) return value;
    return tokens[value[0] === "@" ? value.slice(1) : value] ?? value;
  }
  if (Array.isArray(value)) return value.map((item) => paint(item, tokens, isColour));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      DATA_KEYS.has(key) ? item : paint(item, tokens, COLOURS.test(key)),
    ]),
  );
}
