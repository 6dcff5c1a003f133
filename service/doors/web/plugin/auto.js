// For a page that wants one script tag and no script of its own: reads along in every field marked `data-wellnoted`.
//   <script type="module" src="https://SERVICE/plugin/auto.js"></script>   <textarea data-wellnoted>

import { attach } from "./attach.js";

const MARKED = '[data-wellnoted]:not([data-wellnoted="off"])';

/** @type {Map<HTMLElement, import("./contract.js").Attached>} */
const attached = new Map();

function look() {
  for (const [element, { detach }] of attached) {
    if (element.isConnected && element.matches(MARKED)) continue;
    detach();
    attached.delete(element);
  }
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(MARKED))) {
    if (!attached.has(element)) attached.set(element, attach(element));
  }
}

look();
new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ["data-wellnoted"] });
