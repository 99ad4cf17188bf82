/** Judgement and direction as shape, colour, word: above the charts of a clause as on its tile. */

import { describe } from "../shared/described.js";
import { describeSign } from "../shared/sign.js";

/** The line of a part's status, where it has one. */
export function describeStatus(part) {
  const { status } = part;
  return (
    status && describe("p", "board-status", [describeSign(part), describe("span", "", status)])
  );
}

/** Where a clause is going: sign, word, the year it is judged to; all of it for the pointer. */
export function describeDirection({ direction: going, status: judged }) {
  if (!going?.word || going.word === judged) return null;
  const year = going.year && describe("span", "board-direction-year", going.year);
  const text = describe("span", "board-direction-text", [going.word, year]);
  return describe("p", "board-direction", [describeSign(going), text], {
    "data-tone": going.tone,
    title: [going.label + going.word, going.indicator, ...going.detail].join("\n"),
  });
}
