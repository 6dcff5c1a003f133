// The service counts code points, JavaScript UTF-16 units. Only this file knows the difference.

import { lastAtOrBefore } from "./spans.js";

/**
 * Returns a function from code points to UTF-16 units in `text`.
 * @param {string} text
 * @returns {(points: number) => number}
 */
export function unitsIn(text) {
  const wide = wideCharacters(text);
  return (points) => Math.min(points + (lastAtOrBefore(wide, points - 1) + 1), text.length);
}

/**
 * Returns a function from UTF-16 units to code points in `text`.
 * @param {string} text
 * @returns {(units: number) => number}
 */
export function pointsIn(text) {
  const wide = wideCharacters(text).map((point, before) => point + before + 1);
  return (units) => units - (lastAtOrBefore(wide, units - 1) + 1);
}

/**
 * The code-point places of the characters that take two units.
 * @param {string} text
 */
function wideCharacters(text) {
  return Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), (match, before) => match.index - before);
}
