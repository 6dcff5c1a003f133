// The plugin's questions, handed to the worker: a page's script has no network of its own.

import { api } from "./browser.js";

/** @type {import("../plugin/contract.js").Fetcher} */
export function askWorker(path, { method, body, signal }) {
  return new Promise((resolve, reject) => {
    const port = api.runtime.connect({ name: "ask" });
    const drop = () => (port.disconnect(), reject(new Error("Dropped.")));
    signal?.addEventListener("abort", drop, { once: true });
    port.onDisconnect.addListener(() => reject(new Error("The worker was stopped.")));
    port.onMessage.addListener(({ answer }) => {
      signal?.removeEventListener("abort", drop);
      port.disconnect();
      if (answer) resolve({ ok: answer.ok, status: answer.status, json: async () => answer.body });
      else reject(new Error("No answer came."));
    });
    port.postMessage({ method, path, body });
  });
}
