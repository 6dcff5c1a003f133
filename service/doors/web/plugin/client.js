// Asks the service: after a pause, one question at a time, the last one only; when it fails, again and quietly.

/**
 * @typedef {import("./contract.js").Review} Review
 * @typedef {import("./contract.js").Fetcher} Fetcher
 */

const SLOW_MS = 3000; // when an answer is late enough to say so
const LOST_MS = 30000; // when it is given up
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30000;

const SLOW = "Still reading. Carry on writing.";
const OFFLINE = "Not read: the service does not answer. Carry on writing; it will be asked again.";
const NO_KEY = "Not read: the service does not accept this key. Ask whoever runs it.";

/**
 * @param {object} given
 * @param {string} given.server
 * @param {string} [given.token]
 * @param {Fetcher} [given.fetcher]
 * @param {() => string} given.text
 * @param {() => object} given.details
 * @param {(review: Review, text: string) => void} given.onReview
 * @param {(words: string) => void} given.onSign  What keeps the text from being read, or nothing.
 */
export function createClient({ server, token, fetcher = fetchAnswer, text, details, onReview, onSign }) {
  const address = server.replace(/\/+$/, "");
  /** @type {Record<string, string>} */
  const key = token ? { authorization: `Bearer ${token}` } : {};
  /** @type {Map<string, Promise<any>>} */
  const pages = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {AbortController | undefined} */
  let running;
  let failures = 0;

  /** @param {number} wait_ms */
  function soon(wait_ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, wait_ms);
  }

  async function ask() {
    clearTimeout(timer);
    running?.abort();
    const mine = (running = new AbortController());
    const sent = text();
    if (!sent.trim()) return answered({ findings: [], sentences: [] }, sent);
    const slow = setTimeout(onSign, SLOW_MS, SLOW);
    const lost = setTimeout(() => mine.abort(), LOST_MS);
    try {
      const answer = await fetcher(`${address}/v1/analyse`, question(sent, mine.signal));
      const body = await answer.json();
      if (mine !== running) return;
      if (answer.ok) answered(body, sent);
      else refused(answer.status, body);
    } catch {
      if (mine === running) failed();
    } finally {
      clearTimeout(slow);
      clearTimeout(lost);
    }
  }

  /**
   * @param {string} sent
   * @param {AbortSignal} signal
   */
  function question(sent, signal) {
    // Halves of a pair and NUL are not text to the service; what takes their place is as long.
    const body = JSON.stringify({ ...details(), text: sent.toWellFormed().replaceAll("\0", " ") });
    return { method: "POST", headers: { "content-type": "application/json", ...key }, body, signal };
  }

  /**
   * @param {Review} review
   * @param {string} sent
   */
  function answered(review, sent) {
    failures = 0;
    onSign("");
    onReview(review, sent);
  }

  /**
   * @param {number} status
   * @param {{detail?: string}} problem
   */
  function refused(status, problem) {
    if (status === 401 || status === 403) onSign(NO_KEY);
    else if (status === 429 || status >= 500) failed();
    else onSign(`Not read: ${problem.detail ?? status}`);
  }

  function failed() {
    onSign(OFFLINE);
    const wait_ms = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
    failures += 1;
    soon(wait_ms * (0.75 + Math.random() / 2)); // spread, or a whole office asks at once when the service is back
  }

  /**
   * Returns a check's page; asked for once.
   * @param {string} name
   * @returns {Promise<{about: string}>}
   */
  function pageOf(name) {
    const known = pages.get(name) ?? fetchPage(name);
    pages.set(name, known);
    known.catch(() => pages.delete(name));
    return known;
  }

  /** @param {string} name */
  async function fetchPage(name) {
    const answer = await fetcher(`${address}/v1/checks/${encodeURIComponent(name)}`, { method: "GET", headers: key });
    if (!answer.ok) throw new Error(`The check's page was answered with ${answer.status}.`);
    return answer.json();
  }

  const again = () => failures > 0 && soon(0);
  addEventListener("online", again);

  function stop() {
    removeEventListener("online", again);
    clearTimeout(timer);
    running?.abort();
    running = undefined;
  }

  return { soon, ask, pageOf, stop };
}

/** @type {Fetcher} */
function fetchAnswer(url, question) {
  return fetch(url, { ...question, cache: "no-store", referrerPolicy: "no-referrer" });
}
