// A text as one block a line, so that an edit lays out its own line again and no other.

import { changeBetween, lastAtOrBefore } from "./spans.js";

/** @typedef {import("./contract.js").Place} Place */

/**
 * @param {HTMLElement} sheet
 */
export function createLines(sheet) {
  /** @type {Text[]} */
  let nodes = [];
  /** @type {number[]} */
  let starts = [];
  let shown = "";

  /**
   * Shows `text`. Blocks whose line is as it was are kept, and ranges in them stay where they are.
   * @param {string} text
   */
  function write(text) {
    const change = changeBetween(shown, text);
    if (!change) return;
    const is_within_line = !shown.slice(change.start, change.end).includes("\n") && !textOf(change, text).includes("\n");
    const line = lastAtOrBefore(starts, change.start);
    if (is_within_line && line >= 0 && change.end <= starts[line] + nodes[line].length) {
      nodes[line].replaceData(change.start - starts[line], change.end - change.start, textOf(change, text));
    } else {
      rewrite(text);
    }
    shown = text;
    measure();
  }

  /** @param {string} text */
  function rewrite(text) {
    const lines = text ? text.split(/(?<=\n)/) : []; // each with its newline: an empty block would have no height
    const most = Math.min(lines.length, nodes.length);
    let first = 0;
    while (first < most && lines[first] === nodes[first].data) first += 1;
    let same = 0;
    while (same < most - first && lines[lines.length - 1 - same] === nodes[nodes.length - 1 - same].data) same += 1;
    replace(first, nodes.slice(first, nodes.length - same), lines.slice(first, lines.length - same));
  }

  /**
   * @param {number} first
   * @param {Text[]} old
   * @param {string[]} lines
   */
  function replace(first, old, lines) {
    const made = lines.map((line) => sheet.ownerDocument.createTextNode(line));
    const blocks = made.map((node) => {
      const block = sheet.ownerDocument.createElement("div");
      block.append(node);
      return block;
    });
    for (const node of old) node.parentElement?.remove();
    sheet.insertBefore(fragmentOf(blocks), sheet.children[first] ?? null);
    nodes = [...nodes.slice(0, first), ...made, ...nodes.slice(first + old.length)];
    // Of a field's lines only the first is indented; of blocks each would be.
    for (const block of [...blocks, ...[...sheet.children].slice(first + blocks.length, first + blocks.length + 1)]) {
      /** @type {HTMLElement} */ (block).style.textIndent = block === sheet.firstChild ? "" : "0";
    }
  }

  /** @param {HTMLElement[]} blocks */
  function fragmentOf(blocks) {
    const fragment = sheet.ownerDocument.createDocumentFragment();
    fragment.append(...blocks);
    return fragment;
  }

  function measure() {
    let length = 0;
    starts = nodes.map((node) => (length += node.length) - node.length);
  }

  /**
   * Where a character stands; between two lines a start is in the one after and an end in the one before.
   * @param {number} offset
   * @param {boolean} is_start
   * @returns {Place | null}
   */
  function placeOf(offset, is_start) {
    if (offset > shown.length) return null;
    const line = lastAtOrBefore(starts, is_start ? offset : offset - 1);
    return line < 0 ? null : { node: nodes[line], offset: offset - starts[line] };
  }

  return { write, placeOf };
}

/**
 * @param {import("./spans.js").Change} change
 * @param {string} after
 */
function textOf({ start, length }, after) {
  return after.slice(start, start + length);
}
