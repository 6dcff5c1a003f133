"""Feeds of earlier notes, as case systems export them: CSV, JSON lines and Parquet, a row at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from service.doors.tables.encodings import UNICODE
from service.doors.tables.opening import LINES, PARQUET, open_table
from service.doors.tables.table import Table, Values
from service.errors import InputError

COLUMNS = ("child_id", "note_id", "text", "written_on")
"""What a feed must have; `household` and `keep_until` are used where it has them, others are passed over."""

_USED = frozenset({*COLUMNS, "household", "keep_until"})
_ENDINGS = frozenset({".csv", ".tsv"}) | LINES | PARQUET


class Row(NamedTuple):
    """A row of a feed: its file and number, and its values by column; None where it could not be parted."""

    where: str
    values: Values | None
    why: str = ""


def is_feed(name: str) -> bool:
    """Tell whether a file's name is that of a feed."""
    return Path(name).suffix.lower() in _ENDINGS


def open_feed(name: str, wanted: Sequence[str] = COLUMNS) -> Iterator[Row]:
    """Return the rows of a feed, once its kind is known and its columns are there.

    Raises InputError for a file that cannot be read or that lacks a column. A feed is Unicode: a note read in a
    wrong encoding would be stored as another note.
    """
    if not is_feed(name):
        msg = f"{name}: a feed is a .csv, .jsonl or .parquet file."
        raise InputError(msg)
    table = open_table(name, wanted=wanted, encodings=UNICODE)
    if not table.is_loose:
        _refuse_missing(table, wanted)
    return _rows(table)


def _refuse_missing(table: Table, wanted: Sequence[str]) -> None:
    columns = {column.lower() for column in table.columns}
    missing = [column for column in wanted if column not in columns]
    if missing:
        needs = f"It needs {', '.join(wanted)}, named in its first row."
        msg = f"{table.name}: there is no column {' or '.join(missing)}. {needs}"
        raise InputError(msg)


def _rows(table: Table) -> Iterator[Row]:
    used = None if table.is_loose else [column for column in table.columns if column.lower() in _USED]
    for row in table.rows(used):
        values = row.values and {column.lower(): value for column, value in row.values.items()}
        yield Row(f"{table.name} row {row.number}", values, row.why)
