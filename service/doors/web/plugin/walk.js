// Walking through the questions, and which one the writer is at.

/**
 * @typedef {import("./contract.js").Field} Field
 * @typedef {import("./contract.js").Item} Item
 */

/**
 * @param {Field} field
 * @param {ReturnType<typeof import("./list.js").createList>} list
 * @param {{asked: () => Item[], redraw: () => void}} given  What is asked, in the list's order.
 */
export function createWalk(field, list, { asked, redraw }) {
  let here = "";

  /**
   * Goes to the words of a question.
   * @param {string} id
   */
  function go(id) {
    const item = asked().find((each) => each.id === id);
    if (!item) return;
    at(id);
    if (item.words) field.select(item.start, item.end);
    else field.element.focus();
  }

  /**
   * Goes to the card of the next question, or the one before: of the card one is on, or of the caret.
   * @param {1 | -1} by
   */
  function step(by) {
    const items = asked();
    if (!items.length) return false;
    const from = items.findIndex((item) => item.id === (list.focusedId() || hereAtCaret()));
    const next = from >= 0 ? from + by : nearCaret(by);
    const item = items[(next + items.length) % items.length];
    at(item.id);
    list.focus(item.id);
    if (item.words) field.reveal(item.start, item.end);
    return true;
  }

  function hereAtCaret() {
    const caret = field.caret();
    return asked().find((item) => item.id === here && isAt(item, caret))?.id;
  }

  /** @param {1 | -1} by */
  function nearCaret(by) {
    const caret = field.caret() ?? 0;
    if (by > 0) return Math.max(asked().findIndex((item) => item.words && item.start >= caret), 0);
    return asked().findLastIndex((item) => item.words && item.end <= caret);
  }

  /** @param {string} id */
  function at(id) {
    here = id;
    list.mark(id);
    redraw();
  }

  function back() {
    at("");
    field.element.focus();
  }

  /** The focus has left the list; if not for the text, nobody is at any question. */
  function leave() {
    if (here && !list.focusedId() && field.caret() === null) at("");
  }

  /** A click on underlined words points at their card. */
  function point() {
    const caret = field.caret();
    const item = asked().find((each) => each.words && !each.finding.folded && isAt(each, caret));
    if (!item && !here) return;
    here = "";
    list.point(item?.id ?? "");
    redraw();
  }

  return { go, step, back, leave, point, here: () => here };
}

/**
 * @param {Item} item
 * @param {number | null} caret
 */
export function isAt({ start, end, words }, caret) {
  return caret !== null && words !== "" && start <= caret && caret <= end + 1;
}

/**
 * F8 and Shift-F8 walk from the text and from the list; Esc goes back to the text.
 * @param {HTMLElement} element
 * @param {HTMLElement} list
 * @param {{step: (by: 1 | -1) => boolean, back: () => void}} walk
 * @param {AbortSignal} signal
 */
export function listenToKeys(element, list, walk, signal) {
  /** @param {KeyboardEvent} event */
  function step(event) {
    if (event.key !== "F8" || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (walk.step(event.shiftKey ? -1 : 1)) event.preventDefault();
  }

  element.addEventListener("keydown", step, { signal });
  list.addEventListener(
    "keydown",
    (event) => {
      step(event);
      if (event.key !== "Escape") return;
      event.preventDefault();
      walk.back();
    },
    { signal },
  );
}
