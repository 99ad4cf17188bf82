/** From a figure of the payload to what Plotly is handed: geometry, theme, configuration. */

import { darken, darkenNotes, darkenNumbers } from "./dark_inks.js";
import { nameLabels } from "./links.js";
import { paint } from "./theme.js";

let library = null;
const geometries = new Map();

/** Plotly, loaded once from our own server, never from outside. */
export function loadPlotly(url) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(url, document.baseURI);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      // a later payload may ask again: the server may only have been restarting
      library = null;
      script.remove();
      reject(new Error(`cannot load ${script.src}`));
    };
    document.head.append(script);
  });
  return library;
}

/** The JSON behind a geometry address, fetched once however many cards draw from it. */
function loadGeometry(url) {
  if (!geometries.has(url)) {
    const answer = fetch(new URL(url, document.baseURI)).then((response) => {
      if (!response.ok) throw new Error(`${response.status} for ${url}`);
      return response.json();
    });
    answer.catch(() => geometries.delete(url)); // as above: ask again next time
    geometries.set(url, answer);
  }
  return geometries.get(url);
}

const repeated = new WeakMap();
const still = new Map();

/** One key for every point of a shape; the same array each time, so that Plotly sees no change. */
function repeat(shape, key) {
  if (!repeated.has(shape))
    repeated.set(
      shape,
      shape.x.map(() => key),
    );
  return repeated.get(shape);
}

/**
 * The same object for equal short arrays and notes: Plotly tells by identity what is new, and draws
 * all traces again where one array or one meta is.
 */
function kept(values) {
  const text = JSON.stringify(values);
  if (!still.has(text)) still.set(text, values);
  return still.get(text);
}

/** Those of the named parts that a trace has, each the same object as before where it is equal. */
function keptParts(trace, names) {
  const own = names.filter((name) => trace[name]);
  return Object.fromEntries(own.map((name) => [name, kept(trace[name])]));
}

function shapeAt(path, geometry) {
  const shape = path.reduce((level, step) => level?.[step], geometry);
  if (!shape) throw new Error(`no geometry at ${path.join("/")}`);
  return shape;
}

/**
 * The trace with x and y taken from the geometry at the path it names; a single customdata entry
 * (the province's code) stands for every point. Traces beside them keep their arrays.
 */
function placed(trace, geometry) {
  if (!geometry) return trace;
  const path = trace.meta?.geometry;
  if (!path) return { ...trace, ...keptParts(trace, ["x", "y", "customdata", "hovertext"]) };
  const shape = shapeAt(path, geometry);
  const { x, y } = shape;
  const { customdata } = trace;
  const keys = customdata?.length === 1 ? { customdata: repeat(shape, customdata[0]) } : {};
  return { ...trace, x, y, ...keys, meta: kept(trace.meta) };
}

/** The layout with each annotation put at the point of the geometry that its name is the path of. */
function noted(layout, geometry) {
  if (!geometry || !layout.annotations) return layout;
  const annotations = layout.annotations.map((note) => {
    const { x, y } = shapeAt(note.name.split("/"), geometry);
    return { ...note, x: x[0], y: y[0] };
  });
  return { ...layout, annotations };
}

const MIN_LETTER_PX = 9; // px

/** A figure drawn lower than it was set for: its letters shrink along, and so does its key. */
function shrunk({ data, layout, height: meant, aspect }, height) {
  const share = height / meant;
  if (!aspect || share >= 1) return { data, layout };
  const least = (font) => ({ ...font, size: Math.max(MIN_LETTER_PX, font.size * share) });
  const low = height < layout.meta?.roomy; // only names fit, and a key inside would cover land
  const annotations = layout.annotations.map((note) => ({
    ...note,
    text: low ? note.text.split(/<br>| /)[0] : note.text,
    font: least(note.font),
  }));
  const { legend } = layout;
  const title = { ...legend.title, font: least(legend.title.font) };
  const below = low ? { orientation: "h", y: -0.02, yanchor: "top" } : {};
  return {
    data: data.map((trace) =>
      trace.textfont ? { ...trace, textfont: least(trace.textfont) } : trace,
    ),
    layout: {
      ...layout,
      annotations,
      legend: { ...legend, font: least(legend.font), title, ...below },
    },
  };
}

/** What every figure starts from; whatever the figure itself says wins. */
function defaults({ tokens, font }) {
  return {
    font: { family: font, color: tokens.text, size: 13 },
    paper_bgcolor: tokens.none,
    plot_bgcolor: tokens.none,
    hoverlabel: {
      bgcolor: tokens.surface,
      bordercolor: tokens.line,
      font: { family: font, color: tokens.text, size: 13 },
    },
    modebar: { bgcolor: tokens.none, color: tokens.muted, activecolor: tokens.accent },
  };
}

/** The layout with defaults beneath it, tokens resolved and the size of its box. */
function arranged(layout, theme, width, height) {
  const base = defaults(theme);
  const own = theme.dark
    ? paint(darkenNotes(layout), darken(theme.tokens))
    : paint(layout, theme.tokens);
  if (own.meta) own.meta = kept(own.meta);
  for (const key of ["font", "hoverlabel", "modebar"]) own[key] = { ...base[key], ...own[key] };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) delete own.transition;
  // an explicit size spares Plotly a measurement, and the page a second layout, at every draw
  return { ...base, ...own, width, height };
}

/** A map is moved and zoomed by hand and gets the modebar; other charts stay quiet. */
function configuration(layout, words, height) {
  const map = layout?.dragmode === "pan";
  const room = !(height < layout?.meta?.roomy); // on a low map the bar would cover land
  const { dictionary = {}, format = {} } = words.locale ?? {};
  return {
    displayModeBar: map && room ? "hover" : false,
    // Named one by one: by default plotly.js 4 adds "Share chart...", which uploads the data to
    // cloud.plotly.com, and a picture button that drops title, stamps and source.
    modeBarButtons: [["pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
    plotlyServerURL: "",
    scrollZoom: map,
    responsive: false,
    displaylogo: false,
    locale: "zh-CN",
    locales: { "zh-CN": { dictionary, format } },
  };
}

/**
 * Keeps a map where the reader has moved it. Plotly's own uirevision does not: it widens the ranges
 * to an equal scale, takes the widened ones for the reader's and ours for a change.
 */
export function stay(layout, shown) {
  if (layout.width !== shown.width || layout.height !== shown.height) return;
  for (const axis of ["xaxis", "yaxis"]) {
    layout[axis] = { ...layout[axis], range: [...shown[axis].range] };
  }
}

/** Everything Plotly.react needs for `figure` in a box of `width` by `height` pixels. */
export async function prepare(figure, { theme, words }, { width, height }) {
  const geometry = figure.geometry ? await loadGeometry(figure.geometry) : null;
  const { data, layout } = shrunk({ ...figure, layout: nameLabels(figure) }, height);
  const traces = data.map((trace) => placed(trace, geometry));
  return {
    data: theme.dark
      ? paint(traces.map(darkenNumbers), darken(theme.tokens))
      : paint(traces, theme.tokens),
    layout: arranged(noted(layout, geometry), theme, width, height),
    config: configuration(layout, words, height),
  };
}
