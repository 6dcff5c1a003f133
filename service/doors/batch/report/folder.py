"""What a batch left in its folder: what run.json tells, and the units that are whole, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from service.doors.batch import parts
from service.doors.batch.run_file import NAME as RUN
from service.doors.batch.schema import VERSION, schema
from service.errors import InputError

OF_UNITS = ("notes", "findings", "records")
_AGAIN = "Run `wellnoted batch run` again with the same --out: it makes what is missing and keeps the rest."


@dataclass(frozen=True, slots=True)
class Unit:
    """Some children's notes, findings and records: each child is wholly in one unit."""

    folder: BatchFolder
    name: str

    def rows(self, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Return the rows of a table, with these columns alone."""
        rows: list[dict[str, Any]] = self.folder.read(table, self.name, columns).to_pylist()
        return rows

    def table(self, table: str, columns: Sequence[str]) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return a table as pyarrow has it, with these columns alone."""
        return self.folder.read(table, self.name, columns)


@dataclass(frozen=True, eq=False)
class BatchFolder:
    """The folder that `wellnoted batch run` wrote; `told` is its run.json."""

    path: Path
    told: Mapping[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end."""
        return bool(self.told.get("complete"))

    @property
    def refused(self) -> int:
        """How many rows of the whole units, and of the reading, became no note."""
        from pyarrow.parquet import read_metadata

        whole = {unit.name for unit in self.units} | {parts.name(parts.READING, self._key)}
        refused = 0
        for path in parts.paths(self.path, "refused", self._key):
            with _told_of(path):
                if path.name not in whole:
                    continue
                refused += read_metadata(path).num_rows
        return refused

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units that are whole, by name: a unit's records are written last, so what has none is passed over."""
        return tuple(Unit(self, path.name) for path in parts.paths(self.path, "records", self._key))

    @cached_property
    def _key(self) -> str:
        """What is in the names of the run's parts."""
        keys = parts.keys_in(self.path)
        own = self.told.get("key")
        if keys - {own}:
            msg = (
                f"{self.path}: holds parts of another run than its {RUN} tells of, which do not belong in one report. "
                "Run the batch with --fresh, or into another folder."
            )
            raise InputError(msg)
        return str(own)

    def read(self, table: str, name: str, columns: Sequence[str]) -> Any:  # noqa: ANN401
        """Return some columns of one part."""
        from pyarrow.parquet import ParquetFile  # 60 MB that only batches need

        path = self.path / table / name
        with _told_of(path), ParquetFile(path) as part:
            _refuse_version(path, part.schema_arrow.metadata or {})
            missing = [column for column in columns if column not in part.schema_arrow.names]
            if missing:
                msg = f"{path}: has no column {missing[0]}. {_AGAIN}"
                raise InputError(msg)
            return part.read(columns=list(columns), use_threads=False)


def open_batch(path: Path) -> BatchFolder:
    """Return the folder of a batch, or say why it is none: no run.json, another version, nothing finished."""
    schema("notes")  # says what to install where pyarrow is not
    folder = BatchFolder(path, _run(path / RUN))
    version = folder.told.get("schema")
    if version != VERSION:
        raise InputError(_other_version(path / RUN, version))
    for table in OF_UNITS:
        if not (path / table).is_dir() and folder.told.get("reviewed"):
            msg = f"{path}: has no folder {table}. {_AGAIN}"
            raise InputError(msg)
    if not folder.units and not folder.is_complete:
        msg = f"{path}: no unit of this run is finished yet, so there is nothing to report. {_AGAIN}"
        raise InputError(msg)
    return folder


def _run(path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"{path.parent}: has no {RUN}. Name the folder that `wellnoted batch run … --out` wrote."
        raise InputError(msg) from None
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}). Check the path and its permissions."
        raise InputError(msg) from None
    except ValueError:
        msg = f"{path}: is cut short or is not JSON. {_AGAIN}"
        raise InputError(msg) from None
    if not isinstance(told, dict):
        msg = f"{path}: is not what a batch writes. Name the folder that `wellnoted batch run … --out` wrote."
        raise InputError(msg)
    return told


def _refuse_version(path: Path, metadata: Mapping[bytes, bytes]) -> None:
    version = metadata.get(b"wellnoted.schema", b"none").decode("ascii", "replace")
    if version != str(VERSION):
        raise InputError(_other_version(path, version))


def _other_version(path: Path, version: object) -> str:
    return (
        f"{path}: has version {str(version)[:20]} of the tables, and this program reads version {VERSION}. "
        "Use the program that made them, or run the batch again into another folder."
    )


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Turn what pyarrow says of a file it cannot read into what was found and what to do."""
    from pyarrow import ArrowException

    try:
        yield
    except FileNotFoundError:
        msg = f"{path}: is missing. {_AGAIN}"
        raise InputError(msg) from None
    except (ArrowException, OSError):
        msg = f"{path}: is cut short or damaged. Delete it and its part of the same name in records/. {_AGAIN}"
        raise InputError(msg) from None
