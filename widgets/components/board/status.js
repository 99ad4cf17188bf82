/** A judgement as shape, colour and word: above the charts of a clause as on its tile. */

import { element } from "../shared/dom.js";
import { sign } from "../shared/sign.js";

/** The line of a part's status in a list, empty where it has none. */
export function status(part) {
  if (!part.status) return [];
  const node = element("p", "board-status");
  node.append(sign(part), element("span", "", part.status));
  return [node];
}
