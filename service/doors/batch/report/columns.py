"""The columns of the workbook and of the plain tables, and their rows, one unit after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.doors.batch.report import checking
from service.doors.batch.report.folder import BatchFolder
from service.doors.batch.report.gathering import Figures
from service.record.measures import NoteMeasures, RecordMeasures

Cell = str | int | float | bool | date | None

_NOTE = ("row", "child_id", "team", *NoteMeasures.model_fields, "may_be_cut", "unknown_type")
_RECORD = (*RecordMeasures.model_fields, "household", "record_types", "good_practice")
_FINDING = ("child_id", "check", "dates", "about", "message", "note_ids")
_EVERY_FINDING = (
    "scope", "child_id", "note_id", "row", "check", "severity", "start", "end", "confidence", "folded", "dates",
    "note_ids", "about", "message", "suggestion", "words", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write: its name, its first row, and its other rows, which are read as they are asked for."""

    name: str
    head: tuple[str, ...]
    rows: Callable[[], Iterator[Sequence[Cell]]]


def notes(folder: BatchFolder) -> Sheet:
    """Return the figures of every note."""
    return Sheet("Notes", _NOTE, lambda: _cells(folder, "notes", _NOTE))


def records(folder: BatchFolder) -> Sheet:
    """Return the figures of every child's record."""
    return Sheet("Records", _RECORD, lambda: _cells(folder, "records", _RECORD))


def record_findings(folder: BatchFolder) -> Sheet:
    """Return what the checks over whole records found."""
    head = ("child_id", "check", "from", "due", "until", *_FINDING[2:])
    return Sheet("Record findings", head, lambda: _of_records(folder))


def every_finding(folder: BatchFolder) -> Sheet:
    """Return everything that was found, in notes and in records."""
    return Sheet("Findings", _EVERY_FINDING, lambda: _cells(folder, "findings", _EVERY_FINDING))


def by_check(figures: Figures) -> Sheet:
    """Return how often each check found something, and its precision."""
    head = ("scope", "check", "found", "held_by", "share", "precision", "measured_on", "about")
    rows = (("record", checking.record_rows(figures)), ("note", checking.note_rows(figures)))
    return Sheet("Findings by check", head, lambda: (
        (scope, row.name, row.found, row.held_by, row.share, row.precision, row.measured_on, row.about)
        for scope, of_scope in rows
        for row in of_scope
    ))  # fmt: skip


def _cells(folder: BatchFolder, table: str, columns: Sequence[str]) -> Iterator[Sequence[Cell]]:
    for unit in folder.units:
        for row in unit.rows(table, columns):
            yield [_cell(row[column]) for column in columns]


def _of_records(folder: BatchFolder) -> Iterator[Sequence[Cell]]:
    from pyarrow import compute

    for unit in folder.units:
        table = unit.table("findings", ("scope", *_FINDING))
        for row in table.filter(compute.equal(table["scope"], "record")).to_pylist():
            dates = row["dates"] or []
            gap: list[date | None] = dates if len(dates) == 3 else [dates[0] if dates else None, None, None]  # noqa: PLR2004
            yield [row["child_id"], row["check"], *gap, *(_cell(row[column]) for column in _FINDING[2:])]


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever a column holds
    """Return a value as one cell: of a list its parts, of counts "check: 2"."""
    if isinstance(value, list):
        return "; ".join(str(_cell(each)) for each in value)
    if isinstance(value, dict):
        name, count = value.values()
        return f"{name or 'not said'}: {count}"
    return value if isinstance(value, str | int | float | bool | date) or value is None else str(value)
