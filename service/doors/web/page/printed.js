// The note on paper: its words with the kind of each sentence, the questions, the figures, and room to sign.

import { badge } from "./kinds.js";
import { inShort } from "./details.js";
import { at, made, percent, theirs } from "./making.js";
import { KINDS, shownKind } from "./naming.js";

/** @typedef {import("./contract.js").Seen} Seen */

const GOING_ON = new Set(["unsure", "other"]); // of no use on paper

/** @param {Seen} seen */
export function showPrinted(seen) {
  const { note, review } = seen;
  const asked = review.findings.filter(({ folded }) => !folded);
  at("printed").replaceChildren(
    made("h1", "", theirs(note.title ?? "Case note")),
    made("p", "quiet", theirs([inShort(note), note.author && `written by ${note.author}`].filter(Boolean).join(" · "))),
    made("div", "text", ...text(seen)),
    made("p", "key", ...key(seen)),
    made("h2", "", asked.length ? "Questions" : "No questions"),
    made("ol", "asked", ...asked.map((finding) => question(seen, finding))),
    made("h2", "", "Before signing"),
    made("ul", "standards", ...(review.sign_off ?? []).filter(({ state }) => state !== "not_applicable").map(standard)),
    made("p", "quiet", figures(seen)),
    made("p", "sign", made("span", "", "Signed"), made("span", "", "Date")),
  );
}

/** @param {Seen} seen */
function text({ review, text, units }) {
  const parts = [];
  let done = 0;
  for (const sentence of review.sentences) {
    const start = units(sentence.start);
    const kind = shownKind(sentence);
    parts.push(theirs(text.slice(done, start)));
    if (!GOING_ON.has(kind)) parts.push(badge(kind));
    parts.push(theirs(text.slice(start, units(sentence.end))));
    done = units(sentence.end);
  }
  return [...parts, theirs(text.slice(done))];
}

/** @param {Seen} seen */
function key({ review }) {
  const there = new Set(review.sentences.map(shownKind));
  return KINDS.filter(({ kind }) => there.has(kind) && !GOING_ON.has(kind)).flatMap(({ kind, name }) => [badge(kind), ` ${name}  `]);
}

/**
 * @param {Seen} seen
 * @param {import("./contract.js").Finding} finding
 */
function question(seen, { start, end, message }) {
  if (end === start) return made("li", "", message);
  const words = seen.words(start, end).replace(/\s+/g, " ");
  const short = words.length > 60 ? `${words.slice(0, 60).toWellFormed()}…` : words;
  return made("li", "", made("strong", "", theirs(`“${short}”`)), ` ${message}`);
}

/** @param {{standard: string, state: string}} given */
function standard({ standard, state }) {
  const element = made("li", "", standard);
  element.dataset.state = state;
  return element;
}

/** @param {Seen} seen */
function figures({ review: { readability, copied } }) {
  const age = readability ? `Reads at about age ${Math.round(readability.reading_age_years)}` : "";
  return [age, copied ? `${percent(copied.share)} stands in an earlier note` : ""].filter(Boolean).join(" · ");
}
