// The extension's own place: it alone reaches the service, and it answers only those it knows.

import { api } from "./browser.js";
import { ask, keepKey, refusal, tryOut } from "./service.js";
import { chosen, keepFromPages } from "./settings.js";
import { arrange, isRead, switchSite } from "./sites.js";
import { describe } from "./state.js";

/** @typedef {import("./browser.js").Sender} Sender */
/** @typedef {import("./browser.js").Port} Port */

const NOT_HERE = "wellnoted is not used on this site.";
const HOME = api.runtime.getURL("");

/**
 * The origin of the page that a message comes from; empty if it is not a page of a tab that runs our script.
 * @param {Sender | undefined} sender
 */
function siteOf(sender) {
  if (!sender || sender.id !== api.runtime.id || !sender.tab) return "";
  return sender.origin ?? new URL(sender.url ?? "about:blank").origin;
}

/** @param {Sender} sender */
function isOurs(sender) {
  return sender.id === api.runtime.id && (sender.url ?? "").startsWith(HOME);
}

/** @param {Port} port */
function connected(port) {
  const stop = new AbortController();
  port.onDisconnect.addListener(() => stop.abort());
  port.onMessage.addListener(async (question) => {
    const answer = await answerTo(question, port.sender, stop.signal).catch(() => null); // null: none came
    if (!stop.signal.aborted) port.postMessage({ answer });
  });
}

/**
 * @param {import("./service.js").Question} question
 * @param {Sender | undefined} sender
 * @param {AbortSignal} signal
 */
async function answerTo(question, sender, signal) {
  return (await isRead(siteOf(sender))) ? ask(question, signal) : refusal(NOT_HERE);
}

/**
 * What a page of a site may say.
 * @type {Record<string, (site: string) => Promise<unknown>>}
 */
const FROM_PAGES = {
  hello: async (site) => ((await isRead(site)) ? { note: (await chosen()).note } : null),
  switch_off: (site) => switchSite(site, false),
};

/**
 * What the extension's own page may say.
 * @type {Record<string, (said: any) => Promise<unknown>>}
 */
const FROM_US = {
  state: () => describe(),
  try_out: () => tryOut(),
  keep_key: ({ key }) => keepKey(String(key)),
  switch_site: ({ site, is_on }) => switchSite(site, is_on),
};

/**
 * @param {any} said
 * @param {Sender} sender
 */
async function heard(said, sender) {
  const { say } = said ?? {};
  if (isOurs(sender)) return Object.hasOwn(FROM_US, say) ? FROM_US[say](said) : null;
  const site = siteOf(sender);
  return site && Object.hasOwn(FROM_PAGES, say) ? FROM_PAGES[say](site) : null;
}

api.runtime.onConnect.addListener(connected);
api.runtime.onMessage.addListener((said, sender, answer) => {
  heard(said, sender).then(answer, () => answer(null));
  return true; // the answer comes later
});
api.runtime.onInstalled.addListener(arrange);
api.runtime.onStartup.addListener(arrange);
api.permissions.onAdded.addListener(arrange);
api.permissions.onRemoved.addListener(arrange);
api.storage.onChanged.addListener((changes, area) => {
  if (area === "managed" || (area === "local" && "off" in changes)) void arrange();
});
void keepFromPages();
