// Elements and words. All that a note says is put in as text, in its own direction, and unseen turns are shown.

const UNSEEN = /[\0-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g; // they turn or hide what is around them

/**
 * @param {string} id
 * @returns {any}  The element is in index.html; its type is the caller's to know.
 */
export function at(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [name]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function made(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/**
 * Characters that cannot be seen are shown by their numbers.
 * @param {string} text
 */
export function shown(text) {
  return text.replace(UNSEEN, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
}

/**
 * Words of a note, apart from the words around them.
 * @param {string} words
 */
export function theirs(words) {
  const element = made("bdi", "", shown(words));
  element.dir = "auto";
  return element;
}

/**
 * @param {string} words
 * @param {() => void} press
 * @param {string} [name]
 */
export function button(words, press, name = "") {
  const element = made("button", name, words);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}

/**
 * Writes only what is new: a live region repeats whatever is written to it.
 * @param {HTMLElement} element
 * @param {string} words
 */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * @param {string | null | undefined} day  As 2025-05-06.
 * @returns {string}
 */
export function dateWords(day) {
  const read = day ? new Date(`${day}T00:00:00Z`) : null;
  if (!read || Number.isNaN(read.getTime())) return "";
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(read);
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {number} share */
export function percent(share) {
  return `${Math.round(100 * share)}%`;
}
