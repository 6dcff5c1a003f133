// Findings as they stand in the field: placed when the service answers, moved by every edit until it answers again.

import { unitsIn } from "./offsets.js";
import { changeBetween, lineOf, shifted } from "./spans.js";

/**
 * @typedef {import("./contract.js").Item} Item
 * @typedef {import("./contract.js").Review} Review
 */

/**
 * Places a review's findings in the text it was made of.
 * @param {Review} review
 * @param {string} text
 * @returns {Item[]}
 */
export function itemsOf(review, text) {
  const units = unitsIn(text);
  /** @type {Map<string, number>} */
  const counts = new Map();
  return review.findings.map((finding) => {
    const [start, end] = [units(finding.start), units(finding.end)];
    const words = text.slice(start, end);
    const around = review.sentences.find((each) => each.start <= finding.start && finding.start < each.end);
    const sentence = around && words ? text.slice(units(around.start), units(around.end)) : "";
    const name = [finding.check, finding.message, words].join("\n");
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    return { id: `${name}\n${nth}`, start, end, finding, words, sentence, is_stale: false };
  });
}

/**
 * Moves items across whatever changed between two texts. Those touched are gone; those on the same line are stale.
 * @param {Item[]} items
 * @param {string} before
 * @param {string} after
 * @returns {Item[]}
 */
export function afterEdit(items, before, after) {
  const change = changeBetween(before, after);
  if (!change) return items;
  const line = lineOf(change, after);
  return items.flatMap((item) => {
    if (!item.words) return { ...item, is_stale: true };
    const span = shifted(item, change, after);
    if (!span) return [];
    const is_stale = item.is_stale || (span.start <= line.end && line.start <= span.end);
    return is_stale === item.is_stale && span.start === item.start ? item : { ...item, ...span, is_stale };
  });
}
