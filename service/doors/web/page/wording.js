// What the service says to programs that leave something out, in words for people at a page.

/** @type {readonly (readonly [string, string])[]} */
const WORDS = [
  ["child.age_years", "Give the child’s age in the note details, to set the reading age beside it."],
  ["record_type", "Choose the kind of record in the note details, for what is asked of it."],
  ["title", "Give the note a title in the note details, to have it looked at."],
  ["child.name", "Give the child’s name in the note details, to look for the child in the note."],
  ["child.pronouns", "Give the child’s pronouns in the note details, to look at those of the note."],
  ["plan_goals", "Give the goals of the plan in the note details, to see which the note speaks of."],
  ["prior_notes", "Paste or load earlier notes in the note details, to see what was carried over."],
];

/** @param {string} reason */
export function asOnThePage(reason) {
  if (!reason.startsWith("Send ")) return reason;
  return WORDS.find(([field]) => reason.includes(field))?.[1] ?? reason;
}
