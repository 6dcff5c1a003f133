// What is known of a note besides its text, and the form that says it.

import { at, counted, dateWords, theirs } from "./making.js";

/** @typedef {import("./contract.js").Details} Details */

export const RECORD_TYPES = [
  "case note", "home visit", "phone call", "direct work", "school meeting", "strategy discussion", "core group",
  "child in need review", "looked after review", "supervision", "management oversight", "assessment", "plan",
  "chronology", "three-month summary", "transfer summary", "closing summary", "midway review",
];
const LONGEST_NAME = 200; // characters that the service takes

/**
 * @param {ReturnType<typeof import("./earlier.js").createEarlier>} earlier
 * @param {() => void} onChange
 */
export function createDetails(earlier, onChange) {
  at("record-type").append(...recordTypes());
  at("form").addEventListener("input", changed);
  at("form").addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());

  function changed() {
    describe();
    onChange();
  }

  /** @returns {Details} */
  function read() {
    return {
      title: value("title"),
      record_type: value("record-type"),
      written_on: value("written-on"),
      author: value("author"),
      child: { name: value("child-name"), known_as: split("child-known-as", ","), age_years: age(), pronouns: value("child-pronouns") },
      people: split("people", "\n").map(person),
      reader: at("reader").value,
      plan_goals: split("goals", "\n"),
      prior_notes: earlier.notes(),
    };
  }

  /** @param {Partial<Details>} note */
  function write(note) {
    const { child, people = [], plan_goals = [], prior_notes = [] } = note;
    at("title").value = note.title ?? "";
    at("record-type").value = note.record_type ?? "";
    at("written-on").value = note.written_on ?? "";
    at("author").value = note.author ?? "";
    at("reader").value = note.reader ?? "child";
    at("child-name").value = child?.name ?? "";
    at("child-known-as").value = (child?.known_as ?? []).join(", ");
    at("child-age").value = child?.age_years ?? "";
    at("child-pronouns").value = child?.pronouns ?? "";
    at("people").value = people.map(({ name, role }) => (role ? `${name}, ${role}` : name)).join("\n");
    at("goals").value = plan_goals.join("\n");
    earlier.replace(prior_notes);
    describe();
  }

  /** The line that is seen while the form is folded. */
  function describe() {
    at("facts").replaceChildren(theirs(inShort(read()) || "Child, people, goals and earlier notes"));
  }

  function open() {
    at("details").open = true;
    at("details").querySelector("summary").focus();
  }

  return { read, write, describe, open };
}

/** @param {Details} note */
export function inShort({ child, record_type, written_on, people, plan_goals, prior_notes }) {
  const whose = [child.name, child.age_years].filter((part) => part !== null).join(", ");
  const parts = [
    whose,
    record_type && record_type[0].toUpperCase() + record_type.slice(1),
    dateWords(written_on),
    people.length && counted(people.length, "person", "people"),
    plan_goals.length && counted(plan_goals.length, "goal"),
    prior_notes.length && counted(prior_notes.length, "earlier note"),
  ];
  return parts.filter(Boolean).join(" · ");
}

export function recordTypes() {
  return RECORD_TYPES.map((type) => new Option(type[0].toUpperCase() + type.slice(1), type));
}

/** @param {string} id */
function value(id) {
  return at(id).value.trim() || null;
}

function age() {
  const years = at("child-age").valueAsNumber;
  return years >= 0 && years <= 25 ? years : null;
}

/**
 * @param {string} id
 * @param {string} by
 * @returns {string[]}
 */
function split(id, by) {
  const parts = /** @type {string[]} */ (at(id).value.split(by));
  return parts.map((part) => part.trim()).filter(Boolean);
}

/**
 * "Ewa Nowak, mother", "Ewa Nowak (mother)" or "Ewa Nowak - mother".
 * @param {string} line
 */
function person(line) {
  const [, name, role] = /^(.*?)(?:,\s*|\t+|\s+[-–]\s+|\s*\((?=.*\)$))(.*?)\)?$/.exec(line) ?? [null, line, ""];
  return { name: name.trim().slice(0, LONGEST_NAME), role: role.trim().slice(0, LONGEST_NAME) || null };
}
