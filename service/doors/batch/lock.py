"""One run at a time in an output folder, on any system: whoever ends, however it ends, lets go."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.errors import OutputError

_NAME = ".lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder if need be and hold it. Raises OutputError where another run does, or it cannot be written.

    SQLite's own lock on an empty file is held: the system lets go of it with the process, even one that is killed, so
    that no file has to say who was here; and it is the same on Windows.
    """
    is_new = not folder.exists()
    lock = folder / _NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = sqlite3.connect(lock, timeout=0, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        why = getattr(error, "strerror", None) or "no right to write there"
        msg = f"{folder}: cannot be written ({why}). Name another folder, or mend its permissions."
        raise OutputError(msg) from None
    try:
        _hold(store, folder)
        yield
    finally:
        store.close()
        if is_new:
            _remove_if_empty(folder, lock)


def _hold(store: sqlite3.Connection, folder: Path) -> None:
    try:
        store.execute("PRAGMA journal_mode = MEMORY")  # otherwise a journal would lie beside it
        store.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            msg = f"{folder}: another run is writing there. Wait for it to end, or name another folder."
        else:
            msg = f"{folder}: cannot be locked. Name a folder on a disc of this machine."
        raise OutputError(msg) from None
    except sqlite3.DatabaseError:
        msg = f"{folder}: holds a file {_NAME} that is not ours. Name another folder."
        raise OutputError(msg) from None


def _remove_if_empty(folder: Path, lock: Path) -> None:
    """Leave nothing of a run that wrote nothing."""
    with suppress(OSError):
        if list(folder.iterdir()) == [lock]:
            lock.unlink()
            folder.rmdir()
