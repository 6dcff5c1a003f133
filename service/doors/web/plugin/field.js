// What can be written in: a textarea, an editable element, or a frame of the same origin that holds one.

import { editableField } from "./editable.js";
import { textareaField } from "./textarea.js";

/**
 * @param {HTMLElement} element
 * @returns {import("./contract.js").Field}
 */
export function fieldOf(element) {
  if (element.tagName === "TEXTAREA") return textareaField(/** @type {HTMLTextAreaElement} */ (element));
  if (element.isContentEditable) return editableField(element);
  throw new TypeError(`wellnoted: a ${element.tagName.toLowerCase()} that cannot be written in. Give a textarea or an editable element.`);
}

/**
 * The element to write in: a frame's own, or the element itself.
 * @param {HTMLElement} element
 * @returns {HTMLElement}
 */
export function writableIn(element) {
  if (element.tagName !== "IFRAME") return element;
  const inside = /** @type {HTMLIFrameElement} */ (element).contentDocument;
  if (!inside) throw new TypeError("wellnoted: the frame is of another origin. Attach inside it instead.");
  const body = inside.body;
  if (body.isContentEditable) return body;
  const found = /** @type {HTMLElement | null} */ (inside.querySelector("textarea, [contenteditable]:not([contenteditable=false])"));
  if (!found) throw new TypeError("wellnoted: the frame holds nothing that can be written in. Attach once it has loaded.");
  return found;
}
