"""`run.json`: what a batch hangs on, and what came of it, counted in the parts themselves."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from service.doors.batch.job import Described, Job
from service.doors.batch.parts import done, paths
from service.doors.batch.schema import VERSION

NAME = "run.json"

Refusal = tuple[str, str, str]
"""Stage, field and error."""


@dataclass(slots=True)
class Counts:
    """What lies in the parts; of each kind of refusal the first row and why."""

    notes: int = 0
    children: int = 0
    units_done: int = 0
    refused: Counter[Refusal] = field(default_factory=Counter)
    examples: dict[Refusal, tuple[int, str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """All rows that something became of."""
        return self.notes + self.refused.total()


def counted(out: Path, key: str) -> Counts:
    """Return what lies in the parts of a key."""
    from pyarrow import parquet  # 100 ms that only a run needs

    counts = Counts(units_done=len(done(out, key)))
    counts.notes = sum(parquet.read_metadata(path).num_rows for path in paths(out, "notes", key))
    counts.children = sum(parquet.read_metadata(path).num_rows for path in paths(out, "records", key))
    for path in paths(out, "refused", key):
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches():
                for row in batch.to_pylist():
                    _count(counts, row)
    return counts


def _count(counts: Counts, row: dict[str, Any]) -> None:
    kind = (row["stage"], row["field"], row["error"])
    counts.refused[kind] += 1
    counts.examples[kind] = min(counts.examples.get(kind, (row["row"], row["why"])), (row["row"], row["why"]))


def read(out: Path) -> Described:
    """Return what stands in `run.json`, nothing where it cannot be read."""
    try:
        told = json.loads((out / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def now() -> str:
    """Return the time as it is written."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def told_of(job: Job, name: str, counts: Counts, times: Described, *, is_complete: bool) -> Described:
    """Return what `run.json` is to say; `name` is the input's, without its folder."""
    by = [
        {"stage": stage, "field": where, "error": error, "count": count}
        for (stage, where, error), count in sorted(counts.refused.items())
    ]
    return {
        "schema": VERSION,
        "complete": is_complete,
        "key": job.key,
        "input": name,
        **job.described,
        "reviewed": counts.notes,
        "refused": {"rows": counts.refused.total(), "by": by},
        "children": counts.children,
        "units": counts.units_done if is_complete else job.units,
        "units_done": counts.units_done,
        **times,
    }


def write(out: Path, told: Described) -> None:
    """Write `run.json`, whole or not at all."""
    path = out / f".{NAME}.{secrets.token_hex(4)}.tmp"
    try:
        with path.open("x", encoding="utf-8") as file:
            json.dump(told, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        path.replace(out / NAME)
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
