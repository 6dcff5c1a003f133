// At what age most children could read the note, beside the child's own, and the sentences that cost most.

import { made } from "./making.js";
import { hint, paragraph, quotation, showRow, wanted } from "./row.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./contract.js").Finding} Finding
 */

const [YOUNGEST, OLDEST] = [5, 18];
const COSTLY = 2; // sentences

/** @param {Seen} seen */
export function showReadingAge(seen) {
  const { readability, findings } = seen.review;
  if (!readability) return showRow("reading-age", "Needs about 30 words", [paragraph("A short note cannot be measured.")]);
  const asked = findings.find(({ check }) => check === "reading_age");
  const age = Math.round(readability.reading_age_years);
  const child = seen.note.reader === "child" ? seen.note.child.age_years : null;
  const costly = findings.filter(({ check }) => check === "hard_sentence").slice(0, COSTLY);
  showRow("reading-age", asked ? plain(asked.message) : `About ${age}${child === null ? "" : `; the child is ${child}`}`, [
    scale(age, child),
    paragraph(`${sentence(readability.band)}. This is an estimate, right to about a year.`),
    ...cost(seen, costly),
    ...(seen.note.reader === "child" && child === null ? [wanted(seen, "To set it beside the child’s age, give it in the")] : []),
  ]);
}

/**
 * @param {Seen} seen
 * @param {Finding[]} costly
 */
function cost(seen, costly) {
  if (!costly.length) return [hint("No sentence stands out as hard.")];
  const items = costly.map((finding) => made("li", "", quotation(seen, finding), hint(finding.message)));
  const title = costly.length === 1 ? "The sentence that costs most" : "The two sentences that cost most";
  return [made("h4", "", title), made("ol", "plain", ...items)];
}

/**
 * @param {number} note
 * @param {number | null} child
 */
function scale(note, child) {
  const line = made("div", "scale");
  line.append(mark(note, "note", `The note: about ${note}`));
  if (child !== null) line.append(mark(child, "child", `The child: ${child}`));
  for (const age of [YOUNGEST, 8, 11, 14, OLDEST]) line.append(tick(age));
  return line;
}

/**
 * @param {number} age
 * @param {string} name
 * @param {string} words
 */
function mark(age, name, words) {
  const element = made("span", `mark ${name}`, made("span", "", words));
  const at = place(age);
  element.style.setProperty("--at", `${at}`);
  element.toggleAttribute("data-late", at > 0.6);
  return element;
}

/** @param {number} age */
function tick(age) {
  const element = made("span", "tick", age === OLDEST ? `${age}+` : `${age}`);
  element.setAttribute("aria-hidden", "true");
  element.style.setProperty("--at", `${place(age)}`);
  return element;
}

/** @param {number} age */
function place(age) {
  return (Math.min(Math.max(age, YOUNGEST), OLDEST) - YOUNGEST) / (OLDEST - YOUNGEST);
}

/** @param {string} words */
function plain(words) {
  return words.replace(/^Reads at a/, "A").replace(/\. The hardest sentences carry most of it\.$/, "");
}

/** @param {string} words */
function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
