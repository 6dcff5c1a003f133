// Reads along in one field at a time: the one that somebody writes in, on a site where that is wanted.

import { askWorker } from "./asking.js";
import { api } from "./browser.js";
import { fieldAt, focused, homeFor } from "./fields.js";
import { showPanel } from "./panel.js";

/** @typedef {{element: HTMLElement, host: HTMLElement, stop: () => void}} Reading */

const LOOK_MS = 2000; // how long a field may be gone from the page before the questions about it go too

/** @type {Reading | null} */
let reading = null;
/** @type {HTMLElement | null} */
let entered = null; // the last field entered; what is asked about an earlier one comes too late

export function start() {
  document.addEventListener("focusin", (event) => void enter(event.composedPath()[0]), { capture: true });
  api.storage.onChanged.addListener((changes, area) => {
    if (area === "local" && "off" in changes) void arrange();
  });
  setInterval(look, LOOK_MS);
  void enter(focused());
}

/** @param {EventTarget | null} target */
async function enter(target) {
  const element = fieldAt(target);
  if (!element || element === reading?.element) return;
  entered = element;
  const chosen = await hello();
  if (chosen && entered === element) await begin(element, chosen.note);
}

/**
 * @param {HTMLElement} element
 * @param {object} note
 */
async function begin(element, note) {
  stop();
  const { attach } = await import("../plugin/attach.js"); // here, not above: most pages hold no field
  const panel = await showPanel(homeFor(element), () => void api.runtime.sendMessage({ say: "switch_off" }));
  if (entered !== element) return panel.host.remove();
  const attached = attach(element, { server: "", note, list: panel.list, fetcher: askWorker });
  const keys = new AbortController();
  element.addEventListener("keydown", opens, { capture: true, signal: keys.signal });

  /** @param {KeyboardEvent} event */
  function opens(event) {
    if (event.key === "F8") panel.open(); // or the list that is walked through could not have the focus
  }

  reading = {
    element,
    host: panel.host,
    stop() {
      keys.abort();
      attached.detach();
      panel.host.remove();
    },
  };
}

function stop() {
  reading?.stop();
  reading = null;
}

/** A field that left the page, a panel that another frame took, an extension that was taken away: then it is over. */
function look() {
  if (reading && !(reading.element.isConnected && reading.host.isConnected && api.runtime.id)) stop();
}

/** The site was switched on or off. */
async function arrange() {
  if (await hello()) return void enter(focused());
  entered = null;
  stop();
}

/** @returns {Promise<{note: object} | null>} */
async function hello() {
  if (!api.runtime.id) return null;
  return api.runtime.sendMessage({ say: "hello" }).catch(() => null);
}
