"""Stores notes: what is already there and unchanged costs a look, the rest one transaction a batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, select, values
from sqlalchemy.dialects import postgresql, sqlite

from service.errors import InputError
from service.history.fingerprints import fingerprint, pack
from service.history.keys import NONCE_BYTES, ScopeKeys, new_key
from service.history.opening import Opened
from service.history.tables import member, note, scope

MAX_ID_CHARS = 200
_AT_ONCE = 500  # children or notes named in one question; SQLite allows 32,766 values


class Earlier(NamedTuple):
    """A note to keep. `household` counts when the child is first stored; `keep_until` is its last day."""

    child_id: str
    note_id: str
    raw_text: str
    written_on: date | None = None
    household: str | None = None
    keep_until: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A child in the store: its row, its pseudonym and the keys of its scope."""

    id: int
    ref: bytes
    keys: ScopeKeys


@dataclass(frozen=True, slots=True, repr=False)
class _Entry:
    earlier: Earlier
    member: Member
    note_ref: bytes
    tag: bytes


def put_batch(store: Opened, batch: Sequence[Earlier]) -> int:
    """Store the notes of one batch and return how many were new or changed. Of two with one id the last counts."""
    for earlier in batch:
        if not all(0 < len(name) <= MAX_ID_CHARS for name in (earlier.child_id, earlier.note_id)):
            msg = f"The ids of a child and a note have 1 to {MAX_ID_CHARS} characters."
            raise InputError(msg)
    members = _members(store, batch)
    entries = {(e.member.id, e.note_ref): e for e in (_entry(store, members[row.child_id], row) for row in batch)}
    known = _known(store, list(entries))
    changed = [entry for at, entry in entries.items() if known.get(at) != entry.tag]
    rows = [_row(store, entry) for entry in changed]
    if rows:
        with store.database.write() as connection:
            _upsert(connection, rows)
    return len(rows)


def find_members(store: Opened, connection: Connection, child_ids: Sequence[str]) -> dict[str, Member]:
    """Return those of the children who are in the store."""
    by_ref = {store.child_ref(child_id): child_id for child_id in child_ids}
    keys: dict[int, ScopeKeys] = {}
    found: dict[str, Member] = {}
    for refs in parts(list(by_ref)):
        asked = select(
            member.c.id, member.c.ref, scope.c.id.label("scope_id"), scope.c.wrapping_id, scope.c.wrapped_key
        )
        for row in connection.execute(asked.join(scope).where(member.c.ref.in_(refs))):
            if row.scope_id not in keys:
                keys[row.scope_id] = store.scope_keys(row.wrapping_id, bytes(row.wrapped_key))
            found[by_ref[bytes(row.ref)]] = Member(row.id, bytes(row.ref), keys[row.scope_id])
    return found


def _members(store: Opened, batch: Sequence[Earlier]) -> dict[str, Member]:
    """Return the members of a batch, those of new children made first."""
    children = list({earlier.child_id: None for earlier in batch})
    with store.database.read() as connection:
        found = find_members(store, connection, children)
    new = {earlier.child_id: earlier for earlier in batch if earlier.child_id not in found}
    if new:
        with store.database.write() as connection:
            for earlier in new.values():
                _add_member(store, connection, earlier)
            found |= find_members(store, connection, list(new))
    return found


def _add_member(store: Opened, connection: Connection, earlier: Earlier) -> None:
    """Add a child, and a scope unless its household has one; another process may have done either."""
    ref = store.child_ref(earlier.child_id)
    scope_ref = store.household_ref(earlier.household) if earlier.household else ref
    wrapped = store.master.wrap(new_key())
    _insert_new(connection, scope, {"ref": scope_ref, "wrapping_id": store.wrapping_id, "wrapped_key": wrapped})
    scope_id = connection.execute(select(scope.c.id).where(scope.c.ref == scope_ref)).scalar_one()
    _insert_new(connection, member, {"ref": ref, "scope_id": scope_id})


def _insert_new(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(table).values(values).on_conflict_do_nothing(index_elements=["ref"]))


def _entry(store: Opened, child: Member, earlier: Earlier) -> _Entry:
    ref = child.keys.note_ref(child.ref, earlier.note_id)
    about = f"{store.algo_version} {earlier.written_on} {earlier.keep_until}"
    return _Entry(earlier, child, ref, child.keys.content_tag(child.ref, ref, about, earlier.raw_text))


def _known(store: Opened, places: Sequence[tuple[int, bytes]]) -> dict[tuple[int, bytes], bytes]:
    """Return the content tag of each note that is stored; a blob begins with it."""
    tag = func.substr(note.c.blob, 1, NONCE_BYTES).label("tag")
    found: dict[tuple[int, bytes], bytes] = {}
    with store.database.read() as connection:
        for part in parts(places):
            # Joined, and not as (member_id, ref) IN (…), for which SQLite reads the whole index.
            wanted = values(note.c.member_id, note.c.ref, name="wanted").data(part).cte()
            is_wanted = (note.c.member_id == wanted.c.member_id) & (note.c.ref == wanted.c.ref)
            rows = connection.execute(select(note.c.member_id, note.c.ref, tag).join(wanted, is_wanted))
            found |= {(row.member_id, bytes(row.ref)): bytes(row.tag) for row in rows}
    return found


def _row(store: Opened, entry: _Entry) -> dict[str, Any]:
    view = store.view_of(entry.earlier.raw_text)
    packed = pack(view, fingerprint(view, entry.member.keys.gram), entry.earlier.note_id)
    about = about_note(entry.member.ref, entry.note_ref, store.algo_version)
    return {
        "member_id": entry.member.id,
        "ref": entry.note_ref,
        "written_on": day_number(entry.earlier.written_on),
        "keep_until": day_number(entry.earlier.keep_until),
        "algo_version": store.algo_version,
        "blob": entry.member.keys.encrypt(packed, entry.tag, about),
    }


def about_note(member_ref: bytes, note_ref: bytes, algo_version: int) -> bytes:
    """Return what a blob is bound to, so that no row's blob passes for another's."""
    return b"|".join((member_ref, note_ref, str(algo_version).encode("ascii")))


def day_number(day: date | None) -> int | None:
    """Return a date as it is stored."""
    return day.toordinal() if day else None


def _upsert(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    added = dialect.insert(note)
    replaced = {name: added.excluded[name] for name in rows[0] if name not in {"member_id", "ref"}}
    connection.execute(added.on_conflict_do_update(index_elements=["member_id", "ref"], set_=replaced), list(rows))


def parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the items in parts small enough for one question."""
    for at in range(0, len(items), _AT_ONCE):
        yield items[at : at + _AT_ONCE]


def delete_notes(connection: Connection, ids: Sequence[int]) -> None:
    """Delete notes by row."""
    for part in parts(ids):
        connection.execute(delete(note).where(note.c.id.in_(part)))
