"""The history's size and speed: notes stored a second, bytes a note, and look-ups in a large store.

python -m evaluation.history_benchmark                       100,000 notes in SQLite
python -m evaluation.history_benchmark --notes 1000000       the size that the budget speaks of: 15 minutes, 0.7 GB
python -m evaluation.history_benchmark --url postgresql://…  in an empty PostgreSQL database

Notes are sentences of the gold notes in random order, two words in ten replaced by others, 250 words each and 50 a
child, with a fixed seed. Past the first 100,000 the same 500 texts recur, each child under its own key; that part only
makes the store large and is not timed. Every second draft holds 40 words pasted from one of the child's notes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from evaluation.gold_notes import GOLD, read_gold, training_files
from service.history.history import History, open_history
from service.history.putting import Earlier
from service.reading.copies.token_views import VERSION, TokenView, view_of_words

SEED = 20261123
WORDS = 250
NOTES_A_CHILD = 50
TIMED_NOTES = 100_000
POOL = 500
DRAFTS = 400
PASTED_WORDS = 40
FIRST_DAY = date(2020, 1, 1)


def main() -> None:
    """Print every figure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=100_000)
    asked.add_argument("--url", help="an empty database; by default a SQLite file in a temporary folder")
    asked.add_argument("--folder", type=Path, help="where the temporary folder is made")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        file = Path(folder) / "history.sqlite"
        url = options.url or f"sqlite:///{file}"
        key = Path(folder) / "key"
        with open_history(url, key, view_of=_view_of, view_version=VERSION) as history:
            _store(history, options.notes)
        if not options.url:
            print(f"{'bytes a note, whole file':<36} {file.stat().st_size / options.notes:10,.0f}")
        with open_history(url, key, view_of=_view_of, view_version=VERSION) as history:
            _look_up(history, options.notes, also=0)
            _look_up(history, options.notes, also=9)
            _long_history(history)


def _store(history: History, notes: int) -> None:
    """Print how fast notes are stored; making them up is not counted."""
    taken, worked, timed = 0.0, 0.0, min(notes, TIMED_NOTES)
    for first in range(0, timed, NOTES_A_CHILD * 20):
        rows = [_earlier(nth) for nth in range(first, min(timed, first + NOTES_A_CHILD * 20))]
        started, began = time.perf_counter(), time.process_time()
        history.put_many(rows)
        taken += time.perf_counter() - started
        worked += time.process_time() - began
    print(f"{f'{timed:,} notes of {WORDS} words':<36} {timed / taken:10,.0f} stored a second")
    print(f"{'':<36} {timed / worked:10,.0f} a second of one processor's time")
    started = time.perf_counter()
    history.put_many(rows)
    print(f"{'the same notes again':<36} {len(rows) / (time.perf_counter() - started):10,.0f} passed over a second")
    history.put_many(_earlier(nth) for nth in range(timed, notes))


def _look_up(history: History, notes: int, *, also: int) -> None:
    """Print how long a draft takes against its child's notes and those of `also` more children."""
    chance = random.Random(SEED)  # noqa: S311 - a benchmark, not a secret
    children = range(max(1, notes // NOTES_A_CHILD))
    times, found, pasted = [], 0, 0
    _view_of.cache_clear()
    for nth in range(DRAFTS):
        child = chance.choice(children)
        draft = _text(random.Random(f"draft {nth}"))  # noqa: S311
        if nth % 2:
            words = _earlier(child * NOTES_A_CHILD + chance.randrange(NOTES_A_CHILD)).raw_text.split()
            at = chance.randrange(len(words) - PASTED_WORDS)
            draft += " ".join(["", *words[at : at + PASTED_WORDS]])
            pasted += 1
        named = [str(child), *(str(chance.choice(children)) for _ in range(also))]
        started = time.perf_counter()
        echoes = history.look_up(named, draft)
        times.append(time.perf_counter() - started)
        found += nth % 2 and any(echo.span.end >= len(draft) - 2 for echo in echoes)
    _print_times(f"look-up, {1 + also} of {len(children):,} children", times)
    print(f"{'  pastes found':<36} {found:6,} of {pasted:,}")


def _long_history(history: History) -> None:
    """Print how long a draft takes against 500 notes of one child."""
    history.put_many(_earlier(nth)._replace(child_id="long") for nth in range(500))
    times = []
    _view_of.cache_clear()
    for nth in range(DRAFTS // 4):
        draft = _text(random.Random(f"draft {nth}"))  # noqa: S311
        started = time.perf_counter()
        history.look_up(["long"], draft)
        times.append(time.perf_counter() - started)
    _print_times("look-up, a child with 500 notes", times)


def _print_times(name: str, times: Sequence[float]) -> None:
    ranked = sorted(times)
    p50, p95, p99 = (1000 * ranked[int(len(ranked) * share)] for share in (0.5, 0.95, 0.99))
    print(f"{name:<36} p50 {p50:6.2f} ms   p95 {p95:6.2f} ms   p99 {p99:6.2f} ms")


def _earlier(nth: int) -> Earlier:
    text = _text(random.Random(nth)) if nth < TIMED_NOTES else _pooled(nth % POOL)  # noqa: S311
    written_on = FIRST_DAY + timedelta(days=7 * (nth % NOTES_A_CHILD))
    return Earlier(str(nth // NOTES_A_CHILD), f"note-{nth:08}", text, written_on)


@cache
def _pooled(nth: int) -> str:
    return _text(random.Random(f"pool {nth}"))  # noqa: S311


@lru_cache(POOL)
def _view_of(text: str) -> TokenView:
    return view_of_words(text)


def _text(chance: random.Random) -> str:
    words: list[str] = []
    while len(words) < WORDS:
        words += chance.choice(_SENTENCES)
    other = [chance.randrange(len(_VOCABULARY)) for _ in range(WORDS // 5)]
    for at in other:
        words[at % WORDS] = _VOCABULARY[at]
    return " ".join(words[:WORDS])


def _sentences() -> Iterator[list[str]]:
    for note in read_gold(training_files(GOLD)):
        for sentence in note.sentences:
            yield sentence.span.of(note.text).split()


_SENTENCES = list(_sentences())
_VOCABULARY = sorted({word for sentence in _SENTENCES for word in sentence if word.islower()})  # no names invented


if __name__ == "__main__":
    main()
