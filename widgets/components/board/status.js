/** Judgement and direction as shape, colour, word: above the charts of a clause as on its tile. */

import { element } from "../shared/dom.js";
import { sign } from "../shared/sign.js";

/** The line of a part's status in a list, empty where it has none. */
export function status(part) {
  if (!part.status) return [];
  const node = element("p", "board-status");
  node.append(sign(part), element("span", "", part.status));
  return [node];
}

/** Where a clause is going: sign, word, the year it is judged to; all of it for the pointer. */
export function direction({ direction: going, status: judged }) {
  if (!going?.word || going.word === judged) return [];
  const node = element("p", "board-direction");
  node.dataset.tone = going.tone;
  node.title = [going.label + going.word, going.indicator, ...going.detail].join("\n");
  const text = element("span", "board-direction-text", going.word);
  if (going.year) text.append(element("span", "board-direction-year", going.year));
  node.append(sign(going), text);
  return [node];
}
