// Many notes: an export goes to the service, which tells how far it is until its report is there.

import { createBatchCard, titleOf } from "./batch_card.js";
import { at, say, shown } from "./making.js";

/**
 * @typedef {import("./contract.js").Batch} Batch
 * @typedef {ReturnType<typeof createBatchCard>} Card
 */

const AGAIN_MS = 2_000;
const AFTER_SILENCE_MS = 10_000;
const UNDER_WAY = ["queued", "running"];
/** @type {Record<string, string>} */
const TYPES = {
  csv: "text/csv",
  txt: "text/csv",
  tsv: "text/tab-separated-values",
  jsonl: "application/jsonl",
  ndjson: "application/jsonl",
  parquet: "application/vnd.apache.parquet",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};
const ENDED = { done: "Done: the report is there", stopped: "Stopped", failed: "It could not be reviewed" };

/** @param {{fetchWithKey: (url: string, question: RequestInit) => Promise<Response>, isUsed: () => boolean}} key */
export function createBatches(key) {
  /** @type {Map<string, Card>} */
  const cards = new Map();
  /** @type {Map<string, string>} */
  const names = new Map(); // of the files sent from here: the service is not told them
  let is_open = false;
  let again = 0;
  let doomed = "";

  at("many-form").addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    send(at("many-file").files[0]);
  });
  at("drop").addEventListener("close", () => at("drop").returnValue === "drop" && drop(doomed));
  document.addEventListener("visibilitychange", () => refresh());

  /** @param {File} file */
  async function send(file) {
    const type = TYPES[/[^.]*$/.exec(file.name.toLowerCase())?.[0] ?? ""];
    if (!type) return tell("The file is none that can be read: save it as CSV, Excel (.xlsx), Parquet or JSON lines.");
    busy(true);
    tell("The file is being sent.");
    const answer = await ask(`/v1/batches?${options()}`, { method: "POST", headers: { "content-type": type }, body: file });
    busy(false);
    if (!answer) return tell("The file could not be sent: it has changed since it was chosen, or the service does not answer.");
    if (!answer.ok) return tell(await problemIn(answer));
    const batch = /** @type {Batch} */ (await answer.json());
    names.set(batch.id, file.name);
    at("many-form").reset();
    tell("The file is there. It is reviewed in its turn, also when this page is closed.");
    refresh();
  }

  function options() {
    const chosen = new URLSearchParams({ mapping: at("many-mapping").value });
    if (at("many-sheet").value.trim()) chosen.set("sheet", at("many-sheet").value.trim());
    if (at("many-text").checked) chosen.set("include_text", "true");
    if (at("many-refused").checked) chosen.set("accept_refused", "true");
    return chosen;
  }

  /** @param {boolean} is_sending */
  function busy(is_sending) {
    at("many-sending").hidden = !is_sending;
    at("many-send").disabled = is_sending;
  }

  async function refresh() {
    clearTimeout(again);
    if (!is_open || document.hidden) return;
    const answer = await ask("/v1/batches", {});
    if (!answer?.ok) {
      tell(answer ? await problemIn(answer) : "The service does not answer just now.");
      if (!answer) again = setTimeout(refresh, AFTER_SILENCE_MS);
      return;
    }
    const { batches, mappings } = /** @type {{batches: Batch[], mappings: string[]}} */ (await answer.json());
    show(batches);
    offer(mappings);
    if (batches.some((batch) => UNDER_WAY.includes(batch.state))) again = setTimeout(refresh, AGAIN_MS);
  }

  /** @param {Batch[]} batches */
  function show(batches) {
    for (const [id, card] of cards) {
      if (batches.some((batch) => batch.id === id)) continue;
      card.element.remove();
      cards.delete(id);
    }
    for (const batch of [...batches].reverse()) {
      const card = cards.get(batch.id) ?? added(batch);
      if (UNDER_WAY.includes(card.state()) && batch.state in ENDED) {
        tell(`${titleOf(batch, names.get(batch.id))}. ${ENDED[/** @type {keyof typeof ENDED} */ (batch.state)]}.`);
      }
      card.show(batch);
    }
    at("many-none").hidden = batches.length > 0;
  }

  /** @param {Batch} batch */
  function added(batch) {
    const card = createBatchCard(batch, names.get(batch.id), save, (id) => {
      doomed = id;
      at("drop").returnValue = "";
      at("drop").showModal();
    });
    cards.set(batch.id, card);
    at("many-list").prepend(card.element);
    return card;
  }

  /** @param {string} id */
  async function drop(id) {
    const answer = await ask(`/v1/batches/${id}`, { method: "DELETE" });
    tell(answer?.ok ? "It is deleted, and its files are removed." : "It could not be deleted just now. Try again.");
    at("many-send").focus();
    refresh();
  }

  /**
   * A link cannot carry a key, so where one is used the file is fetched with it and saved.
   * @param {MouseEvent} event
   */
  async function save(event) {
    if (!key.isUsed()) return;
    event.preventDefault();
    const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    const answer = await ask(link.href, {});
    if (!answer?.ok) return tell(answer ? await problemIn(answer) : "The service does not answer just now.");
    const saved = document.createElement("a");
    saved.href = URL.createObjectURL(await answer.blob());
    saved.download = link.dataset.name ?? "";
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), AFTER_SILENCE_MS);
  }

  /**
   * @param {string} url
   * @param {RequestInit} question
   */
  const ask = (url, question) => key.fetchWithKey(url, question).catch(() => null);

  return {
    refresh,
    /** @param {boolean} is_shown */
    open(is_shown) {
      is_open = is_shown;
      refresh();
    },
  };
}

/**
 * The presets are in index.html; a service may have mappings of its own.
 * @param {string[]} mappings
 */
function offer(mappings) {
  const select = /** @type {HTMLSelectElement} */ (at("many-mapping"));
  const known = Array.from(select.options, (option) => option.value);
  select.append(...mappings.filter((name) => !known.includes(name)).map((name) => new Option(shown(name), name)));
}

/** @param {string} words */
function tell(words) {
  say(at("many-said"), words);
}

/** @param {Response} answer */
async function problemIn(answer) {
  const { detail } = await answer.json().catch(() => ({}));
  return detail ?? "The service could not do that.";
}
