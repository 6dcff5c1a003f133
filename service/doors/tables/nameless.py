"""A store in a file without a name: kept small in memory, and gone when it is closed, however that comes about."""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self


class Nameless:
    """A table that lives as long as it is open; `columns` as SQLite takes them after the table's name."""

    def __init__(self, columns: str) -> None:
        self._store = sqlite3.connect("", isolation_level=None)  # "" is a file without a name
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute(f"CREATE TABLE kept {columns}")
        self._store.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
