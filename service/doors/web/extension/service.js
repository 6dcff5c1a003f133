// Asks the service. Only here, in the worker, are its address and the key known.

import { api } from "./browser.js";
import { chosen } from "./settings.js";
import { may } from "./sites.js";

/**
 * @typedef {object} Question
 * @property {string} method
 * @property {string} path
 * @property {string} [body]
 *
 * @typedef {object} Answer
 * @property {boolean} ok
 * @property {number} status
 * @property {any} body
 */

const ASKED = { POST: /^\/v1\/analyse$/, GET: /^\/v1\/checks\/[a-z0-9_]+$/ }; // and nothing else, whatever a page sends
const ANSWER_MS = 30000;
const TEST_MS = 10000;
const TEST_TEXT = "He was seen at school.";

const NOT_SET_UP = "No service is named yet. Ask whoever runs your computer.";
const NOT_ALLOWED = "The browser has not been allowed to reach the service. Open wellnoted beside the address bar and press Allow.";
const KEY_MISSING = "The service asks for a key. Open wellnoted beside the address bar and type yours.";
const TURNED_AWAY = `The service answers, but turns this browser away: it does not know the key or, where it asks for none, does not list ${new URL(api.runtime.getURL("")).origin} among its origins.`;

/**
 * @param {Question} question
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export async function ask(question, signal) {
  if (!isAsked(question)) return refusal("This is not asked of the service.");
  const { server, wants_key, key } = await chosen();
  if (!server) return refusal(NOT_SET_UP);
  if (!(await may([server]))) return refusal(NOT_ALLOWED);
  const secret = wants_key ? key || (await typedKey()) : "";
  if (wants_key && !secret) return refusal(KEY_MISSING);
  const answer = await fetch(server + question.path, {
    method: question.method,
    headers: { "content-type": "application/json", ...(secret && { authorization: `Bearer ${secret}` }) },
    body: question.body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
}

/** @param {Question} question */
function isAsked({ method, path, body }) {
  const known = method === "POST" ? ASKED.POST : method === "GET" ? ASKED.GET : null;
  return known !== null && known.test(String(path)) && (body === undefined || typeof body === "string");
}

/**
 * An answer of our own, which the plugin shows as it shows the service's.
 * @param {string} detail
 * @returns {Answer}
 */
export function refusal(detail) {
  return { ok: false, status: 400, body: { detail } };
}

/** The key that a person typed, until the browser is closed. */
export async function typedKey() {
  return /** @type {string} */ ((await api.storage.session.get("key")).key ?? "");
}

/** @param {string} key */
export async function keepKey(key) {
  if (key) await api.storage.session.set({ key });
  else await api.storage.session.remove("key");
}

/**
 * Sends one invented sentence and says in words how it went.
 * @returns {Promise<{is_well: boolean, words: string}>}
 */
export async function tryOut() {
  const body = JSON.stringify({ text: TEST_TEXT });
  try {
    const answer = await ask({ method: "POST", path: "/v1/analyse", body }, AbortSignal.timeout(TEST_MS));
    return { is_well: isReview(answer), words: wordsFor(answer) };
  } catch {
    return { is_well: false, words: "The service does not answer. Is it running, and is this computer on its network?" };
  }
}

/** @param {Answer} answer */
function isReview({ ok, body }) {
  return ok && Array.isArray(body.findings);
}

/** @param {Answer} answer */
function wordsFor(answer) {
  if (isReview(answer)) return "The service answers and reads what it is sent.";
  const { status, body } = answer;
  if (status === 401) return "The service answers, but does not accept the key. Ask whoever runs it for another.";
  if (status === 403) return TURNED_AWAY;
  if (status === 429 || status >= 500) return "The service answers, but cannot read just now. Try again in a minute.";
  if (typeof body.detail === "string") return body.detail;
  return "Something answers at this address, but it is not the service. Ask whoever runs your computer.";
}
