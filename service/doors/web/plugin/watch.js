// Hears of every change of a field, also of those that its page makes without typing.

const LOOK_MS = 1000; // a value set by a script makes no event; this is how long it may go unseen

/**
 * @param {HTMLElement} element
 * @param {{changed: () => void, pasted: () => void}} hear
 * @param {AbortSignal} signal
 */
export function watch(element, { changed, pasted }, signal) {
  element.addEventListener("paste", pasted, { signal });
  element.addEventListener("drop", pasted, { signal });
  element.addEventListener("input", changed, { signal });
  const view = /** @type {Window & typeof globalThis} */ (element.ownerDocument.defaultView);
  if (element.tagName === "TEXTAREA") {
    const timer = view.setInterval(changed, LOOK_MS);
    signal.addEventListener("abort", () => view.clearInterval(timer));
    return;
  }
  const observer = new view.MutationObserver(changed);
  observer.observe(element, { childList: true, characterData: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}
