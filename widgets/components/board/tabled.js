/**
 * Which charts stand as tables: their keys in the address, so that a link shows the same and Back
 * takes back a turn.
 */

const PARAMETER = "table"; // content/page_address.py: TABLE

const readKeys = (address) => address.searchParams.getAll(PARAMETER);

/** Whether the address says that a chart stands as a table. */
export function isTabled(key) {
  return readKeys(new URL(location.href)).includes(key);
}

/** Writes it there; the address bar makes a new entry of what the reader did. */
export function writeTabled(key, tabled) {
  const address = new URL(location.href);
  const keys = readKeys(address).filter((other) => other !== key);
  if (tabled) keys.push(key);
  address.searchParams.delete(PARAMETER);
  for (const each of keys) address.searchParams.append(PARAMETER, each);
  if (address.search !== location.search) history.replaceState(history.state, "", address);
}
