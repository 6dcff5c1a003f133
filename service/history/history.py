"""The history: earlier notes by child, kept so that copies are found and nothing can be read.

Doors call `open_history` and hand it what cuts a text into words; the history knows no other part of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from service.errors import HistoryError

if TYPE_CHECKING:  # SQLAlchemy and cryptography take 0.3 s to import; only who opens a history pays
    from sqlalchemy import ColumnElement

    from service.history.fingerprints import Seen
    from service.history.looking import Echo
    from service.history.opening import Opened
    from service.history.putting import Earlier

BATCH = 500
"""Notes a transaction: with `put_many`, what is lost at most when a process dies, and sent again unharmed."""


@dataclass(frozen=True, slots=True)
class Status:
    """How much is stored, and from when. `outdated` notes were stored by another version and must be sent again."""

    notes: int = 0
    first: date | None = None
    last: date | None = None
    outdated: int = 0


def open_history(
    url: str | None = None,
    key_file: Path | None = None,
    *,
    view_of: Callable[[str], Seen],
    view_version: int,
) -> History:
    """Open the history, or create it: by default a file in the user's data folder, its key in the user's settings.

    `url` is `sqlite:///FILE` or `postgresql://…`. `view_of` cuts a text into words and `view_version` says how:
    notes stored under another version are not compared. Raises SettingsError where the key file is missing, is
    not the store's, or may be read by everybody.
    """
    from service.history.opening import open_store

    return History(open_store(url, key_file, view_of=view_of, view_version=view_version))


class History:
    """An open history. Safe to use from several threads; every change stands once its method returns."""

    def __init__(self, store: Opened) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.database.close()

    def put(  # noqa: PLR0913 - one note, and what is known of it
        self,
        child_id: str,
        note_id: str,
        raw_text: str,
        written_on: date | None,
        *,
        household: str | None = None,
        keep_until: date | None = None,
    ) -> bool:
        """Store a note, in place of the one of that id. Returns whether anything changed."""
        from service.history.putting import Earlier

        return self.put_many([Earlier(child_id, note_id, raw_text, written_on, household, keep_until)]) > 0

    def put_many(self, rows: Iterable[Earlier]) -> int:
        """Store notes, BATCH in a transaction, and return how many were new or changed.

        Stopped half-way it may be run again: what is stored and unchanged is passed over. Rows sorted by child
        make later look-ups faster.
        """
        from service.history.putting import put_batch

        left, changed = iter(rows), 0
        while batch := list(islice(left, BATCH)):
            changed += put_batch(self._store, batch)
        return changed

    def look_up(self, child_ids: Sequence[str], raw_text: str, *, leave_out: str | None = None) -> tuple[Echo, ...]:
        """Return what a draft shares with stored notes of these children, and of no others.

        The caller has checked that they may be asked about. `leave_out` is the draft's own note id.
        """
        from service.history.looking import look_up

        return look_up(self._store, child_ids, raw_text, leave_out=leave_out)

    def remove(self, child_id: str, note_id: str) -> bool:
        """Delete one note. Returns whether it was there."""
        from service.history import removing

        return removing.remove(self._store, child_id, note_id)

    def erase(self, child_id: str) -> None:
        """Delete a child with all notes, and its key unless the household still needs it.

        Afterwards the database's files hold nothing of the child. Back-ups are the caller's: without the key file
        they cannot be read either.
        """
        from service.history import removing

        if not removing.erase(self._store, child_id):
            msg = (
                "The child's notes and key are deleted, but another program is reading the history and keeps "
                "their bytes in its log. Erase once more when it has finished."
            )
            raise HistoryError(msg)

    def reconcile(self, child_id: str, live_ids: Iterable[str]) -> int:
        """Delete the child's notes that are not among `live_ids`, and return how many."""
        from service.history import removing

        return removing.reconcile(self._store, child_id, live_ids)

    def expire(self, today: date) -> int:
        """Delete every note whose last day is before `today`, and return how many."""
        from service.history import removing

        return removing.expire(self._store, today)

    def status(self, child_id: str) -> Status:
        """Return counts and dates for one child; zero for one that is not stored."""
        from service.history.tables import member, note

        return self._count(note.c.member_id == member.c.id, member.c.ref == self._store.child_ref(child_id))

    def totals(self) -> Status:
        """Return counts and dates for the whole store."""
        return self._count()

    def rekey(self, new_key_file: Path) -> None:
        """Put every key under the key in another file, made if need be. Stopped half-way, run it again."""
        from service.history.rekeying import rekey

        self._store = rekey(self._store, new_key_file)

    def _count(self, *wanted: ColumnElement[bool]) -> Status:
        from sqlalchemy import case, func, select

        from service.history.tables import note

        is_old = case((note.c.algo_version != self._store.algo_version, 1), else_=0)
        counts = func.count(note.c.id), func.min(note.c.written_on), func.max(note.c.written_on), func.sum(is_old)
        with self._store.database.read() as connection:
            notes, first, last, outdated = connection.execute(select(*counts).where(*wanted)).one()
        return Status(notes, _day(first), _day(last), outdated or 0)


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None
