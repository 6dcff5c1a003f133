// "Fine here": the writer has looked, and is not asked again for as long as the sentence stays as it is.
// What is kept is a number made of the check and the sentence, in memory only; no text.

/** @typedef {import("./contract.js").Item} Item */

/** @type {WeakMap<HTMLElement, Set<number>>} */
const kept = new WeakMap();

const SEED = crypto.getRandomValues(new Uint32Array(1))[0]; // so that a number means nothing on another page

/**
 * What was called fine in one field; it outlives a detach, as the field does.
 * @param {HTMLElement} element
 */
export function fineHereIn(element) {
  const known = kept.get(element) ?? new Set();
  kept.set(element, known);
  return {
    /** @param {Item} item */
    keep: (item) => known.add(numberOf(item)),
    /** @param {Item} item */
    holds: (item) => known.size > 0 && known.has(numberOf(item)),
    clear: () => known.clear(),
  };
}

/** @param {Item} item */
function numberOf({ finding, sentence, words }) {
  return hash([finding.check, finding.end > finding.start ? words : finding.message, sentence].join("\n"));
}

/**
 * Returns a number of 32 bits, FNV-1a from a start of this page's own.
 * Source: Fowler, Noll and Vo; the prime is theirs.
 * @param {string} text
 */
function hash(text) {
  let number = SEED;
  for (let place = 0; place < text.length; place += 1) number = Math.imul(number ^ text.charCodeAt(place), 0x01000193);
  return number;
}
