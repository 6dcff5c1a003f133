"""What was asked for, and the key of all that its rows hang on: same key, same rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from service.analyse import versions
from service.doors.batch.schema import VERSION
from service.doors.tables.days import Days
from service.doors.tables.mapping import ColumnMap, preset
from service.doors.tables.opening import open_table
from service.doors.tables.survey import Survey
from service.doors.tables.table import Row, Table
from service.settings import Settings

ROWS_A_UNIT = 500
MOST_UNITS = 1_000  # a unit is four files

Engine = Literal["processes", "spark"]
Described = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A batch as it is asked for: where the notes are, what holds what, where the tables go, and how.

    `source` is a file or the URL of a database, then with a `query`. `master` is where the engine "spark" finds Spark;
    `workers` are the processes of the other.
    """

    source: str
    out: Path
    mapping: ColumnMap
    query: str | None = None
    sheet: str | None = None
    workers: int = 1
    include_text: bool = False
    accept_refused: bool = False
    fresh: bool = False
    rows_a_unit: int = ROWS_A_UNIT
    engine: Engine = "processes"
    master: str = "local[*]"

    def table(self) -> Table:
        """Return the table to read."""
        wanted = [heading for headings in self.mapping.columns.values() for heading in headings]
        query, sheet = self.query or self.mapping.query, self.sheet or self.mapping.sheet
        return open_table(self.source, query=query, sheet=sheet, wanted=wanted)


class Watched:
    """A table that hashes what is read of it, so that a change is noticed; `each` is called with each row's number."""

    def __init__(self, table: Table, each: Callable[[int], None]) -> None:
        self._table, self._each = table, each
        self.table = replace(table, rows=self._rows)
        self.digest = ""

    def _rows(self, used: Collection[str] | None) -> Iterator[Row]:
        self.digest = ""
        digest = blake2b(digest_size=16)
        for row in self._table.rows(used):
            self._each(row.number)
            cells = sorted(row.values.items()) if row.values is not None else row.error
            digest.update(repr((row.number, cells)).encode("utf-8", "surrogatepass"))
            yield row
        self.digest = digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A batch as it is known by its output: what it hangs on, in words for `run.json`, and the key of that."""

    described: Described
    units: int
    key: str


def job_of(asked: Asked, watched: Watched, survey: Survey, chosen: Settings) -> Job:
    """Return what the rows hang on. Nothing of it is out of a note but a hash of them all."""
    units = min(MOST_UNITS, max(1, -(-survey.notes // asked.rows_a_unit)))
    described: Described = {
        "content": watched.digest,
        "rows": survey.rows,
        "mapping": _mapping(asked.mapping, watched.table, survey.days),
        "settings": {**_settings(chosen), "include_text": asked.include_text, "units": units},
        "versions": {**versions(chosen), "schema": str(VERSION)},
    }
    words = json.dumps(described, sort_keys=True).encode()
    return Job(described, units, blake2b(words, digest_size=6).hexdigest())


def _mapping(mapping: ColumnMap, table: Table, days: Days) -> Described:
    usual = preset("generic").record_types
    own = {word: kind for word, kind in mapping.record_types.items() if usual.get(word) != kind}
    return {
        "columns": mapping.columns_in(table),
        "record_types": {word: own[word] for word in sorted(own)},
        "days": days.order,
        "serials": days.has_serials,
        "text_form": mapping.text_form,
    }


def _settings(chosen: Settings) -> Described:
    """Return the settings that change what is found; where files lie does not."""
    templates = blake2b(chosen.templates.read_bytes(), digest_size=8).hexdigest() if chosen.templates else None
    return {
        "ignore": sorted(chosen.ignore),
        "consider_shown": chosen.consider_shown,
        "max_note_bytes": chosen.max_note_bytes,
        "max_note_words": chosen.max_note_words,
        "kinds_backend": chosen.kinds_backend,
        "kinds_model": Path(chosen.kinds_model).name if chosen.kinds_model else None,
        "templates": templates,
    }
