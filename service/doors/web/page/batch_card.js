// One batch in the list: what it is, how far, what came of it, and what can be done with it.

import { button, made, say, shown } from "./making.js";

/** @typedef {import("./contract.js").Batch} Batch */

const MINUTE_S = 60;
const HOUR_S = 3_600;
const STATES = { queued: "Waiting", running: "Being reviewed", done: "Done", stopped: "Stopped", failed: "Not reviewed" };
const REPORTS = /** @type {const} */ ([
  ["html", "Open the report", "wellnoted-report.html"],
  ["xlsx", "Workbook", "wellnoted-report.xlsx"],
  ["csv", "Tables (CSV)", "wellnoted-tables.zip"],
]);

/**
 * @param {Batch} first
 * @param {string | undefined} name  The file's, where this page sent it.
 * @param {(event: MouseEvent) => void} onLink
 * @param {(id: string) => void} onDelete
 */
export function createBatchCard(first, name, onLink, onDelete) {
  const title = made("h4", "", titleOf(first, name));
  const state = made("span", "state");
  const bar = made("progress");
  const message = made("p", "message");
  const figures = made("p", "hint");
  const links = made("p", "with-button");
  const remove = button("Delete", () => onDelete(first.id));
  title.id = `many-${first.id}`;
  bar.setAttribute("aria-labelledby", title.id);
  remove.setAttribute("aria-label", `Delete ${title.textContent}`);
  links.append(remove);
  const element = made("li", "", made("div", "over", title, state), bar, message, figures, links);
  let state_now = "";

  /** @param {Batch} batch */
  function show(batch) {
    state_now = batch.state;
    state.dataset.state = batch.state === "done" ? "met" : batch.state === "failed" || batch.state === "stopped" ? "open" : "none";
    say(state, STATES[batch.state]);
    bar.hidden = batch.state !== "running";
    fill(bar, batch);
    say(message, shown(batch.message));
    say(figures, figuresOf(batch));
    figures.hidden = !figures.textContent;
    if (links.childElementCount === 1) links.prepend(...linksOf(batch, title.id, onLink));
  }

  return { element, show, state: () => state_now };
}

/**
 * @param {HTMLProgressElement} bar
 * @param {Batch} batch
 */
function fill(bar, batch) {
  const notes = (batch.rows ?? 0) - (batch.refused ?? 0);
  if (!notes) return bar.removeAttribute("value");
  bar.max = notes;
  bar.value = batch.reviewed;
}

/** @param {Batch} batch */
function figuresOf(batch) {
  const parts = [];
  if (batch.state === "running" && batch.rows !== null) {
    if (batch.notes_per_second) parts.push(`${batch.notes_per_second} notes a second`);
    if (batch.seconds_left) parts.push(`${time(batch.seconds_left)} left`);
    if (batch.refused) parts.push(`${batch.refused} rows cannot be read`);
  }
  if (batch.kept_until && batch.state === "done") parts.push(`kept until ${day(batch.kept_until)}`);
  if (batch.include_text) parts.push("its tables quote the notes");
  const words = parts.join(", ");
  return words && `${words[0].toUpperCase()}${words.slice(1)}.`;
}

/**
 * @param {Batch} batch
 * @param {string} labelled_by
 * @param {(event: MouseEvent) => void} onLink
 */
function linksOf(batch, labelled_by, onLink) {
  return REPORTS.filter(([form]) => batch.reports.includes(form)).map(([form, words, name]) => {
    const link = made("a", "button", words);
    link.href = `/v1/batches/${batch.id}/report${form === "html" ? "" : `?as=${form}`}`;
    link.id = `${labelled_by}-${form}`;
    link.setAttribute("aria-describedby", labelled_by);
    link.dataset.name = name;
    if (form === "html") [link.target, link.rel] = ["_blank", "noopener noreferrer"];
    link.addEventListener("click", onLink);
    return link;
  });
}

/**
 * @param {Batch} batch
 * @param {string} [name]
 */
export function titleOf(batch, name) {
  const when = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  return `${name ? shown(name) : `${batch.format.toUpperCase()} file`}, ${when.format(new Date(batch.created))}`;
}

/** @param {string} written */
function day(written) {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(written));
}

/** @param {number} seconds */
function time(seconds) {
  if (seconds < MINUTE_S) return "less than a minute";
  if (seconds < HOUR_S) return `about ${Math.ceil(seconds / MINUTE_S)} min`;
  return `about ${Math.floor(seconds / HOUR_S)} h ${Math.round((seconds % HOUR_S) / MINUTE_S)} min`;
}
