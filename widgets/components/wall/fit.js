/** A figure fitted to the box it gets on this wall: key, heads, rows and the labels of line ends. */

const LETTER_PX = 12; // px of the smallest letter, before it is magnified (charts/wall_style.py: MIN_LETTER_PX)
const ROW_PX = 20; // px a bar with its name needs
const KEY_PX = 52; // px of an entry of a key beside its words
const KEY_ROW_PX = 19; // px of one row of a key
const KEY_ENTRY_PX = 38; // px of the words of an entry of the map's key
const KEY_BOX_PX = 40; // px of the square before them and the gap behind them
const KEY_TITLE_PX = 40; // px of the words before the map's key
const MAP_EDGE_PX = 4; // px around the map (charts/map/frame.py)
const MAX_INSET = 0.5; // of the map's height: beside it there is nothing but sea
const TAIWAN_PX = 6; // px east of its point at which the name 台湾 ends
const TICK_PX = 20; // px a number along an axis needs, one below the other

const wide = (text) =>
  [...text].reduce((sum, sign) => sum + (sign > "⺀" ? 1 : 0.6), 0) * LETTER_PX;

function rewrapped(text, length) {
  return text
    .replaceAll("<br>", "")
    .match(new RegExp(`.{1,${length}}`, "gu"))
    .join("<br>");
}

/**
 * Heads over narrow cells get shorter lines; those of words with blanks between them, which no
 * reader puts together again from letters, stand upright in two lines.
 */
function headed({ data, layout }, width) {
  const [cells] = data;
  if (cells?.type !== "heatmap") return { data, layout };
  const room = Math.floor((width - 90) / cells.x.length / LETTER_PX);
  if (room >= 4) return { data, layout };
  const upright = cells.x.some((head) => head.replaceAll("<br>", " ").includes(" "));
  const line = (head) => (upright ? halved(head) : rewrapped(head, Math.max(2, room - 1)));
  const lined = { ...cells, x: cells.x.map(line) };
  if (!upright) return { data: [lined, ...data.slice(1)], layout };
  const textfont = { ...cells.textfont, size: LETTER_PX }; // the heads leave low cells
  return {
    data: [{ ...lined, textfont }, ...data.slice(1)],
    layout: { ...layout, xaxis: { ...layout.xaxis, tickangle: -90, automargin: true } },
  };
}

/** Words in two lines of about one length. */
function halved(text) {
  const words = text.replaceAll("<br>", " ").split(" ");
  const before = words.map((_, at) => words.slice(0, at).join(" ").length);
  const middle = before.findIndex((length) => length >= before.at(-1) / 2);
  return `${words.slice(0, middle).join(" ")}<br>${words.slice(middle).join(" ")}`;
}

/** Rows that the key above a drawing takes, from its words. */
function keyRows({ data, layout }, width) {
  if (!layout.showlegend) return 1;
  const entries = data.filter((trace) => trace.name && trace.showlegend !== false);
  const most = Math.max(0, ...entries.map(({ name }) => wide(name) + KEY_PX));
  return Math.ceil(entries.length / Math.max(1, Math.floor(width / most)));
}

/**
 * How many rows of a ranking to draw: as many as find room, but of rows that are equal all or none;
 * `tied` where the very first ones are equal and too many for that.
 */
export function heldRows(values, height) {
  const room = Math.max(1, Math.floor((height - 12) / ROW_PX));
  if (room >= values.length) return { rows: values.length, word: "whole" };
  let rows = room;
  while (rows && values[rows - 1] === values[rows]) rows -= 1;
  return rows ? { rows, word: "part" } : { rows: room, word: "tied" };
}

const span = ({ range }) => range[1] - range[0];

/** A name in two lines. */
function broken(text) {
  if (text.includes(" ")) return text.replace(" ", "<br>");
  return rewrapped(text, Math.ceil(text.length / 2));
}

/** 台湾 is written west of its dashes, which lie closer to it than half of its name is wide. */
function westward(note) {
  if (note.name !== "labels/710000") return note;
  return { ...note, xanchor: "right", xshift: TAIWAN_PX };
}

/**
 * The map on an upright screen: its key below, the land pushed to the left, and the inset as large
 * as the sea beside it lets it be, so that its name finds room in it.
 */
function upright({ data, layout }, width, height) {
  const { xaxis, yaxis, xaxis2, yaxis2, legend } = layout;
  const entries = data.filter(({ type, name }) => type === "bar" && name).length;
  const perRow = Math.max(1, Math.floor((width - KEY_TITLE_PX) / (KEY_ENTRY_PX + KEY_BOX_PX)));
  const across = width - 2 * MAP_EDGE_PX;
  const down = height - 2 * MAP_EDGE_PX - KEY_ROW_PX * (Math.ceil(entries / perRow) + 0.5);
  const land = Math.min(across, (down * span(xaxis)) / span(yaxis)); // px, as wide as it is drawn
  const sea = 1 - (xaxis2.domain[0] * land) / across; // a part of the width, free of any land
  const ratio = span(xaxis2) / span(yaxis2);
  const rise = Math.min(MAX_INSET, (sea * across) / ratio / down);
  const inset = Math.min(sea * across, rise * down * ratio);
  const narrow = (trace) => trace.mode === "text" && wide(trace.text) + 2 * MAP_EDGE_PX > inset;
  const range = [xaxis.range[0], xaxis.range[0] + (span(xaxis) * across) / land];
  return {
    data: data.map((trace) => (narrow(trace) ? { ...trace, text: broken(trace.text) } : trace)),
    layout: {
      ...layout,
      xaxis: { ...xaxis, range, constraintoward: "left" },
      xaxis2: { ...xaxis2, domain: [1 - sea, 1] },
      yaxis2: { ...yaxis2, domain: [0, rise] },
      legend: { ...legend, orientation: "h", y: -0.02, yanchor: "top", entrywidth: KEY_ENTRY_PX },
      annotations: layout.annotations.map(westward),
    },
  };
}

/** Of the numbers along the axis every second or third where a low box has no room for all. */
function thinned({ data, layout }, height) {
  const { tickvals, ticktext } = layout.yaxis ?? {};
  if (!ticktext || data.some(({ type }) => type !== "scatter")) return layout;
  const room = Math.floor((height - layout.margin.t - layout.margin.b) / TICK_PX);
  const step = Math.ceil(tickvals.length / Math.max(2, room));
  const kept = (list) => list.filter((_, at) => at % step === 0);
  const yaxis = { ...layout.yaxis, tickvals: kept(tickvals), ticktext: kept(ticktext) };
  return { ...layout, yaxis };
}

/** What the box changes of a card's figure: `cut` rankings show as many rows as find room. */
export function fitted(card, { width, height }, tall) {
  const { data, layout: headedLayout } = headed(card, width);
  const layout = { ...thinned({ data, layout: headedLayout }, height) };
  const rows = keyRows(card, width);
  if (card.geometry && tall) return { ...card, ...upright(card, width, height), aspect: 0 };
  if (!card.geometry && rows > 1) {
    layout.margin = { ...layout.margin, t: layout.margin.t + KEY_ROW_PX * (rows - 1) };
  }
  if (card.cut) {
    const held = heldRows(data[0].x, height).rows;
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
