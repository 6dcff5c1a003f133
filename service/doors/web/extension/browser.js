// The part of the browser's extension API that is used here. Both browsers call it `chrome` and answer with promises.
// `browser` would do for one of them only, and in the other a page could put an element in its place.

/**
 * @typedef {object} Sender
 * @property {string} [id]
 * @property {string} [url]
 * @property {string} [origin]
 * @property {{id?: number}} [tab]
 *
 * @typedef {object} Port  A line between a page and the worker, for one question.
 * @property {string} name
 * @property {Sender} [sender]
 * @property {(message: object) => void} postMessage
 * @property {() => void} disconnect
 * @property {Hears<(message: any) => void>} onMessage
 * @property {Hears<() => void>} onDisconnect
 *
 * @typedef {object} Area
 * @property {(names?: string | string[] | null) => Promise<Record<string, any>>} get
 * @property {(values: Record<string, any>) => Promise<void>} set
 * @property {(name: string) => Promise<void>} remove
 * @property {(level: {accessLevel: string}) => Promise<void>} [setAccessLevel]
 *
 * @typedef {object} Script
 * @property {string} id
 * @property {string[]} js
 * @property {string[]} matches
 * @property {boolean} allFrames
 * @property {boolean} matchOriginAsFallback
 * @property {"document_idle"} runAt
 *
 * @typedef {object} Permissions
 * @property {string[]} origins
 *
 * @typedef {object} Api
 * @property {{
 *   id?: string,
 *   getURL: (path: string) => string,
 *   connect: (info: {name: string}) => Port,
 *   sendMessage: (message: object) => Promise<any>,
 *   onConnect: Hears<(port: Port) => void>,
 *   onMessage: Hears<(message: any, sender: Sender, answer: (answer: any) => void) => boolean>,
 *   onInstalled: Hears<() => void>,
 *   onStartup: Hears<() => void>,
 * }} runtime
 * @property {{
 *   managed?: Area,
 *   local: Area,
 *   session: Area,
 *   onChanged: Hears<(changes: Record<string, {newValue?: any}>, area: string) => void>,
 * }} storage
 * @property {{
 *   getRegisteredContentScripts: () => Promise<Script[]>,
 *   registerContentScripts: (scripts: Script[]) => Promise<void>,
 *   unregisterContentScripts: () => Promise<void>,
 *   executeScript: (what: {target: {tabId: number, allFrames: boolean}, files: string[]}) => Promise<unknown>,
 * }} scripting
 * @property {{query: (what: {url: string[]}) => Promise<{id?: number}[]>}} tabs
 * @property {{
 *   contains: (what: Permissions) => Promise<boolean>,
 *   request: (what: Permissions) => Promise<boolean>,
 *   onAdded: Hears<() => void>,
 *   onRemoved: Hears<() => void>,
 * }} permissions
 */

/**
 * @template {Function} Listener
 * @typedef {{addListener: (listener: Listener) => void, removeListener: (listener: Listener) => void}} Hears
 */

export const api = /** @type {Api} */ (/** @type {any} */ (globalThis).chrome);
