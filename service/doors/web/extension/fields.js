// What in a page is read: the field that somebody writes in, and the place where its questions are shown.

/**
 * The field that was entered, if it is one to write a note in.
 * @param {EventTarget | null | undefined} target
 * @returns {HTMLElement | null}
 */
export function fieldAt(target) {
  const element = /** @type {HTMLElement | null | undefined} */ (target);
  if (!element?.tagName || element.closest('[data-wellnoted="off"]')) return null;
  if (element.tagName === "TEXTAREA") return element;
  return element.isContentEditable ? editorOf(element) : null;
}

/**
 * The whole of what can be edited, of which `element` may be a part.
 * @param {HTMLElement} element
 */
function editorOf(element) {
  let editor = element;
  while (editor.parentElement?.isContentEditable) editor = editor.parentElement;
  return editor === editor.ownerDocument.documentElement ? editor.ownerDocument.body : editor;
}

/** The element that has the focus, inside shadow trees too. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/**
 * Where to show the questions: outside of all that the page made, in the outermost document of its origin.
 * An open dialog is the exception, since nothing outside of it can be reached.
 * @param {Element} element
 * @returns {Element}
 */
export function homeFor(element) {
  const dialog = element.closest("dialog:modal");
  if (dialog) return dialog;
  const frame = element.ownerDocument.defaultView?.frameElement; // null for a frame in another origin's page
  return frame ? homeFor(frame) : element.ownerDocument.documentElement;
}
