/**
 * The charts' colours on a dark page: ramps of matrices and the map begin near the ground, so that
 * nothing glares, and lines stand off from it. The colours are those of the dark wall
 * (charts/wall_style.py; a test holds them).
 */

const INKS = {
  "#3572b0": "#5d9fe0",
  "#e08a2c": "#eea24a",
  "#2e9abb": "#6fd8ee",
  "#8f3d5f": "#d97a9f",
  "#7d6bb8": "#a99be6",
  "#8d99a8": "#a9b5c3",
  "#c8553d": "#f08a73",
  "#e3eef7": "#1b3a5e",
  "#b9d5ea": "#2a578c",
  "#7fb2d6": "#3a78b8",
  "#3f86bb": "#62a3e0",
  "#1d5a92": "#a9d4fb",
  "#f3d9cf": "#6b3a30",
  "#e9d3a2": "#6b5326",
  "#f4f2ec": "#33394a",
  "#a9cfe0": "#1f5570",
  "#4a93b5": "#4aa3c4",
  "#cfe8e8": "#174a58",
  "#97d0d4": "#1f6270",
  "#57adc0": "#247786",
  "#277aa2": "#56b0bd",
  "#20588f": "#90d3da",
};
// what is written on a fill: light on the dark ones, dark on the light ones
const ON_FILL = { "#10243a": "#eef4fb", "#ffffff": "#0a1526" };

function darkenNote(note) {
  const { color, shadow = "none" } = note.font;
  const dark = Object.entries(INKS).reduce(
    (text, [light, deep]) => text.split(light).join(deep),
    shadow,
  );
  return { ...note, font: { ...note.font, color: ON_FILL[color] ?? color, shadow: dark } };
}

/** Colours of the theme and of a dark page, by what stands for them in a figure. */
export function darken(tokens) {
  return { ...tokens, ...INKS };
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
