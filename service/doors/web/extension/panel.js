// The panel at the edge of the page that holds the plugin's list, in a shadow tree that the page's looks do not reach.

import { api } from "./browser.js";

const NAME = "wellnoted-panel";

// Not left to panel.css: until it has come, nothing of the page must move.
const PLACE = { all: "initial", position: "fixed", right: "12px", bottom: "12px", "z-index": "2147483647" };

/**
 * Shows a panel, in place of the one that is there.
 * @param {Element} home
 * @param {() => void} switchOff
 */
export async function showPanel(home, switchOff) {
  const document = home.ownerDocument;
  const { is_open = true } = await api.storage.local.get("is_open");
  home.querySelector(`:scope > ${NAME}`)?.remove();
  const host = document.createElement(NAME);
  for (const [name, value] of Object.entries(PLACE)) host.style.setProperty(name, value);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = api.runtime.getURL("extension/panel.css");
  const section = document.createElement("section");
  section.setAttribute("aria-label", "wellnoted");
  const list = document.createElement("div");
  list.className = "list";
  const fold = button("", () => open(Boolean(list.hidden), true));
  const acts = document.createElement("div");
  acts.className = "acts";
  acts.append(fold, button("Switch off on this site", switchOff));
  section.append(acts, list);
  host.attachShadow({ mode: "open" }).append(style, section);
  open(is_open);
  home.append(host);

  /**
   * @param {boolean} is_open
   * @param {boolean} [is_kept]  For the next pages too.
   */
  function open(is_open, is_kept = false) {
    list.hidden = !is_open;
    fold.textContent = is_open ? "Hide questions" : "Show questions";
    fold.setAttribute("aria-expanded", String(is_open));
    if (is_kept) void api.storage.local.set({ is_open });
  }

  /**
   * @param {string} words
   * @param {() => void} press
   */
  function button(words, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  }

  return { host, list, open: () => open(true) };
}
