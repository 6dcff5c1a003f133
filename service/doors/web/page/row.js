// One row of what the note holds: a name, an answer in a line, and more for whoever opens it.

import { at, button, made, say, theirs } from "./making.js";

/** @typedef {import("./contract.js").Seen} Seen */

/**
 * @param {string} id
 * @param {string} answer
 * @param {(Node | string)[]} body
 */
export function showRow(id, answer, body) {
  const row = at(id);
  say(row.querySelector(".answer"), answer);
  row.querySelector(".body").replaceChildren(...body);
}

/**
 * Words of the note that lead back to where they stand.
 * @param {Seen} seen
 * @param {{start: number, end: number}} span
 */
export function quotation(seen, { start, end }) {
  const go = button("", () => seen.go(start, end), "quotation");
  go.append(theirs(`“${seen.words(start, end).replace(/\s+/g, " ").trim()}”`));
  return go;
}

/** @param {...(Node | string)} words */
export function paragraph(...words) {
  return made("p", "", ...words);
}

/** @param {...(Node | string)} words */
export function hint(...words) {
  return made("p", "hint", ...words);
}

/**
 * What is missing, and the way to where it is said.
 * @param {Seen} seen
 * @param {string} words
 */
export function wanted(seen, words) {
  return made("p", "", `${words} `, button("Note details", seen.openDetails));
}
