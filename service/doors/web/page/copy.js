// A copy of the draft's text laid under it, line by line, in the same type: where a sentence is can be seen only there.
// The marks of the margin stand in its lines, so that they move with the words while somebody types above them.

import { made } from "./making.js";

const PAUSE_MS = 150; // of not typing, before a changed line is measured: that makes the browser lay out the page at once

/**
 * @typedef {object} Stretch  UTF-16 units of one line, and what it is of.
 * @property {number} start
 * @property {number} end
 * @property {boolean} is_first  Whether its sentence begins here, and not in the line before.
 * @property {string} kind
 *
 * @typedef {object} Line
 * @property {string} words
 * @property {Stretch[]} stretches
 * @property {HTMLElement} element
 */

/**
 * @param {HTMLElement} home
 * @param {HTMLTextAreaElement} draft
 * @param {(line: Line, tops: (stretch: Stretch) => {first: number, last: number}) => HTMLElement[]} marksOf
 */
export function createCopy(home, draft, marksOf) {
  const sheet = made("div", "copied-text");
  home.append(sheet);
  /** @type {Line[]} */
  let lines = [];
  /** @type {Set<Line>} */
  const unmeasured = new Set();
  let pause = 0;
  draft.addEventListener("scroll", scroll, { passive: true });
  new ResizeObserver(measureAll).observe(draft);
  document.fonts.addEventListener("loadingdone", measureAll);

  /**
   * Takes over what the draft says now; marks of the lines that stay, stay, and those of changed words go.
   * @param {string} text
   */
  function follow(text) {
    const now = text.split("\n");
    const shorter = Math.min(now.length, lines.length);
    let same = 0;
    while (same < shorter && lines[same].words === now[same]) same += 1;
    let after = 0;
    while (after < shorter - same && lines[lines.length - 1 - after].words === now[now.length - 1 - after]) after += 1;
    const gone = lines.slice(same, lines.length - after);
    const come = now.slice(same, now.length - after).map((words, place) => renewed(gone[place], words));
    for (const line of gone.slice(come.length)) line.element.remove();
    const next = lines[lines.length - after]?.element ?? null;
    for (const line of come) if (!line.element.isConnected) sheet.insertBefore(line.element, next);
    lines = [...lines.slice(0, same), ...come, ...lines.slice(lines.length - after)];
    for (const line of come) unmeasured.add(line);
    clearTimeout(pause);
    if (unmeasured.size) pause = setTimeout(measureRest, PAUSE_MS);
    scroll();
  }

  function measureRest() {
    for (const line of lines) if (unmeasured.has(line)) measure(line);
    unmeasured.clear();
  }

  /**
   * @param {Line | undefined} old
   * @param {string} words
   * @returns {Line}
   */
  function renewed(old, words) {
    const element = old?.element ?? made("div");
    const text = element.firstChild ?? element.appendChild(document.createTextNode(""));
    text.nodeValue = words || "\u200b"; // an empty line is as high as the others
    return { words, element, stretches: old ? kept(old, words) : [] };
  }

  /**
   * @param {string} text
   * @param {{start: number, end: number, kind: string}[]} sentences  In UTF-16 units.
   */
  function mark(text, sentences) {
    follow(text);
    unmeasured.clear();
    let from = 0;
    for (const line of lines) {
      const to = from + line.words.length;
      const inside = sentences.filter(({ start, end }) => start < to && end > from);
      line.stretches = inside.map(({ start, end, kind }) => ({
        start: Math.max(start - from, 0),
        end: Math.min(end, to) - from,
        is_first: start >= from,
        kind,
      }));
      measure(line);
      from = to + 1;
    }
  }

  function measureAll() {
    for (const line of lines) measure(line);
    scroll();
  }

  /** @param {Line} line */
  function measure(line) {
    const words = line.element.firstChild;
    if (!words) return;
    while (line.element.lastChild !== words) line.element.lastChild?.remove();
    if (!line.stretches.length || !home.checkVisibility({ visibilityProperty: true })) return;
    const box = line.element.getBoundingClientRect();
    const step = parseFloat(getComputedStyle(line.element).lineHeight);
    const row = (/** @type {number} */ place) => Math.floor((middleOf(words, place) - box.top) / step) * step;
    line.element.append(...marksOf(line, ({ start, end }) => ({ first: row(start), last: row(Math.max(end - 1, start)) })));
  }

  function scroll() {
    sheet.style.transform = `translateY(${-draft.scrollTop}px)`;
  }

  /**
   * Scrolls the draft until a place of its text can be seen.
   * @param {number} place
   */
  function reveal(place) {
    follow(draft.value);
    let from = 0;
    const line = lines.find(({ words }) => {
      const is_here = place <= from + words.length;
      if (!is_here) from += words.length + 1;
      return is_here;
    });
    if (!line?.element.firstChild) return;
    const top = middleOf(line.element.firstChild, place - from) - home.getBoundingClientRect().top;
    if (top < 20 || top > draft.clientHeight - 40) draft.scrollTop += top - draft.clientHeight / 3;
  }

  return { follow, mark, measureAll, reveal };
}

/**
 * @param {Node} words
 * @param {number} place
 */
function middleOf(words, place) {
  const range = document.createRange();
  const length = words.textContent?.length ?? 0;
  range.setStart(words, Math.min(place, Math.max(length - 1, 0)));
  range.setEnd(words, Math.min(place + 1, length));
  const box = range.getClientRects()[0] ?? range.getBoundingClientRect();
  return box.top + box.height / 2;
}

/**
 * What of a line's stretches is left once its words have become others.
 * @param {Line} old
 * @param {string} words
 */
function kept(old, words) {
  const shorter = Math.min(words.length, old.words.length);
  let before = 0;
  while (before < shorter && words[before] === old.words[before]) before += 1;
  let after = 0;
  while (after < shorter - before && words.at(-1 - after) === old.words.at(-1 - after)) after += 1;
  const by = words.length - old.words.length;
  return old.stretches.flatMap((stretch) => {
    if (stretch.end <= before) return [stretch];
    if (stretch.start >= old.words.length - after) return [{ ...stretch, start: stretch.start + by, end: stretch.end + by }];
    return [];
  });
}
