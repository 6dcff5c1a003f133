// Words put in as if typed: the browser's undo takes them out again, and the page hears of it.

/**
 * @param {HTMLTextAreaElement} element
 * @param {number} start
 * @param {number} end
 * @param {string} words
 */
export function insertInTextarea(element, start, end, words) {
  const wanted = element.value.slice(0, start) + words + element.value.slice(end);
  element.focus();
  element.setSelectionRange(start, end);
  // execCommand is the only way into the browser's own undo; it is old, and nothing has taken its place.
  typed(element.ownerDocument, words);
  if (element.value === wanted) return;
  element.setRangeText(words, start, end, "end");
  element.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText", data: words, bubbles: true }));
}

/**
 * @param {HTMLElement} element
 * @param {Range} range
 * @param {string} words
 */
export async function insertInEditable(element, range, words) {
  const document = element.ownerDocument;
  element.focus();
  const selection = document.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  // Editors with a model of their own hear of the selection in the next task, and write where they believe it is.
  await new Promise((done) => setTimeout(done, 20));
  typed(document, words);
}

/**
 * @param {Document} document
 * @param {string} words
 */
function typed(document, words) {
  return words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
}
