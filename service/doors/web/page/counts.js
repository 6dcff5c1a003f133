// How much of the note is fact, report, opinion and plan: a bar, the legend with its counts, and each sentence.

import { badge } from "./kinds.js";
import { at, button, made, theirs } from "./making.js";
import { KINDS, nameOf, shownKind } from "./naming.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./naming.js").ShownKind} ShownKind
 */

const RARE = new Set(["unsure", "other"]); // shown where there are any

/** @param {Seen} seen */
export function showCounts(seen) {
  const read = seen.review.sentences.map((sentence) => {
    const words = seen.words(sentence.start, sentence.end);
    return { kind: shownKind(sentence), words, sentence, size: words.split(/\s+/).length };
  });
  const kinds = KINDS.map((each) => {
    const of = read.filter(({ kind }) => kind === each.kind);
    return { ...each, sentences: of.length, size: of.reduce((sum, { size }) => sum + size, 0) };
  });
  at("bar").replaceChildren(...kinds.filter(({ size }) => size).map(part));
  at("legend").replaceChildren(...kinds.filter(({ kind, sentences }) => sentences || !RARE.has(kind)).map(entry));
  at("each").hidden = read.length === 0;
  at("each").querySelector("ol").replaceChildren(...read.map(({ kind, words, sentence }) => line(seen, kind, words, sentence)));
}

/** @param {{kind: ShownKind, size: number}} given */
function part({ kind, size }) {
  const element = made("span");
  element.dataset.kind = kind;
  element.style.flexGrow = `${size}`;
  return element;
}

/** @param {{kind: ShownKind, sentences: number, name: string, about: string}} given */
function entry({ kind, sentences, name, about }) {
  const words = made("span", "", made("strong", "", name), ` ${about}`);
  const count = made("span", "count", `${sentences}`, made("span", "unseen", sentences === 1 ? " sentence" : " sentences"));
  const element = made("li", "", badge(kind), words, count);
  element.toggleAttribute("data-none", sentences === 0);
  return element;
}

/**
 * @param {Seen} seen
 * @param {ShownKind} kind
 * @param {string} words
 * @param {import("./contract.js").Sentence} sentence
 */
function line(seen, kind, words, sentence) {
  const go = button("", () => seen.go(sentence.start, sentence.end), "go");
  go.append(badge(kind), made("span", "", made("span", "name", nameOf(kind).name + (sentence.owned === false ? " · whose is not said" : "")), theirs(words)));
  return made("li", "", go);
}
