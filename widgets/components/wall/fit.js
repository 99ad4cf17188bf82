/** A figure fitted to the box it gets on this wall: key, heads, rows and the labels of line ends. */

const LETTER_PX = 12; // px of the smallest letter, before it is magnified (charts/wall_style.py: MIN_LETTER_PX)
const ROW_PX = 20; // px a bar with its name needs
const KEY_PX = 52; // px of an entry of a key beside its words
const KEY_ROW_PX = 19; // px of one row of a key

const wide = (text) =>
  [...text].reduce((sum, sign) => sum + (sign > "⺀" ? 1 : 0.6), 0) * LETTER_PX;

function rewrapped(text, length) {
  return text
    .replaceAll("<br>", "")
    .match(new RegExp(`.{1,${length}}`, "gu"))
    .join("<br>");
}

/** Heads over narrow cells get shorter lines. */
function headed(trace, width) {
  if (trace.type !== "heatmap") return trace;
  const room = Math.floor((width - 90) / trace.x.length / LETTER_PX);
  return room >= 4
    ? trace
    : { ...trace, x: trace.x.map((head) => rewrapped(head, Math.max(2, room - 1))) };
}

/** Rows that the key above a drawing takes, from its words. */
function keyRows({ data, layout }, width) {
  if (!layout.showlegend) return 1;
  const entries = data.filter((trace) => trace.name && trace.showlegend !== false);
  const most = Math.max(0, ...entries.map(({ name }) => wide(name) + KEY_PX));
  return Math.ceil(entries.length / Math.max(1, Math.floor(width / most)));
}

/** What the box changes of a card's figure: `cut` rankings show as many rows as find room. */
export function fitted(card, { width, height }, tall) {
  const layout = { ...card.layout };
  const data = card.data.map((trace) => headed(trace, width));
  const rows = keyRows(card, width);
  if (card.geometry) {
    const below = { orientation: "h", y: -0.02, yanchor: "top", entrywidth: 4 * LETTER_PX };
    if (tall) layout.legend = { ...layout.legend, ...below };
  } else if (rows > 1) {
    layout.margin = { ...layout.margin, t: layout.margin.t + KEY_ROW_PX * (rows - 1) };
  }
  if (card.cut) {
    const held = Math.min(data[0].y.length, Math.floor((height - 12) / ROW_PX));
    layout.yaxis = { ...layout.yaxis, autorange: false, range: [held - 0.5, -0.5] };
  }
  return { ...card, data, layout, aspect: 0 };
}

/**
 * Moves apart the labels at the ends of lines, which know nothing of the height they get; from the
 * lowest upwards, and back down where the highest would leave the drawing.
 */
export function spread(Plotly, plot, scale) {
  const notes = plot.layout.annotations ?? [];
  const nodes = [...plot.querySelectorAll(".annotation")];
  const top = plot.getBoundingClientRect().top;
  const ends = notes.flatMap((note, at) => {
    if (note.xanchor !== "left" || note.yref === "paper") return [];
    const box = nodes.find((node) => Number(node.dataset.index) === at)?.getBoundingClientRect();
    if (!box) return [];
    const half = box.height / scale / 2;
    return [{ at, half, place: (box.top - top) / scale + half + (note.yshift ?? 0) }];
  });
  const from = ends.map(({ place }) => place);
  const order = [...ends].sort((one, other) => other.place - one.place);
  for (let i = 1; i < order.length; i++) {
    const most = order[i - 1].place - order[i - 1].half - order[i].half;
    order[i].place = Math.min(order[i].place, most);
  }
  for (let i = order.length - 1, edge = 0; i >= 0; i--) {
    order[i].place = Math.max(order[i].place, edge + order[i].half);
    edge = order[i].place + order[i].half;
  }
  const moved = ends.map(({ at, place }, i) => [`annotations[${at}].yshift`, from[i] - place]);
  return moved.length > 1 ? Plotly.relayout(plot, Object.fromEntries(moved)) : null;
}
