// On which sites a script runs: those that are listed, that the browser allows, and that the person has not switched off.

import { api } from "./browser.js";
import { chosen } from "./settings.js";

const SCRIPT = "extension/content.js";
const IS_FIREFOX = api.runtime.getURL("").startsWith("moz-extension:");

/**
 * The pattern by which a browser knows an origin. Firefox's have no port; the origin itself is looked at again.
 * @param {string} address
 */
export function patternOf(address) {
  const { protocol, host, hostname } = new URL(address);
  return `${protocol}//${IS_FIREFOX ? hostname : host}/*`;
}

/**
 * Whether the browser lets the extension reach these addresses.
 * @param {string[]} addresses
 */
export function may(addresses) {
  return api.permissions.contains({ origins: addresses.map(patternOf) });
}

/** @returns {Promise<string[]>} */
export async function switchedOff() {
  return (await api.storage.local.get("off")).off ?? [];
}

/**
 * @param {string} site
 * @param {boolean} is_on
 */
export async function switchSite(site, is_on) {
  const others = (await switchedOff()).filter((each) => each !== site);
  await api.storage.local.set({ off: is_on ? others : [...others, site] });
}

/** @param {string} site */
export async function isRead(site) {
  return (await chosen()).sites.includes(site) && !(await switchedOff()).includes(site);
}

/** @type {Promise<void>} */
let last = Promise.resolve();

/** Brings the scripts in line with what is chosen; one change at a time. */
export function arrange() {
  last = last.then(settle, settle);
  return last;
}

async function settle() {
  const sites = [];
  for (const site of (await chosen()).sites) {
    if ((await isRead(site)) && (await may([site]))) sites.push(patternOf(site));
  }
  const [before] = await api.scripting.getRegisteredContentScripts();
  const known = new Set(before?.matches);
  if (before) await api.scripting.unregisterContentScripts();
  if (!sites.length) return;
  const looks = { allFrames: true, matchOriginAsFallback: true, runAt: /** @type {const} */ ("document_idle") };
  await api.scripting.registerContentScripts([{ id: "read", js: [SCRIPT], matches: sites, ...looks }]);
  await startIn(sites.filter((site) => !known.has(site)));
}

/**
 * Starts in pages that were open before.
 * @param {string[]} patterns
 */
async function startIn(patterns) {
  if (!patterns.length) return;
  for (const { id } of await api.tabs.query({ url: patterns })) {
    if (id === undefined) continue;
    await api.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: [SCRIPT] }).catch(() => {}); // closed meanwhile
  }
}
