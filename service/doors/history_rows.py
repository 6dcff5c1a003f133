"""Feeds of earlier notes, as case systems export them: CSV, JSON lines and Parquet, a row at a time.

In CSV rows are counted as a spreadsheet shows them: the header is row 1.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from service.errors import InputError, SettingsError

COLUMNS = ("child_id", "note_id", "text", "written_on")
"""What a feed must have; `household` and `keep_until` are used where it has them, others are passed over."""

_MOST_CELL_CHARS = 10_000_000  # an unclosed quotation mark makes one cell of the rest of a file
_ROWS_AT_ONCE = 500
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Values = Mapping[str, object]


class Row(NamedTuple):
    """A row of a feed: its file and number, and its values by column; None where it could not be parted."""

    where: str
    values: Values | None
    why: str = ""


def is_feed(name: str) -> bool:
    """Tell whether a file's name is that of a feed."""
    return Path(name).suffix.lower() in _READERS


def open_feed(name: str, wanted: Sequence[str] = COLUMNS) -> Iterator[Row]:
    """Return the rows of a feed, once its kind is known and its columns are there.

    Raises InputError for a file that cannot be read or that lacks a column.
    """
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        msg = f"{name}: a feed is a .csv, .jsonl or .parquet file."
        raise InputError(msg)
    try:
        rows = reader(name, wanted)
        first = next(rows, None)
    except OSError as error:
        msg = f"{name}: cannot be read ({error.strerror or type(error).__name__}). Check the path and its permissions."
        raise InputError(msg) from None
    return _with_first(first, rows)


def _with_first(first: Row | None, rows: Iterator[Row]) -> Iterator[Row]:
    if first is not None:
        yield first
        yield from rows


def _refuse_missing(name: str, columns: Sequence[str], wanted: Sequence[str]) -> None:
    missing = [column for column in wanted if column not in columns]
    if missing:
        msg = (
            f"{name}: there is no column {' or '.join(missing)}. It needs {', '.join(wanted)}, named in its first row."
        )
        raise InputError(msg)


def _csv_rows(name: str, wanted: Sequence[str]) -> Iterator[Row]:
    csv.field_size_limit(_MOST_CELL_CHARS)
    with Path(name).open("rb") as raw:
        encoding = _BOMS.get(raw.read(2), "utf-8-sig")
    number = 1
    try:
        with Path(name).open(encoding=encoding, newline="") as file:
            header, delimiter = _header(file.readline(), wanted)
            _refuse_missing(name, header, wanted)
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter), 2):
                if cells:
                    yield _csv_row(f"{name} row {number}", header, cells)
    except UnicodeDecodeError:
        msg = f"{name}: not UTF-8 after row {number}. Save the file as UTF-8 and try again."
        raise InputError(msg) from None
    except csv.Error:
        msg = f"{name}: not CSV after row {number}. Is a quotation mark left open?"
        raise InputError(msg) from None


def _header(line: str, wanted: Sequence[str]) -> tuple[list[str], str]:
    """Return the columns' names, and the delimiter that gives most of those that are wanted."""
    parted = [([cell.strip().strip('"').lower() for cell in line.split(mark)], mark) for mark in _DELIMITERS]
    return max(parted, key=lambda one: len({*wanted} & {*one[0]}))


def _csv_row(where: str, header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) > len(header) and any(cells[len(header) :]):
        return Row(where, None, f"has {len(cells)} cells; the first row names {len(header)} columns.")
    return Row(where, dict(zip(header, cells, strict=False)))


def _json_rows(name: str, _wanted: Sequence[str]) -> Iterator[Row]:
    with Path(name).open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _json_row(f"{name} row {number}", line)


def _json_row(where: str, line: bytes) -> Row:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Row(where, None, f"not UTF-8 at byte {error.start}.")
    except json.JSONDecodeError as error:
        return Row(where, None, f"not JSON at character {error.pos}: {error.msg}.")
    except (RecursionError, ValueError):
        return Row(where, None, "not a JSON object of a note.")
    return Row(where, _lowered(values)) if isinstance(values, dict) else Row(where, None, "not a JSON object.")


def _lowered(values: dict[str, Any]) -> Values:
    return {column.lower(): value for column, value in values.items()}


def _parquet_rows(name: str, wanted: Sequence[str]) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException, parquet  # 60 MB that only readers of Parquet need
    except ImportError:
        msg = "Parquet needs one more package. Run pip install 'wellnoted[parquet]'."
        raise SettingsError(msg) from None
    number = 0
    try:
        with parquet.ParquetFile(name) as file:
            columns: list[str] = file.schema_arrow.names
            _refuse_missing(name, [column.lower() for column in columns], wanted)
            used = [column for column in columns if column.lower() in {*COLUMNS, "household", "keep_until"}]
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=used):
                rows: list[dict[str, Any]] = batch.to_pylist()
                for values in rows:
                    number += 1
                    yield Row(f"{name} row {number}", _lowered(values))
    except (ArrowException, UnicodeDecodeError):
        msg = f"{name}: not Parquet, or damaged, after row {number}."
        raise InputError(msg) from None


_READERS: Mapping[str, Callable[[str, Sequence[str]], Iterator[Row]]] = {
    ".csv": _csv_rows,
    ".tsv": _csv_rows,
    ".jsonl": _json_rows,
    ".ndjson": _json_rows,
    ".parquet": _parquet_rows,
}
