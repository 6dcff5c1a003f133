// What whoever signs may look at: the standards of the guidance, those with open questions first.

import { button, counted, made, theirs } from "./making.js";
import { asOnThePage } from "./wording.js";
import { hint, showRow } from "./row.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./contract.js").Standard} Standard
 */

const STATES = /** @type {const} */ ({ open: "To look at", met: "Nothing to ask", not_applicable: "Not looked at" });
const LONGEST = 60; // characters of the note beside a question
const ORDER = /** @type {const} */ (["open", "met", "not_applicable"]);

/** @param {Seen} seen */
export function showSignOff(seen) {
  const standards = seen.review.sign_off ?? [];
  const open = standards.filter(({ state }) => state === "open").length;
  const answer = !standards.length ? "Nothing written yet" : open ? `${counted(open, "thing")} to look at` : "Nothing to look at";
  const in_order = ORDER.flatMap((state) => standards.filter((standard) => standard.state === state));
  showRow("sign-off", answer, [
    made("ul", "standards", ...in_order.map((standard) => item(seen, standard))),
    hint("A list to look at, not a mark: there may be a good reason for each."),
  ]);
}

/**
 * @param {Seen} seen
 * @param {Standard} standard
 */
function item(seen, { standard, state, findings, reason }) {
  const label = made("span", "state", STATES[state]);
  label.dataset.state = state;
  const element = made("li", "", made("p", "stated", label, made("span", "", standard)));
  if (reason) element.append(hint(asOnThePage(reason)));
  if (findings.length) element.append(made("ul", "plain", ...findings.map((place) => question(seen, place))));
  return element;
}

/**
 * @param {Seen} seen
 * @param {number} place
 */
function question(seen, place) {
  const finding = seen.review.findings[place];
  const words = seen.words(finding.start, finding.end).replace(/\s+/g, " ").trim();
  if (!words) return made("li", "", made("p", "question", made("span", "hint", "The whole note"), made("span", "", finding.message)));
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST).toWellFormed()}…` : words;
  const go = button("", () => seen.go(finding.start, finding.end), "question");
  go.append(theirs(`“${short}”`), made("span", "", finding.message));
  return made("li", "", go);
}
