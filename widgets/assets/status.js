/** A judgement as shape, colour and word: the same on tiles and above the charts of a clause. */

import { element } from "./table.js";

/** The line of a part's status in a list, empty where it has none. */
export function status({ status: text, shape, tone }) {
  if (!text) return [];
  const node = element("p", "board-status");
  const sign = element("span", "board-sign", shape);
  sign.dataset.tone = tone ?? "";
  sign.setAttribute("aria-hidden", "true"); // the words after it say the same
  node.append(sign, element("span", "", text));
  return [node];
}
