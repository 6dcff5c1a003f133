// One note or many: two views of one page, each with an address of its own, so that the browser's Back works.

import { at } from "./making.js";

const VIEWS = /** @type {const} */ (["one", "many"]);
const SKIP = { one: ["#draft", "Skip to the draft"], many: ["#many-file", "Skip to the file"] };

/** @param {(view: "one" | "many") => void} onView  Called at once, and whenever the other view is opened. */
export function createViews(onView) {
  function open() {
    const { view } = document.documentElement.dataset;
    const wanted = location.hash.startsWith("#many") ? "many" : "one"; // as first.js has it
    document.documentElement.dataset.view = wanted;
    for (const name of VIEWS) {
      if (name === wanted) at(`to-${name}`).setAttribute("aria-current", "page");
      else at(`to-${name}`).removeAttribute("aria-current");
    }
    [at("skip").hash, at("skip").textContent] = SKIP[wanted];
    if (view !== wanted) scrollTo(0, 0);
    onView(wanted);
  }

  addEventListener("hashchange", open);
  open();
}
