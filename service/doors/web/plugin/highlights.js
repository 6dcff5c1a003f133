// Underlines without a node: ranges handed to the CSS Custom Highlight API, whose looks are in plugin.css.
// A browser without it shows no underlines; the list of questions has everything.

/**
 * @typedef {import("./contract.js").Mark} Mark
 * @typedef {import("./contract.js").Place} Place
 * @typedef {{name: string, range: Range}} Drawn
 */

const PRIORITY = ["stale_consider", "stale_ask", "stale_must_see", "consider", "ask", "must_see", "here"];

/**
 * Draws marks in one field; each field has its own, and the document's registry is shared.
 * @param {Window & typeof globalThis} view
 */
export function createHighlights(view) {
  /** @type {Map<string, Drawn>} */
  let drawn = new Map();
  const registry = view.CSS?.highlights;

  /**
   * A range moves by itself with the text it stands in, so most marks need nothing: repainting them at every key
   * is what would make typing slow.
   * @param {Mark[]} marks
   * @param {(offset: number, is_start: boolean) => Place | null} placeOf
   */
  function draw(marks, placeOf) {
    if (!registry) return;
    /** @type {Map<string, Drawn>} */
    const now = new Map();
    for (const mark of marks) {
      const [from, to] = [placeOf(mark.start, true), placeOf(mark.end, false)];
      if (!from || !to) continue;
      const key = `${mark.name} ${mark.id}`;
      const known = drawn.get(key);
      now.set(key, known && isAt(known.range, from, to) ? known : { name: mark.name, range: rangeOf(from, to) });
    }
    for (const [key, old] of drawn) if (now.get(key) !== old) erase(old);
    for (const [key, made] of now) if (drawn.get(key) !== made) named(made.name).add(made.range);
    drawn = now;
  }

  /**
   * @param {Place} from
   * @param {Place} to
   */
  function rangeOf(from, to) {
    const range = view.document.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** @param {string} name */
  function named(name) {
    const known = registry.get(`wellnoted-${name}`);
    if (known) return known;
    const made = new view.Highlight();
    made.priority = PRIORITY.indexOf(name);
    registry.set(`wellnoted-${name}`, made);
    return made;
  }

  /** @param {Drawn} old */
  function erase({ name, range }) {
    const highlight = registry.get(`wellnoted-${name}`);
    highlight?.delete(range);
    if (highlight?.size === 0) registry.delete(`wellnoted-${name}`);
  }

  return { draw, clear: () => draw([], () => null) };
}

/**
 * @param {Range} range
 * @param {Place} from
 * @param {Place} to
 */
function isAt(range, from, to) {
  return (
    range.startOffset === from.offset &&
    range.endOffset === to.offset &&
    range.startContainer === from.node &&
    range.endContainer === to.node
  );
}
