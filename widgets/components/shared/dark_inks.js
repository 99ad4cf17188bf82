/**
 * The charts' colours on a dark page: ramps of matrices and the map begin near the ground, so that
 * nothing glares, and lines stand off from it. The server writes them from data/catalog/colours.toml
 * (server/assets.py).
 */

import { DARK_INKS, NUMBER_INKS } from "./inks.js";
import { luminance } from "./theme.js";

const PALE_FROM = 400; // sum of the channels from which on a fill needs dark numbers

/** Names on a map have a shadow in the colour of their province: text, in which no key says so. */
function darkenNote(note) {
  const { shadow = "none" } = note.font;
  const dark = Object.entries(DARK_INKS).reduce(
    (text, [light, deep]) => text.split(light).join(deep),
    shadow,
  );
  return { ...note, font: { ...note.font, shadow: dark } };
}

/** Colours of the theme and of a dark page, by what stands for them in a figure. */
export function darken(tokens) {
  return { ...tokens, ...DARK_INKS };
}

/** The names on a map, which stand on its fills. */
export function darkenNotes(layout) {
  if (!layout.annotations) return layout;
  const onFill = (note) => note.name?.startsWith("labels/");
  return {
    ...layout,
    annotations: layout.annotations.map((note) => (onFill(note) ? darkenNote(note) : note)),
  };
}

/** Numbers inside bars, dark or light by their fill: the grey that Plotly takes is dim on it. */
export function darkenNumbers(trace) {
  const fill = DARK_INKS[trace.marker?.color];
  if (trace.type !== "bar" || !fill) return trace;
  const color = luminance(fill) > PALE_FROM ? NUMBER_INKS.onPale : NUMBER_INKS.onDeep;
  return { ...trace, insidetextfont: { ...trace.textfont, color } };
}
