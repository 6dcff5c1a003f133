// Whether the child can be heard or seen in the note.

import { made } from "./making.js";
import { hint, paragraph, showRow, wanted } from "./row.js";

/** @typedef {import("./contract.js").Seen} Seen */

const STEPS = /** @type {const} */ ([
  ["own_words", "In their own words", "What the child said, as they said it."],
  ["observed", "Seen", "What somebody saw the child do, or how they looked."],
  ["reported", "Passed on", "What somebody in the family says the child thinks or wants."],
  ["none", "Not there", "Nothing the child said, wished or did."],
]);

/** @param {Seen} seen */
export function showVoice(seen) {
  const { voice, findings } = seen.review;
  if (!voice) return showRow("voice", "Needs the child’s name", [wanted(seen, "Give the child’s name in the")]);
  const questions = findings.filter(({ check }) => check === "child_voice").map(({ message }) => paragraph(message));
  const steps = STEPS.map(([name, title, about]) => {
    const step = made("li", "", made("strong", "", title), ` ${about}`);
    if (name === voice) step.setAttribute("aria-current", "true");
    return step;
  });
  const answer = { own_words: "In their own words", observed: "Seen, not heard", reported: "Passed on by somebody else", none: "Not there yet" };
  showRow("voice", answer[voice], [...questions, made("ul", "steps", ...steps), hint("The strongest that was found in this note.")]);
}
