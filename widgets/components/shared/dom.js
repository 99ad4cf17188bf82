/** Elements of the page: text never passes through innerHTML. */

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
