/** The register's clock is Beijing's, whatever zone the wall's computer is set to. */

const AHEAD_MS = 8 * 3_600_000; // of UTC, all year round

const two = (number) => String(number).padStart(2, "0");

/** A moment in ms as a date whose UTC parts are Beijing's. */
const beijing = (moment) => new Date(Number(moment) + AHEAD_MS);

/** Hours and minutes in Beijing of a moment in ms. */
export function clockOf(moment) {
  const when = beijing(moment);
  return `${two(when.getUTCHours())}:${two(when.getUTCMinutes())}`;
}

/** The day in Beijing of a moment in ms, as 2026-10-31. */
export function dayOf(moment) {
  const when = beijing(moment);
  return `${when.getUTCFullYear()}-${two(when.getUTCMonth() + 1)}-${two(when.getUTCDate())}`;
}

/** The moment in ms of an hour and minute in Beijing on the day of another moment. */
export function momentOf(moment, hours, minutes) {
  return beijing(moment).setUTCHours(hours, minutes, 0, 0) - AHEAD_MS;
}
