"""Changes the key file: every key is wrapped anew, a thousand in a transaction; notes are not touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from service.errors import SettingsError
from service.history.keys import MasterKey, create_key_file
from service.history.opening import Opened, add_wrapping
from service.history.tables import scope, vault, wrapping

_AT_ONCE = 1_000


def rekey(store: Opened, new_key_file: Path) -> Opened:
    """Wrap all keys by the key in `new_key_file`, made if need be; run again, it goes on where it stopped.

    The index key comes last: until then the old key file opens the store, from then on the new one.
    """
    new = create_key_file(new_key_file)
    if new.mark == store.master.mark:
        msg = "The new key file holds the key already in use. Name a file that does not exist yet."
        raise SettingsError(msg)
    with store.database.write() as connection:
        new_id = _begin(connection, store, new)
    while True:
        with store.database.write() as connection:
            if not _rewrap_some(connection, store, new, new_id):
                _finish(connection, store, new, new_id)
                break
    store.database.forget_deleted()
    return replace(store, master=new, wrapping_id=new_id)


def _begin(connection: Connection, store: Opened, new: MasterKey) -> int:
    """Return the row of the new key; refuse while a change to a third one is unfinished."""
    is_used = exists().where(scope.c.wrapping_id == wrapping.c.id)
    known = connection.execute(select(wrapping.c.id, wrapping.c.mark, is_used.label("is_used"))).all()
    for row in known:
        if row.mark == new.mark:
            return int(row.id)
        if row.id != store.wrapping_id and row.is_used:
            msg = "A change to another key file is not finished. Run rekey again with that file first."
            raise SettingsError(msg)
        if row.id != store.wrapping_id:
            connection.execute(delete(wrapping).where(wrapping.c.id == row.id))
    return add_wrapping(connection, new)


def _rewrap_some(connection: Connection, store: Opened, new: MasterKey, new_id: int) -> int:
    """Wrap some of the keys anew and return how many."""
    asked = select(scope.c.id, scope.c.wrapped_key).where(scope.c.wrapping_id == store.wrapping_id).limit(_AT_ONCE)
    rows = [
        {"row": row.id, "wrapped": new.wrap(store.master.unwrap(bytes(row.wrapped_key)))}
        for row in connection.execute(asked.with_for_update())
    ]
    if rows:
        changed = update(scope).where(scope.c.id == bindparam("row"))
        connection.execute(changed.values(wrapped_key=bindparam("wrapped"), wrapping_id=new_id), rows)
    return len(rows)


def _finish(connection: Connection, store: Opened, new: MasterKey, new_id: int) -> None:
    connection.execute(update(vault).values(wrapping_id=new_id, wrapped_key=new.wrap(store.index_key)))
    connection.execute(delete(wrapping).where(wrapping.c.id == store.wrapping_id))
