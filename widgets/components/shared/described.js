/**
 * Elements as plain values: what is to stand in a place is described, and only where it differs
 * from the description before is the page touched. A browser takes much longer to take elements out
 * and lay others in than to change a word.
 */

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect", "polyline"]);

/**
 * An element to be. `children`: a text or a list of texts and further elements; what is missing
 * (null, "", false) holds its place in the list, so that those after it are compared with themselves.
 */
export function describe(tag, className, children = [], attributes = {}) {
  return {
    tag,
    attributes: className ? { class: className, ...attributes } : attributes,
    children: [children].flat().map(describeText),
  };
}

const describeText = (child) => (child && typeof child === "string" ? { text: child } : child);

/** A paragraph, where there is a text. */
export function describeParagraph(className, text) {
  return text && describe("p", className, text);
}

/** The node that is described, which the description keeps. */
export function make(described) {
  const { tag, text, attributes, children } = described;
  if (text) {
    described.node = document.createTextNode(text);
    return described.node;
  }
  const node = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  described.node = node;
  changeAttributes(node, {}, attributes);
  node.append(...children.filter(Boolean).map(make));
  return node;
}

/**
 * Makes the children of `parent` what `now` describes, from what `before` does; a node stays where
 * its place has the same tag.
 */
export function change(parent, before, now) {
  let next = null; // what stands after
  for (let at = Math.max(before.length, now.length) - 1; at >= 0; at -= 1) {
    const [was, is] = [before[at], now[at]];
    if (was && is && was.tag === is.tag) adapt(was, is);
    else {
      if (was) was.node.remove();
      if (is) parent.insertBefore(make(is), next);
    }
    next = is ? is.node : next;
  }
}

/** Makes the node of one description that of another of the same tag. */
function adapt(was, is) {
  const { node } = was;
  is.node = node;
  if (is.text) {
    if (is.text !== was.text) node.data = is.text;
    return;
  }
  changeAttributes(node, was.attributes, is.attributes);
  change(node, was.children, is.children);
}

/** Makes the attributes of a node what they are to be now, from what they were. */
export function changeAttributes(node, before, now) {
  for (const name of Object.keys(before)) if (!(name in now)) node.removeAttribute(name);
  for (const [name, value] of Object.entries(now)) {
    if (value !== before[name]) node.setAttribute(name, value);
  }
}
