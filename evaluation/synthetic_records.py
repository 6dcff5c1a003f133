"""Invented records of many children in one export: the input of the batch benchmarks, never committed.

python -m evaluation.synthetic_records --notes 20000 --seed 1 --out notes.csv      (or .jsonl, .parquet)

The sentences are those of the gold notes, with names, days, ages, pronouns, figures and many words changed for each
child, second halves of sentences exchanged, and passages pasted from the child's earlier notes. Rows come as exports
have them: by date, many children mixed. The same seed and number of notes give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import count, islice
from pathlib import Path
from typing import Any

from evaluation.synthetic.notes import Written, written

TOGETHER = 12  # households whose rows are mixed by date
ROWS_A_GROUP = 2_000  # of a Parquet file
COLUMNS = (
    *("note_id", "child_id", "household", "team", "written_on", "record_type", "title", "author", "text"),
    *("child_name", "child_birth_date", "child_pronouns", "people", "plan_goals"),
)
Row = dict[str, str]


def rows(notes: int, seed: int) -> Iterator[tuple[Row, Written]]:
    """Yield so many notes as rows of an export, with what they were made from."""
    return islice(((as_row(note), note) for note in _mixed(seed)), notes)


def _mixed(seed: int) -> Iterator[Written]:
    for first in count(0, TOGETHER):
        together = [note for number in range(first, first + TOGETHER) for note in written(seed, number)]
        yield from sorted(together, key=lambda note: (note.day, note.note_id))


def as_row(note: Written) -> Row:
    """Return a note as columns of text."""
    child = note.child
    return {
        "note_id": note.note_id,
        "child_id": child.child_id,
        "household": note.household,
        "team": note.team,
        "written_on": note.day.isoformat(),
        "record_type": note.record_type,
        "title": note.title,
        "author": note.author,
        "text": note.text,
        "child_name": f"{child.given} {child.surname}",
        "child_birth_date": child.born.isoformat(),
        "child_pronouns": child.pronouns,
        "people": "; ".join(f"{name} ({role})" for name, role in note.people),
        "plan_goals": "; ".join(note.plan_goals),
    }


class Alike:
    """Counts sentences that another child's notes have too, in 12 bytes a sentence."""

    def __init__(self) -> None:
        self._hashes, self._children = array("Q"), array("I")
        self._numbers: dict[str, int] = {}

    def add(self, child_id: str, sentences: Iterable[str]) -> None:
        """Count a note's sentences."""
        number = self._numbers.setdefault(child_id, len(self._numbers))
        for sentence in sentences:
            self._hashes.append(int.from_bytes(blake2b(sentence.encode(), digest_size=8).digest(), "big"))
            self._children.append(number)

    def share(self) -> float:
        """Return the share of sentences that stand in another child's notes, letter for letter."""
        import numpy as np

        hashes, children = np.array(self._hashes, dtype=np.uint64), np.array(self._children, dtype=np.uint32)
        order = np.lexsort((children, hashes))
        hashes, children = hashes[order], children[order]
        starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
        sizes = np.diff(np.append(starts, len(hashes)))
        first, last = children[starts], children[starts + sizes - 1]
        return float(sizes[first != last].sum() / len(hashes)) if len(hashes) else 0.0


_MASKED = re.compile(r"\d+|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b|(?<=\S )[A-Z][\w'’-]+")


def masked(sentence: str) -> str:
    """Return a sentence with figures, months and capitalised words behind the first alike in all."""
    return _MASKED.sub("#", sentence)


@contextmanager
def writer(path: Path) -> Iterator[Callable[[Row], Any]]:
    """Give a function that writes a row to a .csv, .jsonl or .parquet file."""
    if path.suffix == ".parquet":
        with _parquet(path) as write:
            yield write
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            yield lambda row: file.write(json.dumps(row, ensure_ascii=False) + "\n")
        elif path.suffix == ".csv":
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            yield table.writerow
        else:
            sys.exit(f"{path.name}: the name must end with .csv, .jsonl or .parquet")


@contextmanager
def _parquet(path: Path) -> Iterator[Callable[[Row], None]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    waiting: list[Row] = []
    with pq.ParquetWriter(path, schema) as file:

        def write(row: Row) -> None:
            waiting.append(row)
            if len(waiting) == ROWS_A_GROUP:
                file.write_table(pa.Table.from_pylist(waiting, schema))
                waiting.clear()

        yield write
        if waiting:
            file.write_table(pa.Table.from_pylist(waiting, schema))


def write_records(path: Path, notes: int, seed: int, *, told: bool = False) -> None:
    """Write an export; if `told`, print what is in it."""
    alike, alike_masked, kinds = Alike(), Alike(), Counter[str]()
    children: Counter[str] = Counter()
    words, began = 0, time.perf_counter()
    with writer(path) as write:
        for row, note in rows(notes, seed):
            write(row)
            if told:
                words += note.text.count(" ") + 1
                kinds[note.record_type] += 1
                children[row["child_id"]] += 1
                alike.add(row["child_id"], note.sentences)
                alike_masked.add(row["child_id"], map(masked, note.sentences))
    if told:
        took = time.perf_counter() - began
        print(
            f"{notes:,} notes of {len(children):,} children in {took:.0f} s, {notes / took:,.0f} a second, seed {seed}"
        )
        print(f"{words / notes:.0f} words a note; {min(children.values())} to {max(children.values())} notes a child")
        print(f"sentences that another child's notes have too: {alike.share():.1%} letter for letter,")
        print(f"  {alike_masked.share():.1%} with names, figures and months made alike")
        print(", ".join(f"{kind} {number / notes:.1%}" for kind, number in kinds.most_common()))


def main() -> None:
    """Write the export asked for and print what is in it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--out", type=Path, required=True)
    options = asked.parse_args()
    write_records(options.out, options.notes, options.seed, told=True)


if __name__ == "__main__":
    main()
