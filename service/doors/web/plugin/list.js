// The list of questions: the first view of what was found. Underlines only point at it.

import { createCard } from "./card.js";
import { wear } from "./style.js";

/**
 * @typedef {import("./contract.js").Item} Item
 * @typedef {import("./card.js").Actions} Actions
 */

const KEYS = "F8: next question. Shift and F8: the one before. Enter: to the words. Esc: back to the text.";

/**
 * @param {HTMLElement} home
 * @param {Actions & {showAll: () => void}} actions
 */
export function createList(home, actions) {
  const document = home.ownerDocument;
  const host = document.createElement("wellnoted-findings");
  const shadow = host.attachShadow({ mode: "open" });
  const section = made("section");
  section.setAttribute("aria-label", "Questions about the note");
  const count = made("p", "count");
  count.setAttribute("role", "status");
  count.setAttribute("aria-live", "polite");
  count.tabIndex = -1;
  const sign = made("p", "sign");
  sign.setAttribute("role", "status");
  const keys = made("p", "keys");
  keys.textContent = KEYS;
  const shownList = cards();
  const folded = /** @type {HTMLDetailsElement} */ (made("details", "folded"));
  const more = made("summary");
  const foldedList = cards();
  folded.append(more, foldedList);
  const all = /** @type {HTMLButtonElement} */ (made("button", "all"));
  all.type = "button";
  all.addEventListener("click", actions.showAll);
  section.append(count, sign, shownList, folded, all, keys);
  shadow.append(section);
  const unwear = wear(section);
  home.append(host);

  /** @type {Map<string, ReturnType<typeof createCard>>} */
  let known = new Map();
  let current = "";
  let seen = "";

  /**
   * Shows the items; cards that stay keep their element, so nobody loses their place.
   * @param {Item[]} items
   * @param {number} set_aside
   */
  function show(items, set_aside) {
    const now = items.map((item) => [item.id, item.is_stale, item.finding.folded].join()).join("\n") + set_aside;
    if (now === seen) return;
    seen = now;
    const focused = focusedId();
    const before = [...known.keys()];
    const kept = new Map(items.map((item) => [item.id, known.get(item.id) ?? createCard(document, item.id, item, actions)]));
    for (const item of items) kept.get(item.id)?.dim(item.is_stale);
    for (const [id, card] of known) if (!kept.has(id)) card.element.remove();
    known = kept;
    fill(shownList, items.filter((item) => !item.finding.folded));
    fill(foldedList, items.filter((item) => item.finding.folded));
    summarise(items, set_aside);
    if (focused && !known.has(focused)) focusNear(before, focused);
  }

  /**
   * @param {HTMLElement} list
   * @param {Item[]} items
   */
  function fill(list, items) {
    let place = list.firstElementChild;
    for (const { id } of items) {
      const element = known.get(id)?.element;
      if (!element) continue;
      if (element === place) place = place.nextElementSibling;
      else list.insertBefore(element, place);
    }
  }

  /**
   * @param {Item[]} items
   * @param {number} set_aside
   */
  function summarise(items, set_aside) {
    const hidden = items.filter((item) => item.finding.folded).length;
    const asked = items.length - hidden;
    say(count, asked === 1 ? "1 question" : `${asked || "No"} questions`);
    folded.hidden = hidden === 0;
    say(more, `${hidden} more to consider`);
    all.hidden = set_aside === 0;
    say(all, `Show ${set_aside} called fine here`);
    keys.hidden = items.length === 0;
  }

  /**
   * @param {string[]} before
   * @param {string} gone
   */
  function focusNear(before, gone) {
    const next = before.slice(before.indexOf(gone)).find((id) => known.has(id));
    if (next) focus(next);
    else count.focus();
  }

  /** @param {string} id */
  function focus(id) {
    const card = known.get(id);
    if (!card) return;
    mark(id);
    if (folded.contains(card.element)) folded.open = true;
    card.go.focus({ preventScroll: true });
    bringIntoView(card.element);
  }

  /** @param {string} id */
  function mark(id) {
    known.get(current)?.mark(false);
    current = id;
    known.get(id)?.mark(true);
  }

  function focusedId() {
    const inside = shadow.activeElement;
    for (const [id, { element }] of known) if (element.contains(inside)) return id;
    return "";
  }

  /** @param {string} words */
  function warn(words) {
    say(sign, words);
    sign.hidden = !words;
  }

  function cards() {
    const list = made("ul");
    list.setAttribute("role", "list"); // Safari forgets it where the bullets are taken away
    return list;
  }

  /**
   * @param {string} tag
   * @param {string} [name]
   */
  function made(tag, name = "") {
    const element = document.createElement(tag);
    if (name) element.className = name;
    return element;
  }

  warn("");
  summarise([], 0);
  say(count, "");

  return {
    host,
    show,
    focus,
    mark,
    warn,
    focusedId,
    /** @param {string} id */
    point(id) {
      mark(id);
      const card = known.get(id);
      if (card) bringIntoView(card.element);
    },
    detach() {
      unwear();
      host.remove();
    },
  };
}

/**
 * Scrolls what holds the list, and never the page: the text the writer looks at stays where it is.
 * @param {HTMLElement} element
 */
function bringIntoView(element) {
  const view = element.ownerDocument.defaultView;
  for (let box = element.parentElement ?? host(element); box; box = box.parentElement ?? host(box)) {
    if (box === element.ownerDocument.documentElement || box === element.ownerDocument.body) return;
    if (box.scrollHeight <= box.clientHeight || view?.getComputedStyle(box).overflowY === "visible") continue;
    const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
    if (inner.top < outer.top) box.scrollTop += inner.top - outer.top;
    else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
  }
}

/** @param {HTMLElement} element */
function host(element) {
  const root = element.getRootNode();
  return "host" in root ? /** @type {HTMLElement} */ (root.host) : null;
}

/**
 * Writes only what is new: a live region repeats whatever is written to it.
 * @param {HTMLElement} element
 * @param {string} words
 */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
