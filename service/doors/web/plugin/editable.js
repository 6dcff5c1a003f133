// An editable element as a field. It is only read: underlines are ranges, and words go in through the browser.

import { createHighlights } from "./highlights.js";
import { insertInEditable } from "./insert.js";
import { readText } from "./editable_text.js";
import { wear } from "./style.js";

/** @typedef {import("./contract.js").Field} Field */

/**
 * @param {HTMLElement} element
 * @returns {Field}
 */
export function editableField(element) {
  const document = element.ownerDocument;
  const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
  const highlights = createHighlights(view);
  const unwear = wear(element);
  let read = readText(element);

  /**
   * @param {number} start
   * @param {number} end
   */
  function rangeOf(start, end) {
    const [from, to] = [read.placeOf(start, true), read.placeOf(end, false)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** @type {Field["reveal"]} */
  function reveal(start, end) {
    const range = rangeOf(start, end);
    const words = range?.getBoundingClientRect();
    if (!range || !words) return;
    const box = element.getBoundingClientRect();
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, view.innerHeight);
    if (words.top < top || words.bottom > bottom) {
      range.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    }
  }

  return {
    element,
    text() {
      read = readText(element);
      return read.text;
    },
    caret() {
      const selection = document.getSelection();
      if (!selection?.focusNode || !element.contains(selection.focusNode) || !document.hasFocus()) return null;
      return read.offsetOf(selection.focusNode, selection.focusOffset);
    },
    is_writable: () => element.isContentEditable,
    select(start, end) {
      element.focus();
      const range = rangeOf(start, end);
      if (!range) return;
      document.getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
      reveal(start, end);
    },
    reveal,
    async replace(start, end, words) {
      const range = rangeOf(start, end);
      if (range) await insertInEditable(element, range, words);
    },
    draw: (marks) => highlights.draw(marks, read.placeOf),
    detach() {
      highlights.clear();
      unwear();
    },
  };
}
