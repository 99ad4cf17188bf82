/** Elements of the page: text never passes through innerHTML. */

const SVG = "http://www.w3.org/2000/svg";

/** A new element with a class and text. */
export function element(tag, className, text = "") {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}

/** A paragraph in a list; an empty list for an empty text. */
export function paragraph(className, text) {
  return text ? [element("p", className, text)] : [];
}

/** A new SVG element with its attributes. */
export function svgElement(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Puts nodes into an element in their order; those that stand there already are not moved. */
export function fill(parent, nodes) {
  for (const child of [...parent.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}
