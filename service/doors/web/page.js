// The page: a draft on one side, questions on the other. Nothing is stored and nothing leaves
// but the draft, to the service that this page came from.

const WAIT_MS = 500;
const SAMPLE = "/sample";

const at = (id) => document.getElementById(id);
const draft = at("draft");
let timer = 0;
let running = new AbortController();

/** Offsets are code points; a textarea counts UTF-16 units. */
const unitsBefore = (text, codePoints) => [...text].slice(0, codePoints).join("").length;

function note() {
  const age = at("age").valueAsNumber;
  const child = { name: at("name").value.trim() || null, age_years: Number.isNaN(age) ? null : age };
  return { text: draft.value, reader: at("reader").value, child };
}

async function review() {
  running.abort();
  running = new AbortController();
  if (!draft.value.trim()) return show({ findings: [], skipped: [], readability: null, sentences: [], whole_note: null }, "");
  const sent = note();
  try {
    const answer = await fetch("/v1/analyse", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(sent),
      signal: running.signal,
    });
    const body = await answer.json();
    if (answer.ok) show(body, sent.text);
    else say(body.detail);
  } catch (error) {
    if (error.name !== "AbortError") say("The service does not answer. Your draft is safe here; typing on will try again.");
  }
}

function show(seen, text) {
  const shown = seen.findings.filter((finding) => !finding.folded);
  const folded = seen.findings.filter((finding) => finding.folded);
  at("findings").replaceChildren(...shown.map((finding) => card(finding, text)));
  at("folded").hidden = folded.length === 0;
  at("folded").querySelector("summary").textContent = `${folded.length} more to consider`;
  at("folded").querySelector("ol").replaceChildren(...folded.map((finding) => card(finding, text)));
  showKinds(seen, text);
  at("skipped").textContent = seen.skipped.map((each) => each.reason).join(" ");
  const count = shown.length === 1 ? "1 question" : `${shown.length || "No"} questions`;
  const age = seen.readability && `Reading age: ${seen.readability.band}`;
  say(text ? [count, age].filter(Boolean).join(". ") + "." : "");
}

/** The note in figures, and what each sentence is. A guess is called unsure, and nothing was asked on its ground. */
function showKinds(seen, text) {
  const sentences = seen.sentences ?? [];
  const letters = [...text];
  at("whole").textContent = seen.whole_note ? figures(seen.whole_note) : "";
  at("kinds").hidden = sentences.length === 0;
  at("kinds").querySelector("ol").replaceChildren(
    ...sentences.map((sentence) => {
      const item = document.createElement("li");
      const label = document.createElement("span");
      label.textContent = named(sentence);
      item.append(label, letters.slice(sentence.start, sentence.end).join(""));
      return item;
    }),
  );
}

function named(sentence) {
  if (!sentence.sure) return "unsure";
  if (sentence.kind !== "opinion") return sentence.kind;
  return `opinion, ${sentence.owned ? "owned" : "nobody's"}, ${sentence.evidenced ? "with a basis" : "no basis beside it"}`;
}

function figures(whole) {
  const share = (kind) => `${Math.round(100 * whole.kinds[kind].share)} % ${kind}`;
  const kinds = ["fact", "reported", "opinion", "plan"].filter((kind) => whole.kinds[kind].sentences).map(share);
  const { with_basis, without_basis } = whole.opinions;
  const opinions = with_basis + without_basis ? `opinions with no basis beside them: ${without_basis} of ${with_basis + without_basis}` : "";
  const reports = Object.entries(whole.reports).map(([who, count]) => `${who} ${count}`).join(", ");
  return [kinds.join(", "), opinions, reports && `reports: ${reports}`].filter(Boolean).join(" · ");
}

function say(words) {
  at("summary").textContent = words;
}

function card(finding, text) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  item.className = finding.severity;
  if (finding.end > finding.start) {
    const words = document.createElement("strong");
    words.textContent = [...text].slice(finding.start, finding.end).join("");
    button.append(words);
    button.addEventListener("click", () => select(finding, text));
  }
  const message = document.createElement("div");
  message.textContent = finding.message;
  const source = document.createElement("span");
  source.textContent = finding.check.replaceAll("_", " ");
  button.append(message, source);
  item.append(button);
  return item;
}

function select(finding, text) {
  if (draft.value !== text) return;
  draft.focus();
  draft.setSelectionRange(unitsBefore(text, finding.start), unitsBefore(text, finding.end));
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(review, WAIT_MS);
}

for (const id of ["draft", "name", "age", "reader"]) at(id).addEventListener("input", soon);
const sample = await (await fetch(SAMPLE)).json();
if (!draft.value) {
  draft.value = sample.text;
  at("name").value = sample.child.name;
  at("age").value = sample.child.age_years;
}
review();
