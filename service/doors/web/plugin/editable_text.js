// The text of an editable element, and where each of its characters stands in the tree.

import { lastAtOrBefore } from "./spans.js";

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TD TH TR UL".split(" "),
);
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

/**
 * @typedef {{node: Text, start: number}} Piece
 * @typedef {{text: string, placeOf: (offset: number, is_start: boolean) => {node: Text, offset: number} | null, offsetOf: (node: Node, offset: number) => number}} ReadText
 */

/**
 * Reads line by line: a block or `<br>` begins a new one, and every character keeps its place one to one.
 * @param {HTMLElement} element
 * @returns {ReadText}
 */
export function readText(element) {
  const is_kept = /** @type {Window} */ (element.ownerDocument.defaultView)
    .getComputedStyle(element)
    .getPropertyValue("white-space")
    .startsWith("pre");
  /** @type {Piece[]} */
  const pieces = [];
  let text = "";
  let is_new_line = false;

  /** @param {Node} node */
  function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) take(/** @type {Text} */ (node));
    else if (node.nodeName === "BR") is_new_line = true;
    else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.nodeName)) within(node);
  }

  /** @param {Node} node */
  function within(node) {
    const is_block = BLOCKS.has(node.nodeName);
    if (is_block) is_new_line = true;
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    if (is_block) is_new_line = true;
  }

  /** @param {Text} node */
  function take(node) {
    // Blanks between blocks are the layout of the source, not of the note.
    if (!node.data || (!is_kept && node.data.includes("\n") && !node.data.trim())) return;
    if (is_new_line && text) text += "\n";
    is_new_line = false;
    pieces.push({ node, start: text.length });
    text += is_kept ? node.data : node.data.replace(/[\n\r\t\u00a0]/g, " ");
  }

  for (let child = element.firstChild; child; child = child.nextSibling) walk(child);
  const starts = pieces.map((piece) => piece.start);

  return {
    text,
    placeOf(offset, is_start) {
      const piece = pieces[lastAtOrBefore(starts, is_start ? offset : offset - 1)];
      return piece ? { node: piece.node, offset: Math.min(offset - piece.start, piece.node.length) } : null;
    },
    offsetOf(node, offset) {
      const known = pieces.find((piece) => piece.node === node);
      if (known) return known.start + offset;
      const after = node.childNodes[offset] ?? node;
      const next = pieces.find(
        (piece) => after.contains(piece.node) || after.compareDocumentPosition(piece.node) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      return next ? next.start : text.length;
    },
  };
}
