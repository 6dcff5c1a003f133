"""Batches as the checks of them run them: the program started as people start it, and what it wrote, read back."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evaluation.synthetic_records import write_records
from service.doors.batch.schema import TABLES, schema

Rows = Counter[str]
DONE = frozenset((0, 3))
"""Exit codes of a batch that is done: with nothing refused, or with something."""


@contextmanager
def working_folder(kept: Path | None) -> Iterator[Path]:
    """Give the folder named, or a temporary one that is gone afterwards."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def export(folder: Path, notes: int, seed: int) -> Path:
    """Return an export of so many invented notes, made unless it lies there."""
    path = folder / f"notes-{notes}-{seed}.parquet"
    if not path.exists():
        began = time.perf_counter()
        write_records(path.with_suffix(".tmp.parquet"), notes, seed)
        path.with_suffix(".tmp.parquet").rename(path)
        print(f"{notes:,} invented notes written in {time.perf_counter() - began:.0f} s, seed {seed}")
    return path


def command(source: Path, out: Path, workers: int, *more: str) -> list[str]:
    """Return the command that reviews an export."""
    named = ["--out", str(out), "--workers", str(workers)]
    return [sys.executable, "-m", "service", "batch", "run", str(source), *named, *more]


def has_spark() -> bool:
    """Tell whether a batch can be run on Spark here."""
    asked = [sys.executable, "-m", "service", "batch", "run", "--help"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603
    return find_spec("pyspark") is not None and "--engine" in told


def run(source: Path, out: Path, workers: int, *more: str) -> None:
    """Review an export; ends the program where that fails."""
    ran = subprocess.run(command(source, out, workers, *more), capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode not in DONE:
        sys.exit(f"batch run ended with {ran.returncode}:\n{ran.stderr[-2000:]}")


def rows_of(out: Path, table: str) -> Rows:
    """Return the rows of a table with how often each is there."""
    import pyarrow.parquet as pq

    found: Rows = Counter()
    for path in sorted((out / table).glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                found.update(map(as_line, batch.to_pylist()))
    return found


def rows_in(table: str, rows: Sequence[dict[str, Any]]) -> Rows:
    """Return rows that never were in a file, as they would come out of one."""
    import pyarrow as pa

    return Counter(map(as_line, pa.Table.from_pylist(list(rows), schema=schema(table)).to_pylist()))


def as_line(row: dict[str, Any]) -> str:
    """Return a row as text: equal rows give equal bytes."""
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How two outputs differ in a table: rows that only one of them has, by kind."""

    table: str
    only_first: Counter[str]
    only_second: Counter[str]


def differences(first: dict[str, Rows], second: dict[str, Rows]) -> list[Difference]:
    """Return where two outputs differ, nothing where they are the same byte for byte after sorting."""
    found = []
    for table in TABLES:
        one, other = first[table] - second[table], second[table] - first[table]
        if one or other:
            found.append(Difference(table, _by_kind(table, one), _by_kind(table, other)))
    return found


def _by_kind(table: str, rows: Rows) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for line, count in rows.items():
        row = json.loads(line)
        kinds[str(row.get("check") or row.get("error") or table)] += count
    return kinds


def fields_that_differ(table: str, first: Rows, second: Rows) -> Counter[str]:
    """Return how often each field differs between rows of one note, or child, that only one of two outputs has."""
    by_name = {_name(table, line): json.loads(line) for line in first - second}
    fields: Counter[str] = Counter()
    for line in second - first:
        one, other = by_name.get(_name(table, line)), json.loads(line)
        fields.update([key for key in other if one[key] != other[key]] if one else ["(no row like it)"])
    return fields


def _name(table: str, line: str) -> tuple[object, ...]:
    row = json.loads(line)
    keys = {"findings": ("scope", "child_id", "note_id", "check", "start", "dates"), "refused": ("row",)}
    return tuple(str(row.get(key)) for key in keys.get(table, ("child_id", "note_id")))


def print_differences(name: str, first: dict[str, Rows], second: dict[str, Rows]) -> bool:
    """Print how an output differs from the first; return whether it is the same."""
    found = differences(first, second)
    counts = ", ".join(f"{table} {second[table].total():,}" for table in TABLES)
    print(f"{name:<24} {'differs' if found else 'the same'}   ({counts})")
    for each in found:
        print(f"  {each.table}: missing {dict(each.only_first.most_common())}")
        print(f"  {each.table}: besides {dict(each.only_second.most_common())}")
        fields = fields_that_differ(each.table, first[each.table], second[each.table])
        print(f"    fields: {dict(fields.most_common(8))}")
    return not found
