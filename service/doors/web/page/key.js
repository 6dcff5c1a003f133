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

  /**
   * @param {string} url
   * @param {RequestInit} question
   */
  async function fetchWithKey(url, question) {
    const headers = new Headers(question.headers);
    if (key) headers.set("authorization", `Bearer ${key}`);
    const answer = await fetch(url, { ...question, headers, cache: "no-store", referrerPolicy: "no-referrer" });
    at("key-asked").hidden = answer.status !== 401 && answer.status !== 403;
    return answer;
  }

  return { fetchWithKey, isUsed: () => key !== "" };
}
