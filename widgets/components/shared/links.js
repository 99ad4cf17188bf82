/** Names in a chart that lead to a page of their own: labels of its axes, rows of its table. */

import { pageOf } from "./named_pages.js";

const SVG = "http://www.w3.org/2000/svg";

/** The address of the page of a key, "" where there is none. */
export function hrefOf(link, key) {
  return link && key ? link + encodeURIComponent(key) : "";
}

/** The names of lines or lying bars, of which a figure whose categories have pages shows all. */
function namesOf({ data, layout }) {
  const { tickvals = data[0].y, ticktext = tickvals } = layout.yaxis;
  return { tickvals, ticktext };
}

/** The names of a matrix's columns; null for another figure. */
function columnsOf({ data }) {
  return data[0].type === "heatmap" ? { tickvals: data[0].x, ticktext: data[0].x } : null;
}

/** The layout in which every name stands that can be a link; Plotly would leave some out. */
export function nameLabels(figure) {
  const { layout, link } = figure;
  if (!link) return layout;
  const yaxis = { ...layout.yaxis, ...namesOf(figure) };
  const columns = columnsOf(figure);
  return columns
    ? { ...layout, yaxis, xaxis: { ...layout.xaxis, ...columns } }
    : { ...layout, yaxis };
}

/** Puts a drawn label into a link, or takes it out where its name has no page (any more). */
function linkLabel(text, href) {
  const { parentNode } = text;
  const isLinked = parentNode.localName === "a";
  if (!href) {
    if (isLinked) parentNode.replaceWith(text);
    return;
  }
  const link = isLinked ? parentNode : document.createElementNS(SVG, "a");
  link.setAttribute("href", href);
  if (isLinked) return;
  text.replaceWith(link);
  link.append(text);
}

/**
 * Makes links of the labels that Plotly has drawn; `keys` are those of the table's rows: several
 * rows of one line have the same. Links within Plotly's labels would make them others with every
 * filter, as their addresses have it, and Plotly measures a label anew that it has not met.
 */
export function linkLabels(plot, figure, names) {
  const { link, keys } = figure;
  if (!link) return;
  const { ticktext } = namesOf(figure);
  const rows = ticktext.length === keys.length ? keys : [...new Set(keys)];
  const hrefs = new Map(ticktext.map((label, at) => [label, hrefOf(link, rows[at])]));
  for (const text of plot.querySelectorAll(".ytick text")) {
    linkLabel(text, hrefs.get(text.dataset.unformatted));
  }
  if (!names || !columnsOf(figure)) return;
  for (const text of plot.querySelectorAll(".xtick text")) {
    linkLabel(text, pageOf(names, text.dataset.unformatted.replaceAll("<br>", "")));
  }
}
