// The plugin's whole face: attach(element, options) reads along while somebody writes.

import { createClient } from "./client.js";
import { fieldOf, writableIn } from "./field.js";
import { fineHereIn } from "./fine_here.js";
import { afterEdit, itemsOf } from "./items.js";
import { createList } from "./list.js";
import { createWalk, isAt, listenToKeys } from "./walk.js";
import { watch } from "./watch.js";

/**
 * @typedef {import("./contract.js").Attached} Attached
 * @typedef {import("./contract.js").Item} Item
 * @typedef {import("./contract.js").Options} Options
 * @typedef {import("./contract.js").Review} Review
 */

const PAUSE_MS = 500; // of not typing, before the text is read
const PASTING_MS = 300; // between a paste and the change it makes
const HELD_MS = 2000; // for so long nobody is asked about the words they are writing

/**
 * Reads along in a textarea, an editable element or a frame of the same origin.
 * @param {HTMLElement} element
 * @param {Options} [options]
 * @returns {Attached}
 */
export function attach(element, options = {}) {
  const field = fieldOf(writableIn(element));
  const view = /** @type {Window & typeof globalThis} */ (field.element.ownerDocument.defaultView);
  const fine = fineHereIn(field.element);
  const stop = new AbortController();
  const home = options.list ?? homeBeside(element);
  const list = createList(home, {
    go: (id) => walk.go(id),
    use,
    fine: (id) => withItem(id, (item) => (fine.keep(item), show())),
    pageOf: (check) => client.pageOf(check),
    is_writable: field.is_writable,
    showAll: () => (fine.clear(), show()),
  });
  const client = createClient({
    server: options.server ?? new URL("/", import.meta.url).origin,
    token: options.token,
    fetcher: options.fetcher,
    text: () => text,
    details: () => (typeof options.note === "function" ? options.note() : (options.note ?? {})),
    onReview: reviewed,
    onSign: signed,
  });

  let text = field.text();
  /** @type {Item[]} */
  let items = [];
  /** @type {Item[]} */
  let asked = []; // those of `items` that are shown, in the list's order
  let edited_at = -HELD_MS;
  let is_pasting = false;
  let frame = 0;
  let release = 0;

  const walk = createWalk(field, list, { asked: () => asked, redraw: drawMarks });
  watch(field.element, { changed, pasted }, stop.signal);
  listenToKeys(field.element, list.host, walk, stop.signal);
  field.element.addEventListener("click", walk.point, { signal: stop.signal });
  list.host.addEventListener("focusout", () => setTimeout(walk.leave), { signal: stop.signal });
  client.soon(0);

  /** What is pasted is there within a moment, or was refused. */
  function pasted() {
    is_pasting = true;
    view.setTimeout(() => (is_pasting = false), PASTING_MS);
  }

  function changed() {
    frame ||= view.requestAnimationFrame(takeIn);
  }

  /** Once a frame, before it is painted: underlines move with the words. */
  function takeIn() {
    frame = 0;
    const now = field.text();
    if (now === text) return;
    items = afterEdit(items, text, now);
    text = now;
    edited_at = is_pasting ? -HELD_MS : performance.now();
    client.soon(is_pasting ? 0 : PAUSE_MS);
    is_pasting = false;
    show();
  }

  /**
   * @param {Review} review
   * @param {string} sent
   */
  function reviewed(review, sent) {
    if (frame) takeIn();
    items = afterEdit(itemsOf(review, sent), sent, text);
    show();
    options.onReview?.(review, sent);
  }

  /** @param {string} words */
  function signed(words) {
    list.warn(words);
    if (!words) return;
    items = items.map((item) => (item.is_stale ? item : { ...item, is_stale: true }));
    show();
  }

  function show() {
    const open = items.filter((item) => !fine.holds(item));
    const before = new Set(asked.map((item) => item.id));
    const caret = field.caret();
    const left_ms = edited_at + HELD_MS - performance.now();
    asked = inListOrder(open.filter((item) => before.has(item.id) || left_ms <= 0 || !isAt(item, caret)));
    list.show(asked, items.length - open.length);
    drawMarks();
    view.clearTimeout(release);
    if (asked.length < open.length) release = view.setTimeout(show, left_ms + 1);
  }

  function drawMarks() {
    const here = asked.find((item) => item.id === walk.here() && item.words);
    const marks = asked.filter((item) => item.words && (!item.finding.folded || item === here)).map(markOf);
    if (here) marks.push({ ...markOf(here), name: "here" });
    field.draw(marks, text);
  }

  /**
   * @param {string} id
   * @param {(item: Item) => void} act
   */
  function withItem(id, act) {
    const item = asked.find((each) => each.id === id);
    if (item) act(item);
  }

  /** @param {string} id */
  function use(id) {
    withItem(id, async ({ start, end, words, finding }) => {
      takeIn();
      if (text.slice(start, end) !== words || finding.suggestion === null) return;
      pasted(); // words put in are read at once
      await field.replace(start, end, finding.suggestion);
      takeIn();
    });
  }

  return {
    detach() {
      stop.abort();
      client.stop();
      view.cancelAnimationFrame(frame);
      view.clearTimeout(release);
      list.detach();
      field.detach();
      if (!options.list) home.remove();
    },
    async review() {
      takeIn();
      await client.ask();
    },
    next: () => void walk.step(1),
    previous: () => void walk.step(-1),
    get findings() {
      return Object.freeze([...asked]);
    },
  };
}

/** @param {HTMLElement} element */
function homeBeside(element) {
  const made = element.ownerDocument.createElement("div");
  const marks = element.nextElementSibling;
  (marks?.tagName === "WELLNOTED-MARKS" ? marks : element).after(made);
  return made;
}

/** @param {Item} item */
function markOf({ id, start, end, finding, is_stale }) {
  return { id, start, end, name: is_stale ? `stale_${finding.severity}` : finding.severity };
}

/**
 * Reading order, the folded behind: as the list shows them.
 * @param {Item[]} items
 */
function inListOrder(items) {
  return [...items.filter((item) => !item.finding.folded), ...items.filter((item) => item.finding.folded)];
}
