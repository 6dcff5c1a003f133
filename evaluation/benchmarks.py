"""Speeds and memory: `make bench`. Medians and ratios, on this machine, beside other checkers."""

from __future__ import annotations

import gc
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.gold_notes import GOLD, GoldNote, read_gold, training_files
from service.analyse import analyse
from service.note import Note
from service.reading.kinds.kinded import Backend, Scores
from service.reading.kinds.sentence_kinds import kinds_of, load_backend
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Text
from service.reading.memory import Memory
from service.settings import settings

SIZES = (50, 250, 1_000, 5_000)  # words
ROUNDS = 40
NEW_SENTENCES, LONG_NOTE = 15, 60
MANY_NOTES = 20_000
SEED = 20261123


def main() -> None:
    """Print every benchmark."""
    sentences = [s.span.of(note.text) for note in read_gold(training_files(GOLD)) for s in note.sentences]
    cold_start()
    notes_by_size(sentences)
    beside_others(sentences)
    memory(sentences, int(sys.argv[1]) if len(sys.argv) > 1 else MANY_NOTES)
    sentence_kinds()


def cold_start() -> None:
    """Print how long a new process takes for what people do most."""
    print("\n## Cold start (median of 7 processes)\n")
    python = sys.executable
    commands = {
        "import service.analyse": [python, "-c", "import service.analyse"],
        "wellnoted --help": [python, "-m", "service", "--help"],
        "wellnoted explain jargon": [python, "-m", "service", "explain", "jargon"],
        "wellnoted review, one note": [python, "-m", "service", "review", "evaluation/sample.json"],
    }
    nothing = _process_seconds([python, "-c", "pass"])
    print(f"{'python alone':<30} {nothing:6.2f} s")
    for name, command in commands.items():
        print(f"{name:<30} {_process_seconds(command):6.2f} s")


def notes_by_size(sentences: Sequence[str]) -> None:
    """Print p50 and p95 of a whole review, each time of a note never seen before."""
    print(f"\n## One review, every check ({ROUNDS} different notes a size, one thread)\n")
    print(f"{'words':>6} {'p50':>9} {'p95':>9}")
    analyse(Note(text="Warm."))
    for words in SIZES:
        times = sorted(_seconds(analyse, note) for note in _notes(sentences, words, ROUNDS))
        print(f"{words:>6} {1000 * times[ROUNDS // 2]:>6.1f} ms {1000 * times[int(ROUNDS * 0.95)]:>6.1f} ms")


def sentence_kinds() -> None:
    """Print how long telling kinds takes: loading, new sentences, one sentence edited in a note; and the memory."""
    notes = [as_text(note) for note in read_gold(training_files(GOLD)[:10])]
    before = _resident_mb()
    backend = load_backend()
    kinds_of(notes[0], None, backend, Memory())
    print(f"\n## Telling sentence kinds (one thread)\n\n{_resident_mb() - before:.0f} MB more once loaded")
    print(f"loading {1000 * _seconds(load_backend.__wrapped__):.0f} ms")
    fifteen = [text for text in notes if len(text.sentences) == NEW_SENTENCES][:ROUNDS]
    new = sorted(_seconds(kinds_of, text, None, backend, Memory()) for text in fifteen)
    print(f"{NEW_SENTENCES} new sentences: p50 {1000 * statistics.median(new):.1f} ms ({len(new)} notes)")
    print(f"one of {LONG_NOTE} sentences edited: p50 {1000 * statistics.median(_edits(notes, backend)):.1f} ms")


def _edits(notes: Sequence[Text], backend: Backend) -> Iterator[float]:
    """Yield the seconds that each of many edits takes in a note that is known already."""
    words = "\n".join(text.text for text in notes[:12])
    note = read_language(words, exempt_spans(words))
    note = replace(note, sentences=note.sentences[:LONG_NOTE])
    memory: Memory[Scores] = Memory()
    kinds_of(note, None, backend, memory)
    for at in range(5, LONG_NOTE - 5):
        letter = note.sentences[at].start
        edited = replace(note, text=f"{note.text[:letter]}Z{note.text[letter + 1 :]}")
        yield _seconds(kinds_of, edited, None, backend, memory)


def as_text(note: GoldNote) -> Text:
    """Return a gold note as the language model reads it."""
    return read_language(note.text, exempt_spans(note.text))


def beside_others(sentences: Sequence[str]) -> None:
    """Print the median time of other checkers on the same 250-word notes, and the ratio to ours."""
    notes = list(_notes(sentences, 250, ROUNDS))
    ours = statistics.median(_seconds(analyse, note) for note in notes)
    print("\n## Beside other checkers, the same 250-word notes (median)\n")
    print(f"{'wellnoted, every check':<30} {1000 * ours:8.1f} ms")
    for name, run in _others().items():
        seconds = statistics.median(_seconds(run, note.text) for note in notes)
        print(f"{name:<30} {1000 * seconds:8.1f} ms   {seconds / ours:5.2f} of ours")
    _node(notes, ours)


def memory(sentences: Sequence[str], count: int) -> None:
    """Print the process's resident memory over many notes, each unlike the others."""
    print(f"\n## Memory over {count:,} varied notes\n")
    started = time.perf_counter()
    for place, note in enumerate(_notes(sentences, 120, count)):
        analyse(note)
        if place in {0, count // 20, count // 4, count // 2, count - 1}:
            gc.collect()
            print(f"after {place + 1:>6,} notes: {_resident_mb():6.0f} MB")
    print(f"{count / (time.perf_counter() - started):.0f} notes/s of 120 words, one core")


def _notes(sentences: Sequence[str], words: int, count: int) -> Iterator[Note]:
    """Notes of about `words` words from gold sentences in random order, with a word each that is new."""
    chosen = random.Random(SEED + words)  # noqa: S311 - which sentences are timed is no secret
    for place in range(count):
        parts: list[str] = [f"Seen with worker{place}x{words}."]
        while sum(len(part.split()) for part in parts) < words:
            parts.append(chosen.choice(sentences))
        yield Note.model_validate({"text": " ".join(parts), "child": {"age_years": 9}})


def _others() -> dict[str, Callable[[str], object]]:
    found: dict[str, Callable[[str], object]] = {}
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile

        CheckRegistry().register_many(__register__)
        found["proselint"] = lambda text: LintFile("note", text).lint()
    except ImportError as missing:
        print(f"{'proselint':<30} not here: {missing.name}")
    import textstat
    from textstat.backend.counts import _count_syllables

    _count_syllables.get_cmudict = lambda _language: None  # it would be downloaded; hyphenation counts instead
    found["textstat, 8 formulas"] = lambda text: [getattr(textstat, name)(text) for name in _FORMULAS]
    return found


_FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "coleman_liau_index",
    "automated_readability_index",
    "dale_chall_readability_score",
    "linsear_write_formula",
)

_NODE = """
const notes = JSON.parse(require('fs').readFileSync(0));
const median = xs => xs.sort((a, b) => a - b)[xs.length >> 1];
const time = async run => {
  const ts = [];
  for (const n of notes) { const t = performance.now(); await run(n); ts.push(performance.now() - t); }
  return median(ts);
};
(async () => {
  const out = {};
  try {
    const wg = require('write-good');
    wg('Warm.'); out['write-good'] = await time(wg);
  } catch (e) { out['write-good'] = null; }
  try {
    const h = await import('harper.js');
    const { binaryInlined } = await import('harper.js/binaryInlined');
    const l = new h.LocalLinter({ binary: binaryInlined, dialect: h.Dialect.British });
    await l.setup(); await l.lint('Warm.'); out['harper.js'] = await time(n => l.lint(n));
  } catch (e) { out['harper.js'] = null; }
  console.log(JSON.stringify(out));
})();
"""


def _node(notes: Sequence[Note], ours: float) -> None:
    if not shutil.which("npm"):
        print(f"{'write-good, harper.js':<30} not here: no Node.js")
        return
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--prefix", folder, "write-good", "harper.js"]
        subprocess.run(install, check=False, capture_output=True)  # noqa: S603
        script = Path(folder) / "time.cjs"
        script.write_text(_NODE)
        texts = json.dumps([note.text for note in notes])
        ran = subprocess.run(["node", str(script)], input=texts, capture_output=True, text=True, check=False)  # noqa: S603, S607
    for name, milliseconds in json.loads(ran.stdout or '{"write-good": null, "harper.js": null}').items():
        if milliseconds is None:
            print(f"{name:<30} not here: it did not install or run")
        else:
            print(f"{name:<30} {milliseconds:8.1f} ms   {milliseconds / 1000 / ours:5.2f} of ours")


def _seconds(run: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - started


def _process_seconds(command: Sequence[str]) -> float:
    def once() -> float:
        return _seconds(lambda: subprocess.run(command, capture_output=True, check=False))  # noqa: S603

    return statistics.median(once() for _ in range(7))


def _resident_mb() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    settings()
    main()
