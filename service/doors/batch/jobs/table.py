"""The batches that were asked for, in a small SQLite file beside what was sent.

It is no part of the history's store: that may be off, and may be a database on another machine, while uploads and
reports lie on this machine's disc. So the table lies with them, and both are moved or removed as one. Several
processes may use it at once.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from service.errors import OutputError

NAME = "batches.sqlite"
State = Literal["receiving", "queued", "running", "done", "stopped", "failed"]

_COUNT = "SELECT count(*) FROM batches WHERE state IN ('receiving', 'queued', 'running') AND NOT is_deleted"
_WAIT_SECONDS = 10
_TYPES = {"str": "TEXT NOT NULL", "bool": "INTEGER NOT NULL", "int": "INTEGER NOT NULL", "float": "REAL NOT NULL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch: a row of the table. Times are seconds since 1970, 0 where something has not happened."""

    id: str
    owner: str
    """The id of the key that asked, "" where none was needed. Nobody else sees it."""

    state: State = "receiving"
    created: float
    ended: float = 0.0

    source: str = ""
    """The path of a file that lies on this machine anyway; "" for one that was sent."""

    format: str
    mapping: str
    sheet: str = ""
    include_text: bool = False
    accept_refused: bool = False

    rows: int = 0
    notes: int = 0
    reviewed: int = 0
    refused: int = 0
    rate: float = 0.0
    left: int = -1
    message: str = ""

    tries: int = 0
    """How often it was begun and ended without a word."""

    is_deleted: bool = False
    """It is being stopped, and is gone for everybody who asks."""


_COLUMNS = {
    field.name: "TEXT NOT NULL" if field.name == "state" else _TYPES[str(field.type)] for field in fields(Batch)
}
_FLAGS = frozenset(field.name for field in fields(Batch) if field.type == "bool")


class TooManyWaitError(Exception):
    """So many batches wait that no other is taken."""


class Jobs:
    """The table and the folders of the batches; `folder` is made, for its owner alone, when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / NAME

    @property
    def is_there(self) -> bool:
        """Whether there ever was a batch here."""
        return self._path.exists()

    def folder_of(self, batch_id: str) -> Path:
        """Return where all the files of a batch lie."""
        return self.folder / batch_id

    def add(self, batch: Batch, most: int) -> None:
        """Add a batch. Raises TooManyWaitError where already `most` are not finished."""
        self._make()
        with self._changing() as db:
            (count,) = db.execute(_COUNT).fetchone()
            if count >= most:
                raise TooManyWaitError
            values = [getattr(batch, name) for name in _COLUMNS]
            db.execute(f"INSERT INTO batches VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 - ours

    def of(self, owner: str) -> list[Batch]:
        """Return an owner's batches, the newest first."""
        return self._found("owner = ? AND state != 'receiving' AND NOT is_deleted ORDER BY created DESC", owner)

    def one(self, batch_id: str, owner: str) -> Batch | None:
        """Return one batch of an owner."""
        return next((batch for batch in self.of(owner) if batch.id == batch_id), None)

    def every(self) -> list[Batch]:
        """Return all batches, deleted ones and those that are still being sent among them, the oldest first."""
        return self._found("1 ORDER BY created")

    def get(self, batch_id: str) -> Batch | None:
        """Return a batch, whosoever it is."""
        return next(iter(self._found("id = ?", batch_id)), None)

    def before(self, batch: Batch) -> int:
        """Return how many are to be finished before one that is queued."""
        return len(self._found("state IN ('queued', 'running') AND created < ? AND id != ?", batch.created, batch.id))

    def change(self, batch_id: str, **values: object) -> None:
        """Change some columns of a batch, if it is still there."""
        named = ", ".join(f"{name} = ?" for name in values if name in _COLUMNS)
        with self._changing() as db:
            db.execute(f"UPDATE batches SET {named} WHERE id = ?", [*values.values(), batch_id])  # noqa: S608

    def queue(self, batch_id: str) -> None:
        """Let a batch whose file is here wait for its turn."""
        self.change(batch_id, state="queued")

    def take(self) -> Batch | None:
        """Return the batch that is next, from now on running."""
        with self._changing() as db:
            batch = next(iter(_read(db, "state = 'queued' AND NOT is_deleted ORDER BY created LIMIT 1")), None)
            if batch is not None:
                db.execute("UPDATE batches SET state = 'running', message = '' WHERE id = ?", [batch.id])
        return batch

    def requeue(self) -> None:
        """Let those go on that were running when their worker ended, and those that something here had stopped."""
        with self._changing() as db:
            db.execute("UPDATE batches SET state = 'queued', tries = 0 WHERE state IN ('running', 'stopped')")

    def delete(self, batch_id: str, owner: str) -> bool:
        """Delete an owner's batch; whether its files may be removed now: of one that runs, its worker does so."""
        with self._changing() as db:
            found = _read(db, "id = ? AND owner = ? AND NOT is_deleted", batch_id, owner)
            if found and found[0].state == "running":
                db.execute("UPDATE batches SET is_deleted = 1 WHERE id = ?", [batch_id])
                return False
            db.execute("DELETE FROM batches WHERE id = ? AND owner = ?", [batch_id, owner])
        return bool(found)

    def forget(self, batch_id: str) -> None:
        """Delete a batch, whosoever it is."""
        with self._changing() as db:
            db.execute("DELETE FROM batches WHERE id = ?", [batch_id])

    def _found(self, where: str, *values: object) -> list[Batch]:
        if not self.is_there:
            return []
        with self._opened() as db:
            return _read(db, where, *values)

    def _make(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite would let others read it
        except OSError:
            raise _unusable() from None
        with self._opened() as db:
            db.execute("PRAGMA journal_mode = WAL")
            columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
            db.execute(f"CREATE TABLE IF NOT EXISTS batches ({columns}, PRIMARY KEY (id))")

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._opened() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                yield db
            finally:
                db.close()
        except sqlite3.Error:
            raise _unusable() from None


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return secrets.token_hex(16)


def now() -> float:
    """Return the time as the table has it."""
    return time.time()


def _read(db: sqlite3.Connection, where: str, *values: object) -> list[Batch]:
    rows = db.execute(f"SELECT {', '.join(_COLUMNS)} FROM batches WHERE {where}", values)  # noqa: S608 - ours
    return [_batch(dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _batch(row: dict[str, Any]) -> Batch:
    values: dict[str, Any] = {name: bool(value) if name in _FLAGS else value for name, value in row.items()}
    return Batch(**values)


def _unusable() -> OutputError:
    return OutputError(
        "The table of batches cannot be read or written. Check that the folder of WELLNOTED_BATCH_DATA may be written "
        "to, and that its disc has room."
    )
