"""Parquet parts: whole or not there at all. A unit is done when its part of `records` is there, which comes last.

    notes/part-00007-3f9c….parquet    findings/…    refused/…    records/…

The key in a name stands for all that the rows hang on: input, mapping, settings, versions. Parts of two keys are
never mixed.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from service.doors.batch.schema import TABLES, schema

READING = "reading"
"""In the name of the one part with the rows that became no note."""

_PART = re.compile(r"part-(\d{5}|reading)-([0-9a-f]{12})\.parquet")
_ROWS_AT_ONCE = 4_000


class Part:
    """A part being written under another name; `commit` makes it appear, otherwise it is gone."""

    def __init__(self, out: Path, table: str, unit: int | str, key: str) -> None:
        self._final = out / table / name(unit, key)
        self._table = table
        self.rows = 0

    def __enter__(self) -> Self:
        from pyarrow import parquet  # 100 ms that only a run needs

        self._final.parent.mkdir(exist_ok=True)
        self._path = self._final.parent / f".{self._final.name}.{secrets.token_hex(4)}.tmp"
        self._file: BinaryIO = self._path.open("xb")
        self._schema = schema(self._table)
        self._writer = parquet.ParquetWriter(self._file, self._schema, compression="zstd")
        self._waiting: list[Mapping[str, Any]] = []
        return self

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows; where they are cut into groups hangs on nothing but the rows."""
        self._waiting.extend(rows)
        self.rows += len(rows)
        while len(self._waiting) >= _ROWS_AT_ONCE:
            self._write(self._waiting[:_ROWS_AT_ONCE])
            del self._waiting[:_ROWS_AT_ONCE]

    def _write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))

    def finish(self) -> None:
        """Bring all of it to the disc, still under the other name."""
        if self._waiting:
            self._write(self._waiting)
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def appear(self) -> None:
        """Give the finished part its name."""
        self._path.replace(self._final)
        _sync_folder(self._final.parent)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Exception):  # a full disc fails here once more, and the first failure is the one to tell
            self._writer.close()
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring a new name to the disc; Windows does so itself and cannot open a folder."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def name(unit: int | str, key: str) -> str:
    """Return a part's name; `unit` is its number or READING."""
    return f"part-{unit if isinstance(unit, str) else f'{unit:05}'}-{key}.parquet"


def keys_in(out: Path) -> frozenset[str]:
    """Return the keys of the parts that are there."""
    return frozenset(found[2] for _, found in _parts(out))


def done(out: Path, key: str) -> frozenset[int]:
    """Return the units that are done."""
    return frozenset(int(unit) for table, unit in _units(out, key) if table == "records")


def remove_unfinished(out: Path, key: str) -> None:
    """Remove what a killed run left: files with other names, and parts of units whose last part never came."""
    whole = done(out, key)
    for path, found in list(_parts(out)):
        if found[2] == key and found[1] != READING and int(found[1]) not in whole:
            path.unlink()
    for table in TABLES:
        for path in (out / table).glob(".part-*.tmp"):
            path.unlink()


def remove_all(out: Path) -> None:
    """Remove every part of every key, and nothing else."""
    for path, _ in list(_parts(out)):
        path.unlink()


def paths(out: Path, table: str, key: str) -> list[Path]:
    """Return a table's parts in order."""
    return sorted(path for path, found in _parts(out) if path.parent.name == table and found[2] == key)


def _units(out: Path, key: str) -> Iterator[tuple[str, str]]:
    return ((path.parent.name, found[1]) for path, found in _parts(out) if found[2] == key and found[1] != READING)


def _parts(out: Path) -> Iterator[tuple[Path, re.Match[str]]]:
    for table in TABLES:
        for path in (out / table).glob("part-*.parquet"):
            if found := _PART.fullmatch(path.name):
                yield path, found
