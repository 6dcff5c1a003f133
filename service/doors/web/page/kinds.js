// The kinds of sentence beside the draft: a bar as long as the sentence, and a letter where it begins.

import { createCopy } from "./copy.js";
import { at, made } from "./making.js";
import { nameOf, shownKind } from "./naming.js";
import { prefer } from "./preferences.js";

/** @typedef {import("./contract.js").Seen} Seen */

const MOST_LETTERS = 2; // beside one line; more do not fit
const GAP_PX = 3; // above and below a bar

/** @param {HTMLTextAreaElement} draft */
export function createMargin(draft) {
  const copy = createCopy(at("copy"), draft, marksOf);
  const box = /** @type {HTMLInputElement} */ (at("margin"));
  box.checked = document.documentElement.hasAttribute("data-margin");
  box.addEventListener("change", () => {
    prefer("margin", box.checked ? "" : "off");
    draw();
  });
  draft.addEventListener("input", () => requestAnimationFrame(() => copy.follow(draft.value)));
  draw();

  function draw() {
    document.documentElement.toggleAttribute("data-margin", box.checked);
    copy.measureAll();
  }

  return {
    reveal: copy.reveal,
    /** @param {Seen} seen */
    show({ review, text, units }) {
      const sentences = review.sentences.map((sentence) => ({
        start: units(sentence.start),
        end: units(sentence.end),
        kind: shownKind(sentence),
      }));
      copy.mark(text, sentences);
      copy.follow(draft.value);
    },
  };
}

/**
 * A line where a sentence begins is that sentence's, from there on.
 * @param {import("./copy.js").Line} line
 * @param {(stretch: import("./copy.js").Stretch) => {first: number, last: number}} tops
 */
function marksOf({ stretches }, tops) {
  const places = stretches.map((stretch) => ({ stretch, ...tops(stretch) }));
  const bars = places.flatMap(({ stretch, first, last }, place) => {
    const next = places[place + 1]?.first ?? Infinity;
    return next > first ? [bar(stretch.kind, first, last, next)] : [];
  });
  const beginning = Map.groupBy(places.filter(({ stretch }) => stretch.is_first), ({ first }) => first);
  const letters = Array.from(beginning, ([top, begun]) =>
    begun.slice(-MOST_LETTERS).map(({ stretch }, place, shown) => letter(stretch.kind, top, shown.length - 1 - place)),
  );
  return [...bars, ...letters.flat()];
}

/**
 * @param {string} kind
 * @param {number} first
 * @param {number} last
 * @param {number} next  Where the next sentence of the line begins.
 */
function bar(kind, first, last, next) {
  const element = made("i", "extent");
  element.dataset.kind = kind;
  element.style.top = `${first + GAP_PX}px`;
  const height = `${Math.min(next, last) - first - 2 * GAP_PX}px`;
  element.style.height = next <= last ? height : `calc(${height} + 1lh)`;
  return element;
}

/**
 * @param {string} kind
 * @param {number} top
 * @param {number} after  Letters between this one and the words.
 */
function letter(kind, top, after) {
  const element = badge(/** @type {import("./naming.js").ShownKind} */ (kind));
  element.style.top = `${top}px`;
  element.style.setProperty("--after", `${after}`);
  return element;
}

/** @param {import("./naming.js").ShownKind} kind */
export function badge(kind) {
  const element = made("b", "badge", nameOf(kind).letter);
  element.dataset.kind = kind;
  return element;
}
