// The key that a guarded service asks for: kept by this page while it is open, and nowhere else.

import { at } from "./making.js";

/** @param {() => void} onKey */
export function createKey(onKey) {
  let key = "";
  at("key-asked").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    key = at("key").value.trim();
    if (key) onKey();
  });

  /** @type {import("../plugin/contract.js").Fetcher} */
  async function fetchWithKey(url, question) {
    const headers = key ? { ...question.headers, authorization: `Bearer ${key}` } : question.headers;
    const answer = await fetch(url, { ...question, headers, cache: "no-store", referrerPolicy: "no-referrer" });
    at("key-asked").hidden = answer.status !== 401 && answer.status !== 403;
    return answer;
  }

  return { fetchWithKey };
}
