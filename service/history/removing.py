"""Deletes: one note, a child, what has run out, what the case system no longer has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, exists, select

from service.history.opening import Opened
from service.history.putting import delete_notes, find_members, parts
from service.history.tables import member, note, scope


def remove(store: Opened, child_id: str, note_id: str) -> bool:
    """Delete one note; tell whether it was there."""
    with store.database.write() as connection:
        child = find_members(store, connection, [child_id]).get(child_id)
        if child is None:
            return False
        ref = child.keys.note_ref(child.ref, note_id)
        gone = connection.execute(delete(note).where(note.c.member_id == child.id, note.c.ref == ref)).rowcount
        _let_go_of_empty(connection, member.c.id == child.id)
    store.database.forget_logged()
    return gone > 0


def erase(store: Opened, child_id: str) -> bool:
    """Delete a child, its notes and, unless a sibling needs it, its key; tell whether their bytes are gone too."""
    with store.database.write() as connection:
        is_child = member.c.ref == store.child_ref(child_id)
        connection.execute(delete(note).where(note.c.member_id.in_(select(member.c.id).where(is_child))))
        _let_go_of_empty(connection, is_child)
    return store.database.forget_deleted()


def reconcile(store: Opened, child_id: str, live_ids: Iterable[str]) -> int:
    """Delete the child's notes that are not among `live_ids`; return how many."""
    with store.database.write() as connection:
        child = find_members(store, connection, [child_id]).get(child_id)
        if child is None:
            return 0
        live = {child.keys.note_ref(child.ref, note_id) for note_id in live_ids}
        stored = connection.execute(select(note.c.id, note.c.ref).where(note.c.member_id == child.id))
        gone = [row.id for row in stored if bytes(row.ref) not in live]
        delete_notes(connection, gone)
        _let_go_of_empty(connection, member.c.id == child.id)
    store.database.forget_logged()
    return len(gone)


def expire(store: Opened, today: date) -> int:
    """Delete what should be kept until a day before `today`; return how many."""
    with store.database.write() as connection:
        gone = connection.execute(delete(note).where(note.c.keep_until < today.toordinal())).rowcount
        _let_go_of_empty(connection)
    store.database.forget_logged()
    return gone


def _let_go_of_empty(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Delete children without notes, and keys without children: who was once known is no one's business."""
    is_empty = ~exists().where(note.c.member_id == member.c.id)
    gone = connection.execute(select(member.c.id, member.c.scope_id).where(is_empty, *which)).all()
    for part in parts(gone):  # told apart first: SQLite 3.34, which RHEL 9 has, knows no RETURNING
        connection.execute(delete(member).where(member.c.id.in_([row.id for row in part])))
        is_unused = ~exists().where(member.c.scope_id == scope.c.id)
        connection.execute(delete(scope).where(scope.c.id.in_({row.scope_id for row in part}), is_unused))
