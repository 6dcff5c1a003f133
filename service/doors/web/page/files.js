// Notes in a file: plain text, one note as JSON, or many, in a list or one a line.

import { RECORD_TYPES } from "./details.js";

/** @typedef {import("./contract.js").PriorNote} PriorNote */

const LARGEST_BYTES = 4_000_000;
const DAY = /(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)/;

/**
 * @param {File} file
 * @returns {Promise<{notes: Partial<PriorNote>[], problem: string}>}
 */
export async function notesIn(file) {
  if (file.size > LARGEST_BYTES) return none(`${file.name} is over 4 MB: load it in parts.`);
  const text = (await file.text().catch(() => "\0")).replace(/^\ufeff/, "");
  if (text.includes("\0")) return none(`${file.name} is not plain text: open it, and paste what it says.`);
  if (/\.jsonl?$/i.test(file.name)) return fromJson(file.name, text);
  if (!text.trim()) return none(`${file.name} is empty.`);
  return { notes: [{ text, written_on: DAY.exec(file.name)?.[0] ?? null }], problem: "" };
}

/**
 * @param {string} name
 * @param {string} text
 */
function fromJson(name, text) {
  try {
    const read = /\.jsonl$/i.test(name) ? text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line)) : JSON.parse(text);
    const notes = [read.notes ?? read].flat().map(noteOf).filter((note) => note !== null);
    return notes.length ? { notes, problem: "" } : none(`${name} holds no note with a text.`);
  } catch {
    return none(`${name} cannot be read as JSON.`);
  }
}

/**
 * @param {any} read
 * @returns {Partial<PriorNote> | null}
 */
function noteOf(read) {
  if (typeof read?.text !== "string" || !read.text.trim()) return null;
  const written_on = typeof read.written_on === "string" ? (DAY.exec(read.written_on)?.[0] ?? null) : null;
  return { text: read.text, written_on, record_type: RECORD_TYPES.includes(read.record_type) ? read.record_type : null };
}

/** @param {string} problem */
function none(problem) {
  return { notes: [], problem };
}
