// How things stand, for the extension's own page.

import { typedKey } from "./service.js";
import { chosen } from "./settings.js";
import { may, switchedOff } from "./sites.js";

/**
 * @typedef {object} Site
 * @property {string} site
 * @property {boolean} is_on
 * @property {boolean} is_allowed  By the browser.
 *
 * @typedef {object} State
 * @property {string} server
 * @property {boolean} is_server_allowed
 * @property {boolean} is_managed
 * @property {Site[]} sites
 * @property {"none" | "given" | "typed" | "missing"} key
 * @property {string[]} faults
 */

/** @returns {Promise<State>} */
export async function describe() {
  const { server, sites, wants_key, key, is_managed, faults } = await chosen();
  const off = await switchedOff();
  const typed = (await typedKey()) ? "typed" : "missing";
  return {
    server,
    is_server_allowed: server !== "" && (await may([server])),
    is_managed,
    sites: await Promise.all(
      sites.map(async (site) => ({ site, is_on: !off.includes(site), is_allowed: await may([site]) })),
    ),
    key: !wants_key ? "none" : key ? "given" : typed,
    faults,
  };
}
