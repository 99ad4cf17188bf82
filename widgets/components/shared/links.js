/** Names in a chart that lead to a page of their own: labels of its axes, rows of its table. */

import { pageOf } from "./named_pages.js";

/** The address of the page of a key, "" where there is none. */
export function hrefOf(link, key) {
  return link && key ? link + encodeURIComponent(key) : "";
}

/** A label as Plotly makes a link of it; the label is text that was already made literal. */
function linkedLabel(link, key, label) {
  const href = hrefOf(link, key).replaceAll("&", "&amp;");
  return href ? `<a href="${href}" target="_self">${label}</a>` : label;
}

/**
 * The layout whose labels of lines or lying bars are links, where the figure's categories have
 * pages. `keys` are those of the table's rows: several rows of one line have the same.
 */
export function linkLabels({ data, layout, link, keys }, names) {
  if (!link) return layout;
  const { tickvals = data[0].y, ticktext = tickvals } = layout.yaxis;
  const ticks = ticktext.length === keys.length ? keys : [...new Set(keys)];
  const linked = ticktext.map((label, at) => linkedLabel(link, ticks[at], label));
  const yaxis = { ...layout.yaxis, tickvals, ticktext: linked };
  if (data[0].type !== "heatmap" || !names) return { ...layout, yaxis };
  const columns = data[0].x;
  const heads = columns.map((label) => linkedHead(names, label));
  return { ...layout, yaxis, xaxis: { ...layout.xaxis, tickvals: columns, ticktext: heads } };
}

/** The heading of a matrix's column, which may be wrapped, as a link where its name has a page. */
function linkedHead(names, label) {
  const href = pageOf(names, label.replaceAll("<br>", "")).replaceAll("&", "&amp;");
  return href ? `<a href="${href}" target="_self">${label}</a>` : label;
}
