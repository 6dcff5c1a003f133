// A copy of a textarea's text, laid over it, in which only underlines can be seen. The browser breaks both into
// lines by the same rules, so a range in the copy lies where the words lie in the field.

import { createLines } from "./lines.js";
import { wear } from "./style.js";

// All that moves a glyph. What is missing here shows as an underline beside its word.
const COPIED = [
  "direction", "font-family", "font-feature-settings", "font-kerning", "font-optical-sizing", "font-size",
  "font-size-adjust", "font-stretch", "font-style", "font-synthesis", "font-variant", "font-variation-settings",
  "font-weight", "hyphens", "letter-spacing", "line-break", "overflow-wrap", "padding-bottom",
  "padding-left", "padding-right", "padding-top", "tab-size", "text-align", "text-align-last", "text-indent",
  "text-orientation", "text-rendering", "text-spacing-trim", "text-transform", "unicode-bidi", "white-space",
  "word-break", "word-spacing", "writing-mode",
];
const RULER_PX = 100; // the host's width: how long it measures says how the page is scaled

// Not left to plugin.css: if that came late, or not at all, the text would be seen twice.
const HOST = { all: "initial", position: "absolute", width: `${RULER_PX}px`, height: "0", "pointer-events": "none" };
const PANE = { position: "absolute", top: "0", left: "0", overflow: "hidden", contain: "strict", "transform-origin": "0 0" };
const SHEET = { "box-sizing": "border-box", color: "transparent", "forced-color-adjust": "none" };

/**
 * @param {HTMLTextAreaElement} textarea
 */
export function createMirror(textarea) {
  const document = textarea.ownerDocument;
  const view = /** @type {Window & typeof globalThis} */ (document.defaultView);
  const host = document.createElement("wellnoted-marks");
  host.setAttribute("aria-hidden", "true");
  host.inert = true; // the browser's search must not find the words twice
  const shadow = host.attachShadow({ mode: "open" });
  const pane = document.createElement("div");
  const sheet = document.createElement("div");
  const lines = createLines(sheet);
  dress(host, HOST);
  dress(pane, PANE);
  dress(sheet, SHEET);
  pane.append(sheet);
  shadow.append(pane);
  const unwear = wear(pane);
  textarea.after(host);

  const stop = new AbortController();
  const sizes = new view.ResizeObserver(place);
  const looks = new view.MutationObserver(place);
  sizes.observe(textarea);
  if (textarea.parentElement) sizes.observe(textarea.parentElement);
  looks.observe(textarea, { attributes: true });
  document.addEventListener("scroll", scrolled, { capture: true, passive: true, signal: stop.signal });
  view.addEventListener("resize", place, { signal: stop.signal });
  document.addEventListener("transitionend", place, { signal: stop.signal });
  document.fonts.addEventListener("loadingdone", place, { signal: stop.signal });
  place();

  /** Copies the field's looks and place. */
  function place() {
    if (!host.isConnected) textarea.after(host);
    const style = view.getComputedStyle(textarea);
    for (const name of COPIED) sheet.style.setProperty(name, style.getPropertyValue(name));
    // A height given as a number rounds otherwise than the pixels it comes to: a pixel's error every sixty lines.
    sheet.style.lineHeight = textarea.computedStyleMap?.().get("line-height")?.toString() ?? style.lineHeight;
    sheet.lang = textarea.closest("[lang]")?.getAttribute("lang") ?? "";
    const scale = host.getBoundingClientRect().width / RULER_PX || 1;
    const borders = parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth);
    const bars = textarea.offsetWidth - textarea.clientWidth - Math.round(borders);
    // clientWidth is whole pixels; half a pixel less may break a line elsewhere.
    const width = textarea.getBoundingClientRect().width / scale - borders - Math.max(bars, 0);
    pane.style.width = sheet.style.width = `${width}px`;
    pane.style.height = `${textarea.clientHeight}px`;
    sheet.style.minHeight = `${textarea.clientHeight}px`;
    moveOver(scale);
    scroll();
  }

  /** @param {number} scale */
  function moveOver(scale) {
    const here = host.getBoundingClientRect();
    const there = textarea.getBoundingClientRect();
    const left = (there.left - here.left) / scale + textarea.clientLeft;
    const top = (there.top - here.top) / scale + textarea.clientTop;
    pane.style.transform = `translate(${left}px, ${top}px)`;
    pane.style.clipPath = visibleInset(there, scale);
  }

  /**
   * What a scrolling ancestor hides of the field is hidden of the copy.
   * @param {DOMRect} field
   * @param {number} scale
   */
  function visibleInset(field, scale) {
    const inset = [0, 0, 0, 0];
    for (let parent = textarea.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
      if (view.getComputedStyle(parent).overflow === "visible") continue;
      const box = parent.getBoundingClientRect();
      const hidden = [box.top - field.top, field.right - box.right, field.bottom - box.bottom, box.left - field.left];
      hidden.forEach((by, side) => (inset[side] = Math.max(inset[side], by)));
    }
    return inset.some(Boolean) ? `inset(${inset.map((by) => `${by / scale}px`).join(" ")})` : "none";
  }

  /** @param {Event} event */
  function scrolled(event) {
    if (event.target === textarea) scroll();
    else if (event.target instanceof view.Element && event.target.contains(textarea)) place();
  }

  function scroll() {
    const moved = `translate(${-textarea.scrollLeft}px, ${-textarea.scrollTop}px)`;
    if (sheet.style.transform !== moved) sheet.style.transform = moved;
  }

  /**
   * Where the words are on the screen.
   * @param {number} start
   * @param {number} end
   */
  function boxOf(start, end) {
    const [from, to] = [lines.placeOf(start, true), lines.placeOf(end, false)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range.getBoundingClientRect();
  }

  function detach() {
    stop.abort();
    sizes.disconnect();
    looks.disconnect();
    unwear();
    host.remove();
  }

  return { write: lines.write, placeOf: lines.placeOf, boxOf, detach };
}

/**
 * @param {HTMLElement} element
 * @param {Record<string, string>} looks
 */
function dress(element, looks) {
  for (const [name, value] of Object.entries(looks)) element.style.setProperty(name, value);
}
