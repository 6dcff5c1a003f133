// Starts reading along in a page, once. A script of this kind is no module, so it only fetches one.

(() => {
  const started = Symbol.for("wellnoted"); // a name could be taken by an element of the page
  const here = /** @type {any} */ (globalThis);
  if (here[started]) return;
  here[started] = true;
  void import(here.chrome.runtime.getURL("extension/reading.js")).then(({ start }) => start());
})();
