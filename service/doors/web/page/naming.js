// The kinds of sentence as the page shows them: each with a letter, a shape, a colour and plain words.

/** @typedef {import("./contract.js").Sentence} Sentence */

/**
 * @typedef {"fact" | "reported" | "based" | "unbased" | "plan" | "unsure" | "other"} ShownKind
 *
 * @typedef {object} KindName
 * @property {ShownKind} kind
 * @property {string} letter
 * @property {string} name
 * @property {string} about
 */

/** @type {readonly KindName[]} */
export const KINDS = [
  { kind: "fact", letter: "F", name: "Fact", about: "seen, heard or on record" },
  { kind: "reported", letter: "R", name: "Reported", about: "somebody said it" },
  { kind: "based", letter: "O", name: "Opinion with a basis", about: "and what it rests on" },
  { kind: "unbased", letter: "O?", name: "Opinion without a basis", about: "resting on what?" },
  { kind: "plan", letter: "P", name: "Plan", about: "what will be done" },
  { kind: "unsure", letter: "?", name: "Not sure", about: "could be read either way" },
  { kind: "other", letter: "–", name: "Something else", about: "a heading, a greeting, a list" },
];

/**
 * A guess is shown as one: nothing is asked on its ground.
 * @param {Sentence} sentence
 * @returns {ShownKind}
 */
export function shownKind({ kind, evidenced, sure }) {
  if (!sure) return "unsure";
  if (kind === "opinion") return evidenced ? "based" : "unbased";
  return kind;
}

/** @param {ShownKind} kind */
export function nameOf(kind) {
  return /** @type {KindName} */ (KINDS.find((each) => each.kind === kind));
}
