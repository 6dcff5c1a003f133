// The extension's own page: how things stand, a switch for each site, the key, and whether the service answers.

import { api } from "./browser.js";
import { patternOf } from "./sites.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Site} Site */

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @returns {Kind}
 */
const part = (id) => /** @type {Kind} */ (document.getElementById(id));

const [state, faults, allow, sites] = ["state", "faults", "allow", "sites"].map(part);
const [server, form, test, tested] = ["server", "key-form", "test", "tested"].map(part);
const key = /** @type {HTMLInputElement} */ (part("key"));

/** @type {string[]} */
let wanted = []; // what the browser has yet to allow

/**
 * @param {string} say
 * @param {object} [more]
 */
const tell = (say, more) => api.runtime.sendMessage({ say, ...more });

async function show() {
  const now = /** @type {State} */ (await tell("state"));
  wanted = [
    ...now.sites.filter((each) => !each.is_allowed).map((each) => each.site),
    ...(now.server && !now.is_server_allowed ? [now.server] : []),
  ];
  state.textContent = wordsFor(now);
  faults.replaceChildren(...now.faults.map(item));
  faults.hidden = now.faults.length === 0;
  allow.hidden = wanted.length === 0;
  sites.replaceChildren(...now.sites.map(switchOf));
  if (!now.sites.length) sites.replaceChildren(item("None. Whoever runs your computer lists them."));
  server.textContent = `${now.server || "None is named."}${KEYS[now.key]}`;
  form.hidden = now.key === "none" || now.key === "given";
}

const KEYS = {
  none: "",
  given: " A key came with your computer.",
  typed: " You have typed a key.",
  missing: " It asks for a key.",
};

/** @param {State} now */
function wordsFor(now) {
  if (!now.server || !now.sites.length) return "Not set up: whoever runs your computer names the service and the sites.";
  if (wanted.length) return "Almost ready: the browser has to be told that wellnoted may reach the sites and the service.";
  if (now.key === "missing") return "Almost ready: the service asks for a key.";
  const on = now.sites.filter((each) => each.is_on).length;
  if (on === 0) return "Off: you have switched it off on every site.";
  return `On: it reads along where you write, on ${on === 1 ? "1 site" : `${on} sites`}.`;
}

/** @param {string} words */
function item(words) {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

/** @param {Site} site */
function switchOf({ site, is_on }) {
  const made = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = is_on;
  box.addEventListener("change", () => tell("switch_site", { site, is_on: box.checked }).then(sayState));
  label.append(box, `Read along on ${site}`);
  made.append(label);
  return made;
}

/** The words alone, so that the switch just pressed keeps the focus. */
async function sayState() {
  state.textContent = wordsFor(await tell("state"));
}

allow.addEventListener("click", () => {
  // At once and not after an answer: a browser asks only in the moment of the press.
  void api.permissions.request({ origins: wanted.map(patternOf) }).then(show);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void tell("keep_key", { key: key.value.trim() }).then(() => ((key.value = ""), show()));
});
test.addEventListener("click", async () => {
  tested.textContent = "Asking…";
  const { words } = await tell("try_out");
  tested.textContent = words;
});
void show();
