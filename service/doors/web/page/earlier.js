// Earlier notes of the child: pasted, or loaded from files of this machine. They live as long as the page.

import { recordTypes } from "./details.js";
import { at, button, counted, dateWords, made, say } from "./making.js";
import { notesIn } from "./files.js";

/** @typedef {import("./contract.js").PriorNote} PriorNote */

/**
 * @typedef {object} Card
 * @property {HTMLElement} element
 * @property {HTMLTextAreaElement} text
 * @property {() => PriorNote} note
 */

/** @param {() => void} onChange */
export function createEarlier(onChange) {
  const list = at("earlier-list");
  /** @type {Card[]} */
  let cards = [];
  let given = 0;

  at("earlier-paste").addEventListener("click", () => {
    const card = add({}, true);
    card.text.focus();
  });
  at("earlier-files").addEventListener("change", async (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const files = Array.from(input.files ?? []);
    input.value = ""; // the same file may be loaded again
    await load(files);
  });
  const home = at("earlier");
  home.addEventListener("dragover", (/** @type {DragEvent} */ event) => event.preventDefault());
  home.addEventListener("drop", (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    load(Array.from(event.dataTransfer.files));
  });

  /** @param {File[]} files */
  async function load(files) {
    const problems = [];
    let loaded = 0;
    for (const file of files) {
      const { notes, problem } = await notesIn(file);
      for (const note of notes) add(note, false);
      loaded += notes.length;
      if (problem) problems.push(problem);
    }
    say(at("earlier-said"), [loaded ? `${counted(loaded, "note")} loaded.` : "", ...problems].filter(Boolean).join(" "));
    if (loaded) onChange();
  }

  /**
   * @param {Partial<PriorNote>} note
   * @param {boolean} is_open
   * @returns {Card}
   */
  function add(note, is_open) {
    given += 1;
    const id = `earlier-${given}`;
    const card = createCard(id, note, is_open, onChange, () => remove(id));
    cards.push(card);
    list.append(card.element);
    return card;
  }

  /** @param {string} id */
  function remove(id) {
    const card = cards.find((each) => each.note().note_id === id);
    card?.element.remove();
    cards = cards.filter((each) => each !== card);
    at("earlier-paste").focus();
    onChange();
  }

  return {
    /** @returns {PriorNote[]} */
    notes: () => cards.map((card) => card.note()).filter((note) => note.text.trim()),
    /** @param {Partial<PriorNote>[]} notes */
    replace(notes) {
      cards = [];
      list.replaceChildren();
      for (const note of notes) add(note, false);
    },
  };
}

/**
 * @param {string} id
 * @param {Partial<PriorNote>} given
 * @param {boolean} is_open
 * @param {() => void} onChange
 * @param {() => void} onRemove
 * @returns {Card}
 */
function createCard(id, given, is_open, onChange, onRemove) {
  const day = made("input");
  day.type = "date";
  day.value = given.written_on ?? "";
  const type = made("select", "", new Option("Not said", ""), ...recordTypes());
  type.value = given.record_type ?? "";
  const text = made("textarea");
  text.rows = 6;
  text.value = given.text ?? "";
  const title = made("summary");
  const fields = made("div", "form", labelled("Date", day, "middle"), labelled("Kind of record", type, "middle"), labelled("Text", text, "whole"));
  const remove = button("Take out", onRemove);
  const folded = made("details", "", title, fields, remove);
  folded.open = is_open;
  fields.addEventListener("input", changed);
  describe();

  function changed() {
    describe();
    onChange();
  }

  function describe() {
    title.textContent = titleOf(note());
    remove.setAttribute("aria-label", `Take out: ${title.textContent}`);
  }

  function note() {
    return { note_id: id, text: text.value, written_on: day.value || null, record_type: type.value || null };
  }

  return { element: made("li", "", folded), text, note };
}

/** @param {{written_on: string | null, record_type: string | null}} note */
export function titleOf({ written_on, record_type }) {
  const day = dateWords(written_on);
  const kind = record_type ? record_type[0].toUpperCase() + record_type.slice(1) : "Note";
  return day ? `${kind} of ${day}` : `${kind} without a date`;
}

/**
 * @param {string} words
 * @param {HTMLElement} field
 * @param {string} width
 */
function labelled(words, field, width) {
  return made("label", width, `${words} `, field);
}
