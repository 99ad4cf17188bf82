/**
 * The picture a reader takes away. It leaves the dashboard, so it must carry what the card says
 * around the chart: title, takeaway, stamps, note and source. Words are set on a canvas around
 * Plotly's drawing rather than as Plotly annotations: Chinese sentences wrap by measured width and
 * can never run into tick labels, whose depth only Plotly knows.
 */

import { save } from "../downloads/download.js";

const PICTURE_SCALE = 2;
const EDGE_PX = 24;
const STYLES = {
  title: { size: 18, weight: 600, line: 26, colour: "text" },
  stamp: { size: 14, weight: 600, line: 22, colour: "text" },
  takeaway: { size: 14, weight: 400, line: 22, colour: "text" },
  small: { size: 12, weight: 400, line: 18, colour: "muted" },
};
// one Chinese character with the punctuation that must not begin a line, or one Latin word
const PIECES = /[\u3400-\u9fff][，。；：、！？）》」”]*|[^\s\u3400-\u9fff]+\s*|\s+/gu;

function font({ size, weight }, theme) {
  return `${weight} ${size}px ${theme.font}`;
}

/** `text` in lines no wider than `width`. */
function wrap(pen, text, width) {
  const lines = [""];
  for (const piece of text.match(PIECES) ?? []) {
    const longer = lines.at(-1) + piece;
    if (lines.at(-1) && pen.measureText(longer.trimEnd()).width > width) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Lines of words with their style: [{text, style}]. */
function set(pen, blocks, width, theme) {
  return blocks.flatMap(([text, name]) => {
    if (!text) return [];
    pen.font = font(STYLES[name], theme);
    return wrap(pen, text, width).map((line) => ({ text: line, style: STYLES[name] }));
  });
}

function depth(lines) {
  return lines.reduce((sum, { style }) => sum + style.line, 0);
}

function write(pen, lines, top, theme) {
  let y = top;
  for (const { text, style } of lines) {
    pen.font = font(style, theme);
    pen.fillStyle = theme.tokens[style.colour];
    pen.fillText(text, EDGE_PX, y + style.line / 2);
    y += style.line;
  }
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the drawing could not be read back"));
    image.src = address;
  });
}

/** Canvas with the figure's words around `drawing`, which measures `width` × `height`. */
export function compose(drawing, figure, theme, width, height) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const stamps = figure.stamps.map((text) => `【${text}】`).join("");
  const head = [
    [figure.title, "title"],
    [stamps, "stamp"],
    [figure.takeaway, "takeaway"],
  ];
  const foot = [
    [figure.note, "small"],
    [figure.source, "small"],
  ];
  const above = set(pen, head, width, theme);
  const below = set(pen, foot, width, theme);
  const top = EDGE_PX + depth(above) + 8;
  const end = top + height + 8;
  canvas.width = (width + 2 * EDGE_PX) * PICTURE_SCALE;
  canvas.height = (end + depth(below) + EDGE_PX) * PICTURE_SCALE;
  pen.scale(PICTURE_SCALE, PICTURE_SCALE); // sizing a canvas resets its pen, so scale only now
  pen.textBaseline = "middle";
  pen.fillStyle = theme.tokens.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  write(pen, above, EDGE_PX, theme);
  pen.drawImage(drawing, EDGE_PX, top, width, height);
  write(pen, below, end, theme);
  return canvas;
}

/** Draws `ready` (see figure.js) on a detached copy and hands it to the reader as a PNG file. */
export async function download(Plotly, figure, ready, theme) {
  const { width, height } = ready.layout;
  const address = await Plotly.toImage(ready, {
    format: "png",
    width,
    height,
    scale: PICTURE_SCALE,
  });
  const canvas = compose(await loaded(address), figure, theme, width, height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  save(blob, `${figure.title.replace(/[\\/:*?"<>|\s]+/g, "_")}.png`);
}
