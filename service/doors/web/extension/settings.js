// What was chosen for this browser: by the policy of whoever runs it, else when the extension was packed.

import { api } from "./browser.js";
import { DEFAULTS } from "./defaults.js";

/**
 * @typedef {object} Policy  As managed_schema.json describes it.
 * @property {string} [serverUrl]
 * @property {string[]} [allowedOrigins]
 * @property {"none" | "key"} [authMode]
 * @property {string} [key]
 * @property {object} [profile]
 *
 * @typedef {object} Chosen
 * @property {string} server  No slash at its end; empty where none is named, or none that can be used.
 * @property {string[]} sites  Origins, each as the browser names it.
 * @property {boolean} wants_key
 * @property {string} key  What the policy gives; empty where each person has their own.
 * @property {object} note  What is sent with each note.
 * @property {boolean} is_managed
 * @property {string[]} faults  What cannot be used, in words for whoever wrote it.
 */

const ON_THIS_MACHINE = ["127.0.0.1", "localhost"];

/** @returns {Promise<Chosen>} */
export async function chosen() {
  const policy = await managed();
  const said = { ...DEFAULTS, ...policy };
  const server = said.serverUrl ?? "";
  const named = Array.isArray(said.allowedOrigins) ? said.allowedOrigins : [];
  const sites = named.filter(isOrigin);
  const faults = [];
  if (server && !isServer(server)) faults.push("serverUrl is not an https address (http on this machine only).");
  if (sites.length < named.length) {
    faults.push(`${named.length - sites.length} of allowedOrigins not written as an origin, such as https://cases.council.example.`);
  }
  return {
    server: isServer(server) ? server.replace(/\/+$/, "") : "",
    sites: [...new Set(sites)],
    wants_key: said.authMode === "key",
    key: said.key ?? "",
    note: said.profile ?? {},
    is_managed: Object.keys(policy).length > 0,
    faults,
  };
}

/** @returns {Promise<Policy>} */
async function managed() {
  try {
    return (await api.storage.managed?.get()) ?? {};
  } catch {
    return {}; // Firefox, where there is no policy
  }
}

/** @param {unknown} value */
function isOrigin(value) {
  const address = addressOf(value);
  return address !== null && address.origin === value && /^https?:$/.test(address.protocol);
}

/** @param {unknown} value */
function isServer(value) {
  const address = addressOf(value);
  if (!address || address.username || address.password || address.search || address.hash) return false;
  return address.protocol === "https:" || (address.protocol === "http:" && ON_THIS_MACHINE.includes(address.hostname));
}

/** @param {unknown} value */
function addressOf(value) {
  try {
    return new URL(String(value));
  } catch {
    return null;
  }
}

/** The policy may hold the key, and a script in a page may read the policy unless it is kept from it. */
export async function keepFromPages() {
  for (const area of [api.storage.managed, api.storage.session]) {
    await area?.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => {}); // not every browser can
  }
}
