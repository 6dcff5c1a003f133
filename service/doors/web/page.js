// The page: a draft with the plugin beside it, and what the note holds beneath. Nothing is kept but how the page looks.

import { createBatches } from "./page/batches.js";
import { showCopied } from "./page/copied.js";
import { showCounts } from "./page/counts.js";
import { createDetails } from "./page/details.js";
import { createEarlier } from "./page/earlier.js";
import { showGoals } from "./page/goals.js";
import { createKey } from "./page/key.js";
import { createMargin } from "./page/kinds.js";
import { at, counted, say } from "./page/making.js";
import { showPeople } from "./page/people.js";
import { prefer, preferred } from "./page/preferences.js";
import { showPrinted } from "./page/printed.js";
import { showReadingAge } from "./page/reading_age.js";
import { showSignOff } from "./page/sign_off.js";
import { showSkipped } from "./page/skipped.js";
import { createViews } from "./page/views.js";
import { showVoice } from "./page/voice.js";
import { attach } from "./plugin/attach.js";
import { unitsIn } from "./plugin/offsets.js";

/** @typedef {import("./page/contract.js").Review} Review */

const PAUSE_MS = 500;
const SHOWN = [showCounts, showReadingAge, showVoice, showPeople, showGoals, showCopied, showSignOff, showSkipped, showPrinted];

/** @type {HTMLTextAreaElement} */
const draft = at("draft");
let pause = 0;
let counting = 0;
let opened_with = "";

const earlier = createEarlier(changed);
const details = createDetails(earlier, changed);
const key = createKey(() => {
  attached.review();
  batches.refresh();
});
const batches = createBatches(key);
createViews((view) => batches.open(view === "many"));
const margin = createMargin(draft);
await openWith();
const attached = attach(draft, {
  server: location.origin,
  note: details.read,
  list: at("questions"),
  onReview: (review, text) => show(/** @type {Review} */ (review), text),
  fetcher: key.fetchWithKey,
});

/** Details are read after a pause, as the text is. */
function changed() {
  clearTimeout(pause);
  pause = setTimeout(() => attached.review(), PAUSE_MS);
}

/**
 * @param {Review} review
 * @param {string} text
 */
function show(review, text) {
  const units = unitsIn(text);
  const words = (/** @type {number} */ start, /** @type {number} */ end) => text.slice(units(start), units(end));
  const seen = {
    review,
    text,
    note: details.read(),
    units,
    words,
    go: (/** @type {number} */ start, /** @type {number} */ end) => go(words(start, end), units(start)),
    openDetails: details.open,
  };
  margin.show(seen);
  for (const showPart of SHOWN) showPart(seen);
  say(at("read-at"), text.trim() ? `as read at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}` : "");
  say(at("versions"), review.versions ? `wellnoted ${review.versions.wellnoted}` : "");
}

/**
 * Selects words in the draft: where they were read, or where they stand by now.
 * @param {string} words
 * @param {number} read_at
 */
function go(words, read_at) {
  const start = draft.value.startsWith(words, read_at) ? read_at : draft.value.indexOf(words);
  draft.focus();
  if (start < 0) return;
  draft.setSelectionRange(start, start + words.length);
  margin.reveal(start);
}

function count() {
  const size = draft.value.split(/\s+/).filter(Boolean).length;
  say(at("words"), counted(size, "word"));
}

async function openWith() {
  if (draft.value || preferred("sample") === "seen") return withoutSample();
  const sample = await fetch("/sample").then((answer) => answer.json(), () => null);
  if (!sample || draft.value) return withoutSample();
  draft.value = opened_with = sample.text;
  details.write(sample);
}

function withoutSample() {
  delete document.documentElement.dataset.sample;
  details.describe();
}

function clear() {
  draft.value = opened_with = "";
  details.write({});
  withoutSample();
  prefer("sample", "seen");
  draft.dispatchEvent(new Event("input", { bubbles: true }));
  attached.review();
  draft.focus();
}

const isOwn = () => draft.value.trim() !== "" && draft.value !== opened_with;

at("own").addEventListener("click", clear);
at("new").addEventListener("click", () => (isOwn() ? at("clear").showModal() : clear()));
at("clear").addEventListener("close", () => at("clear").returnValue === "clear" && clear());
at("print").addEventListener("click", () => print());
at("theme").value = preferred("theme") ?? "";
at("theme").addEventListener("change", () => {
  const chosen = at("theme").value;
  prefer("theme", chosen);
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
});
draft.addEventListener("input", () => {
  clearTimeout(counting);
  counting = setTimeout(count, PAUSE_MS);
});
addEventListener("beforeunload", (event) => isOwn() && event.preventDefault());
count();
