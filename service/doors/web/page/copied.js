// Passages that stand in an earlier note too: both side by side, and what differs marked in both.

import { unitsIn } from "../plugin/offsets.js";
import { titleOf } from "./earlier.js";
import { button, counted, made, percent, shown, theirs } from "./making.js";
import { hint, paragraph, showRow, wanted } from "./row.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./contract.js").Passage} Passage
 * @typedef {import("./contract.js").PriorNote} PriorNote
 */

const STANDS = { verbatim: "Word for word", edited: "Nearly the same", restated: "The same in other words" };

/** @param {Seen} seen */
export function showCopied(seen) {
  const { copied } = seen.review;
  if (!copied && !seen.note.prior_notes.length) {
    return showRow("copied", "No earlier notes to compare with", [wanted(seen, "Paste or load earlier notes in the")]);
  }
  if (!copied) return showRow("copied", "Nothing to compare with", [paragraph("All the notes given are later than this one.")]);
  if (!copied.passages.length) return showRow("copied", "Nothing: all of it is new", [paragraph(`Compared with ${counted(seen.note.prior_notes.length, "earlier note")}.`)]);
  const all = copied.passages.map((passage, place) => sideBySide(seen, passage, `${place + 1}`));
  const answer = copied.share ? `${percent(copied.share)} stands in an earlier note too` : "Only what is rightly repeated";
  showRow("copied", answer, [...all, hint("What is marked differs between the two. Shares are of the note’s words.")]);
}

/**
 * @param {Seen} seen
 * @param {Passage} passage
 * @param {string} number
 */
function sideBySide(seen, passage, number) {
  const source = seen.note.prior_notes.find(({ note_id }) => note_id === passage.note_id);
  const name = source ? titleOf(source) : "Earlier note";
  const heading = made("h4", "", STANDS[passage.kind], passage.proper ? ", and rightly repeated" : "");
  const here = side("This note", passages(seen.text, passage, "start", "end"));
  here.append(button("Show it in the draft", () => seen.go(passage.start, passage.end)));
  const there = side(name, source ? passages(source.text, passage, "source_start", "source_end") : []);
  const pair = made("div", "pair", there, here);
  const group = made("div", "passage", heading, pair, ...differences(seen, passage, source));
  heading.id = `passage-${number}`;
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", heading.id);
  return group;
}

/**
 * @param {string} title
 * @param {Node[]} words
 */
function side(title, words) {
  const quoted = made("blockquote", "", ...words);
  quoted.dir = "auto";
  return made("div", "side", made("h5", "", title), quoted);
}

/**
 * The passage as it stands in one of the two texts, with what differs marked.
 * @param {string} text
 * @param {Passage} passage
 * @param {"start" | "source_start"} from
 * @param {"end" | "source_end"} to
 */
function passages(text, passage, from, to) {
  const units = unitsIn(text);
  const cut = (/** @type {number} */ start, /** @type {number} */ end) => shown(text.slice(units(start), units(end)));
  const parts = [];
  let done = passage[from];
  for (const change of passage.changes) {
    const [start, end] = [change[from], change[to]];
    if (start === null || end === null || start < done || end > passage[to]) continue;
    parts.push(document.createTextNode(cut(done, start)), made("mark", "", cut(start, end)));
    done = end;
  }
  return [...parts, document.createTextNode(cut(done, passage[to]))];
}

/**
 * @param {Seen} seen
 * @param {Passage} passage
 * @param {PriorNote | undefined} source
 */
function differences(seen, { changes }, source) {
  if (!changes.length) return [];
  const units = source ? unitsIn(source.text) : () => 0;
  const items = changes.map(({ start, end, source_start, source_end }) => {
    const now = start === null || end === null ? "" : seen.words(start, end);
    const before = !source || source_start === null || source_end === null ? "" : source.text.slice(units(source_start), units(source_end));
    if (!now) return made("li", "", quoted(before), " was left out");
    if (!before) return made("li", "", quoted(now), " was added");
    return made("li", "", quoted(before), " became ", quoted(now));
  });
  return [made("ul", "differences", ...items)];
}

/** @param {string} words */
function quoted(words) {
  return theirs(`“${words}”`);
}
