"""Parquet: only the columns that are used are read, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.doors.tables.table import Row, Table
from service.errors import InputError, SettingsError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS_AT_ONCE = 500


def open_parquet(path: Path) -> Table:
    """Return the table in a .parquet file."""
    arrow = _arrow()
    try:
        with _opened(path) as file:
            columns = tuple(file.schema_arrow.names)
    except (arrow, UnicodeDecodeError):
        raise _damaged(path, 0) from None
    return Table(str(path), columns, partial(_rows, path, columns))


def _rows(path: Path, columns: Collection[str], used: Collection[str] | None) -> Iterator[Row]:
    arrow, number = _arrow(), 0
    chosen = [column for column in columns if used is None or column in used]
    try:
        with _opened(path) as file:
            for batch in file.iter_batches(_ROWS_AT_ONCE, columns=chosen):
                rows: list[dict[str, Any]] = batch.to_pylist()
                for values in rows:
                    number += 1
                    yield Row(number, values)
    except (arrow, UnicodeDecodeError):
        raise _damaged(path, number) from None


def _opened(path: Path) -> ParquetFile:
    from pyarrow import parquet

    return parquet.ParquetFile(path)


def _arrow() -> type[Exception]:
    try:
        from pyarrow import ArrowException  # 60 MB that only readers of Parquet need
    except ImportError:
        msg = "Parquet needs one more package. Run pip install 'wellnoted[parquet]'."
        raise SettingsError(msg) from None
    error: type[Exception] = ArrowException
    return error


def _damaged(path: Path, number: int) -> InputError:
    return InputError(f"{path}: not Parquet, or damaged, after row {number}.")
