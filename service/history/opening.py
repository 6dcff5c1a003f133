"""Opens the history: the database, its schema, the key file, and whether they belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Row, insert, select

from service.errors import SettingsError
from service.history.database import HEAD, Database
from service.history.fingerprints import FORMAT, Seen
from service.history.keys import (
    MasterKey,
    ScopeKeys,
    child_ref,
    create_key_file,
    derive,
    household_ref,
    new_key,
    read_key_file,
)
from service.history.tables import vault, wrapping


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A database with the keys that open it, and how texts become words."""

    database: Database
    master: MasterKey
    wrapping_id: int
    index_key: bytes
    view_of: Callable[[str], Seen]
    algo_version: int

    def child_ref(self, child_id: str) -> bytes:
        """Return the pseudonym of a child."""
        return child_ref(self.index_key, child_id)

    def household_ref(self, household: str) -> bytes:
        """Return the pseudonym of a household."""
        return household_ref(self.index_key, household)

    def scope_keys(self, wrapping_id: int, wrapped_key: bytes) -> ScopeKeys:
        """Return a scope's keys, or say that they are under another key file by now."""
        if wrapping_id != self.wrapping_id:
            msg = "The history's key file is being changed or was changed. Finish with rekey, then start again with it."
            raise SettingsError(msg)
        return derive(self.master.unwrap(wrapped_key))


def default_key_file() -> Path:
    """Return where the key file is unless a setting says otherwise: not beside the data."""
    import platformdirs

    return platformdirs.user_config_path("wellnoted") / "history.key"


def open_store(url: str | None, key_file: Path | None, *, view_of: Callable[[str], Seen], view_version: int) -> Opened:
    """Open or create the store. Nothing is created where a store has lost its key."""
    database = Database(url)
    path = key_file or default_key_file()
    if database.revision != HEAD:
        database.upgrade()
    with database.read() as connection:
        marks = _marks(connection)
    master = read_key_file(path) if marks else _first_key(database, path)
    with database.read() as connection:
        wrapping_id, wrapped = _vault(connection, master)
    algo_version = FORMAT * 100 + view_version
    return Opened(database, master, wrapping_id, master.unwrap(wrapped), view_of, algo_version)


def _marks(connection: Connection) -> Sequence[Row[int, bytes]]:
    return connection.execute(select(wrapping.c.id, wrapping.c.mark)).all()


def _first_key(database: Database, path: Path) -> MasterKey:
    """Make the key file if there is none, and the store's index key under it."""
    master = create_key_file(path)
    with database.write() as connection:
        if not _marks(connection):  # another process may have been first
            added = add_wrapping(connection, master)
            wrapped = master.wrap(new_key())
            connection.execute(insert(vault).values(id=1, wrapping_id=added, wrapped_key=wrapped))
    return master


def add_wrapping(connection: Connection, master: MasterKey) -> int:
    """Add a key file's row and return its number; asked for afterwards, as SQLite 3.34 knows no RETURNING."""
    connection.execute(insert(wrapping).values(mark=master.mark))
    return int(connection.execute(select(wrapping.c.id).where(wrapping.c.mark == master.mark)).scalar_one())


def _vault(connection: Connection, master: MasterKey) -> tuple[int, bytes]:
    """Return what the index key is wrapped by, and the key; or why this key file cannot open it."""
    is_joined = vault.c.wrapping_id == wrapping.c.id
    row = connection.execute(select(wrapping.c.id, wrapping.c.mark, vault.c.wrapped_key).where(is_joined)).one()
    if row.mark == master.mark:
        return row.id, bytes(row.wrapped_key)
    if any(known.mark == master.mark for known in _marks(connection)):
        msg = "The change to this key file is not finished. Run rekey again with the key file used until now."
    else:
        msg = "This key file does not belong to this history. Name the one it was made with, or bring back its copy."
    raise SettingsError(msg)
