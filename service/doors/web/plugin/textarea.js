// A textarea as a field: its words are its value, its underlines stand in a copy laid over it.

import { createHighlights } from "./highlights.js";
import { insertInTextarea } from "./insert.js";
import { createMirror } from "./mirror.js";

/** @typedef {import("./contract.js").Field} Field */

/**
 * @param {HTMLTextAreaElement} element
 * @returns {Field}
 */
export function textareaField(element) {
  const document = element.ownerDocument;
  const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
  const mirror = createMirror(element);
  const highlights = createHighlights(view);

  /** @type {Field["draw"]} */
  function draw(marks, text) {
    mirror.write(marks.length ? text : "");
    highlights.draw(marks, mirror.placeOf);
  }

  /** @type {Field["reveal"]} */
  function reveal(start, end) {
    const words = mirror.boxOf(start, end);
    if (!words?.height) return;
    const field = element.getBoundingClientRect();
    const above = words.top - field.top - element.clientTop;
    if (above < 0 || above + words.height > element.clientHeight) {
      element.scrollTop += above - (element.clientHeight - words.height) / 2;
    }
  }

  return {
    element,
    text: () => element.value,
    caret: () => (isFocused(element) ? element.selectionEnd : null),
    is_writable: () => !element.readOnly && !element.disabled,
    select(start, end) {
      element.focus();
      element.setSelectionRange(start, end);
      reveal(start, end);
    },
    reveal,
    replace: async (start, end, words) => insertInTextarea(element, start, end, words),
    draw,
    detach() {
      highlights.clear();
      mirror.detach();
    },
  };
}

/** @param {HTMLElement} element */
function isFocused(element) {
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  return root.activeElement === element;
}
