"""A table by what it is named: the ending of a file, or the URL of a database with a query."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from service.doors.tables.delimited import open_delimited
from service.doors.tables.encodings import ANY
from service.doors.tables.lines import open_lines
from service.doors.tables.parquet import open_parquet
from service.doors.tables.sheets import open_sheet
from service.doors.tables.table import Table
from service.errors import InputError

DELIMITED = frozenset({".csv", ".tsv", ".txt"})
LINES = frozenset({".jsonl", ".ndjson"})
PARQUET = frozenset({".parquet"})
SHEETS = frozenset({".xlsx", ".xlsm"})


def open_table(
    source: str,
    *,
    query: str | None = None,
    sheet: str | None = None,
    wanted: Sequence[str] = (),
    encodings: frozenset[str] = ANY,
) -> Table:
    """Return the table in a file or database, its columns known. Raises InputError where there is none."""
    if "://" in source:
        from service.doors.tables.databases import open_query  # brings SQLAlchemy with it

        if not query:
            msg = "the database: which rows? Give a query that selects them."
            raise InputError(msg)
        return open_query(source, query)
    path = Path(source)
    try:
        return _open_file(path, sheet, wanted, encodings)
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{source}: cannot be read ({why}). Check the path and its permissions."
        raise InputError(msg) from None


def _open_file(path: Path, sheet: str | None, wanted: Sequence[str], encodings: frozenset[str]) -> Table:
    ending = path.suffix.lower()
    if ending in DELIMITED:
        return open_delimited(path, wanted, encodings)
    if ending in LINES:
        return open_lines(path)
    if ending in PARQUET:
        return open_parquet(path)
    if ending in SHEETS:
        return open_sheet(path, sheet)
    msg = f"{path}: a table is a .csv, .tsv, .xlsx, .parquet or .jsonl file, or the URL of a database with a query."
    raise InputError(msg)
