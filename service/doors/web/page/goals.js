// The goals of the plan, and what this note says of each.

import { counted, made, theirs } from "./making.js";
import { hint, quotation, showRow, wanted } from "./row.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./contract.js").Goal} Goal
 */

const MOVED = { better: "Better", same: "The same", worse: "Worse", not_said: "Mentioned, not how it moved" };
const NOT_THERE = "Not in this note";

/** @param {Seen} seen */
export function showGoals(seen) {
  const goals = seen.review.plan_goals ?? [];
  if (!goals.length) return showRow("plan-goals", "None given", [wanted(seen, "Give the goals of the plan in the")]);
  const there = goals.filter(({ progress }) => progress).length;
  const answer = `${there} of ${counted(goals.length, "goal")} in this note`;
  showRow("plan-goals", answer, [made("ul", "goals", ...goals.map((goal) => item(seen, goal))), hint("Read from the note’s words: look at them before you rely on it.")]);
}

/**
 * @param {Seen} seen
 * @param {Goal} goal
 */
function item(seen, { goal, progress, evidence }) {
  const state = made("span", "state", progress ? MOVED[progress] : NOT_THERE);
  state.dataset.state = progress ?? "none";
  return made("li", "", made("p", "stated", state, theirs(goal)), ...evidence.map((span) => quotation(seen, span)));
}
