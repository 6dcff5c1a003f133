// What an edit does to spans: those behind it move, those it touched are gone.

/** @typedef {import("./contract.js").Span} Span */

/**
 * One replaced stretch: `start` to `end` of the text before became `length` units.
 * @typedef {{start: number, end: number, length: number}} Change
 */

/**
 * Returns the one stretch in which two texts differ, or null.
 * @param {string} before
 * @param {string} after
 * @returns {Change | null}
 */
export function changeBetween(before, after) {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  const start = longest(most, (from, to) => before.slice(from, to) === after.slice(from, to));
  const same = longest(most - start, (from, to) => lastOf(before, from, to) === lastOf(after, from, to));
  return { start, end: before.length - same, length: after.length - same - start };
}

/**
 * How far two texts are the same, at most `most`: halves are compared, which is faster than characters.
 * @param {number} most
 * @param {(from: number, to: number) => boolean} is_same
 */
function longest(most, is_same) {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (is_same(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * @param {string} text
 * @param {number} from  Units from the end.
 * @param {number} to
 */
function lastOf(text, from, to) {
  return text.slice(text.length - to, text.length - from);
}

/**
 * Returns where `span` of the text before stands in the text after, or null if the change touched it.
 * @param {Span} span
 * @param {Change} change
 * @param {string} after
 * @returns {Span | null}
 */
export function shifted(span, change, after) {
  const moved = change.length - (change.end - change.start);
  if (change.start >= span.end) {
    const joins = change.start === span.end && isWord(after, span.end - 1) && isWord(after, span.end);
    return joins ? null : { start: span.start, end: span.end };
  }
  if (change.end > span.start) return null;
  const start = span.start + moved;
  const joins = change.end === span.start && isWord(after, start - 1) && isWord(after, start);
  return joins ? null : { start, end: span.end + moved };
}

/**
 * Returns the line of `text` in which the change now stands.
 * @param {Change} change
 * @param {string} text
 * @returns {Span}
 */
export function lineOf(change, text) {
  const end = text.indexOf("\n", change.start + change.length);
  return { start: text.lastIndexOf("\n", change.start - 1) + 1, end: end < 0 ? text.length : end };
}

/**
 * @param {string} text
 * @param {number} place
 */
function isWord(text, place) {
  return /[\p{L}\p{N}\p{M}\ud800-\udfff]/u.test(text.charAt(place));
}

/**
 * The index of the last of the sorted `places` that is not behind `limit`, or -1.
 * @param {number[]} places
 * @param {number} limit
 */
export function lastAtOrBefore(places, limit) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
