// Who is in the note, and who has no name or no role yet.

import { counted, made, theirs } from "./making.js";
import { hint, paragraph, quotation, showRow } from "./row.js";

/**
 * @typedef {import("./contract.js").Seen} Seen
 * @typedef {import("./contract.js").Somebody} Somebody
 */

/** @param {Seen} seen */
export function showPeople(seen) {
  const people = seen.review.people ?? [];
  if (!people.length) return showRow("seen-people", "Nobody yet", [paragraph("Nobody was found in the note.")]);
  const nameless = people.filter(({ name }) => !name).length;
  const answer = counted(people.length, "person", "people") + (nameless ? `, ${nameless} without a name` : "");
  const rows = people.map((somebody) => row(seen, somebody));
  const head = made("thead", "", made("tr", "", head_("Name"), head_("Who that is"), head_("First here as")));
  showRow("seen-people", answer, [made("table", "", head, made("tbody", "", ...rows)), hint("As they were read from the note and its details.")]);
}

/**
 * @param {Seen} seen
 * @param {Somebody} somebody
 */
function row(seen, { name, role, kind, mentions }) {
  const who = role ?? kind;
  return made(
    "tr",
    "",
    made("td", "", name ? theirs(name) : made("span", "lack", "no name")),
    made("td", "", who ? theirs(who) : made("span", "lack", "no role")),
    made("td", "", mentions.length ? quotation(seen, mentions[0]) : ""),
  );
}

/** @param {string} words */
function head_(words) {
  const cell = made("th", "", words);
  cell.scope = "col";
  return cell;
}
