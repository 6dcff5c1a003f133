// One question on a card. Everything is a text node: what stands in a note is never read as markup.

/** @typedef {import("./contract.js").Item} Item */

/**
 * @typedef {object} Actions
 * @property {(id: string) => void} go  To the words in the text.
 * @property {(id: string) => void} use  The plain words in place of the words.
 * @property {(id: string) => void} fine
 * @property {(check: string) => Promise<{about: string}>} pageOf
 * @property {() => boolean} is_writable
 */

const LABEL = { must_see: "Look at this", ask: "Question", consider: "Consider", overview: "Whole note" };
const MOST_WORDS = 120; // characters of the note shown on a card

/**
 * @param {Document} document
 * @param {string} id
 * @param {Item} item
 * @param {Actions} actions
 */
export function createCard(document, id, { finding, words }, actions) {
  const element = document.createElement("li");
  element.dataset.severity = finding.severity;

  const go = button("go", () => actions.go(id));
  const kind = line("kind", LABEL[finding.severity]);
  kind.append(line("stale", " · changed since, being read again")); // in the same line: nothing below it moves
  go.append(kind);
  if (words) go.append(line("words", short(words)));
  go.append(line("question", finding.message));
  element.append(go, acts());

  function acts() {
    const made = document.createElement("div");
    made.className = "acts";
    if (finding.suggestion !== null && words && actions.is_writable()) {
      const use = button("use", () => actions.use(id));
      use.textContent = finding.suggestion ? `Use “${shown(finding.suggestion)}”` : "Leave these words out";
      made.append(use);
    }
    const fine = button("fine", () => actions.fine(id));
    fine.textContent = "Fine here";
    made.append(fine, why());
    return made;
  }

  function why() {
    const made = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = `Why: ${finding.check.replaceAll("_", " ")}`;
    const about = line("about", "");
    made.append(summary, about, line("source", `Source: ${finding.source}`));
    made.addEventListener("toggle", async () => {
      if (!made.open || about.textContent) return;
      about.textContent = await actions.pageOf(finding.check).then(
        (page) => unwrapped(page.about),
        () => "",
      );
    });
    return made;
  }

  /**
   * @param {string} name
   * @param {() => void} press
   */
  function button(name, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.addEventListener("click", press);
    return made;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  function line(name, text) {
    const made = document.createElement("span");
    made.className = name;
    made.dir = "auto"; // its own direction, whatever the words around it do
    made.textContent = shown(text);
    return made;
  }

  return {
    element,
    go,
    /** @param {boolean} is_stale */
    dim: (is_stale) => element.toggleAttribute("data-stale", is_stale),
    /** @param {boolean} is_current */
    mark(is_current) {
      element.toggleAttribute("data-current", is_current);
      if (is_current) go.setAttribute("aria-current", "true");
      else go.removeAttribute("aria-current");
    },
  };
}

/**
 * Characters that cannot be seen but turn what is around them are shown by their numbers.
 * @param {string} text
 */
function shown(text) {
  return text.replace(
    /[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/**
 * Joins lines that were broken for a terminal.
 * @param {string} about
 */
function unwrapped(about) {
  return about.replace(/(\S)\n[ \t]*(?=\p{Ll})/gu, "$1 ");
}

/** @param {string} words */
function short(words) {
  const one = words.replace(/\s+/g, " ");
  return `“${one.length > MOST_WORDS ? `${one.slice(0, MOST_WORDS).toWellFormed()}…` : one}”`;
}
