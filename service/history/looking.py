"""Looks a draft up among the notes of the children whom the caller names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, select

from service.errors import HistoryError
from service.finding import CopyKind
from service.history.echoes import Run, Shelf, runs, shelve
from service.history.fingerprints import Packed, Seen, fingerprint, unpack
from service.history.keys import decrypt_with, derive, new_key, opener
from service.history.opening import Opened
from service.history.putting import Member, about_note, find_members
from service.history.tables import note
from service.note import Span


@dataclass(frozen=True, slots=True)
class Echo:
    """A stretch of the draft that also stands in a stored note: where here, and where there.

    `similarity` is the share of the draft's words in it that are known to be the same, from 0 to 1; `verbatim` means
    all of them and nothing left out. No text: the store holds none.
    """

    child_id: str
    note_id: str
    written_on: date | None
    span: Span
    source_span: Span
    kind: CopyKind
    similarity: float


class _Stored(NamedTuple):
    """A row of a note, before it is opened."""

    ref: bytes
    written_on: int | None
    blob: bytes


class _Kept(NamedTuple):
    """A note, opened."""

    child_id: str
    written_on: date | None
    packed: Packed


def look_up(
    store: Opened, child_ids: Sequence[str], raw_text: str, *, leave_out: str | None = None
) -> tuple[Echo, ...]:
    """Return what the draft shares with stored notes of these children, in reading order, the newest first.

    `leave_out` is the draft's own note id. An unknown child, one without notes and one whom the caller left
    out give nothing, after the same work.
    """
    view = store.view_of(raw_text)
    children = list(dict.fromkeys(child_ids))
    with store.database.read() as connection:
        members = find_members(store, connection, children)
        stored = _stored(store, connection, list(members.values()))
    for _ in range(len(children) - len(members)):
        fingerprint(view, derive(new_key()).gram)  # the time taken must not tell who is in the store
    scopes: dict[bytes, list[str]] = defaultdict(list)
    for child_id, child in members.items():
        scopes[child.keys.gram].append(child_id)
    echoes = [
        echo
        for named in scopes.values()
        for echo in _in_scope(store, view, {child_id: members[child_id] for child_id in named}, stored, leave_out)
    ]
    return tuple(sorted(echoes, key=_reading_order))


def _reading_order(echo: Echo) -> tuple[int, int, int]:
    return echo.span.start, -echo.span.end, -(echo.written_on.toordinal() if echo.written_on else 0)


def _stored(store: Opened, connection: Connection, members: Sequence[Member]) -> dict[int, list[_Stored]]:
    """Return the stored notes of each member whose fingerprints were made as the draft's are."""
    asked = select(note.c.member_id, note.c.ref, note.c.written_on, note.c.blob)
    is_wanted = note.c.member_id.in_([child.id for child in members]), note.c.algo_version == store.algo_version
    found: dict[int, list[_Stored]] = defaultdict(list)
    if members:
        for row in connection.execute(asked.where(*is_wanted)):
            found[row.member_id].append(_Stored(bytes(row.ref), row.written_on, bytes(row.blob)))
    return found


def _in_scope(
    store: Opened, view: Seen, members: dict[str, Member], stored: dict[int, list[_Stored]], leave_out: str | None
) -> list[Echo]:
    """Return the echoes in the notes of children who share a key."""
    keys = next(iter(members.values())).keys
    prints = fingerprint(view, keys.gram)
    cipher = opener(keys)
    kept: list[_Kept] = []
    for child_id, child in members.items():
        own = keys.note_ref(child.ref, leave_out) if leave_out else None
        for row in stored[child.id]:
            if row.ref != own:
                about = about_note(child.ref, row.ref, store.algo_version)
                written_on = date.fromordinal(row.written_on) if row.written_on else None
                kept.append(_Kept(child_id, written_on, _opened(cipher, row.blob, about)))
    if not kept:
        return []
    kept.sort(key=lambda each: each.written_on or date.min, reverse=True)
    shelf = shelve([each.packed for each in kept])
    return [_echo(view, shelf, run, kept[run.note]) for run in runs(prints, view.firsts, shelf)]


def _opened(cipher: AESGCM, blob: bytes, about: bytes) -> Packed:
    try:
        return unpack(decrypt_with(cipher, blob, about))
    except InvalidTag:
        msg = "A note in the history was damaged or altered. Send the child's notes again, or bring back a copy."
        raise HistoryError(msg) from None


def _echo(view: Seen, shelf: Shelf, run: Run, source: _Kept) -> Echo:
    words = run.last - run.first
    is_same = run.same_words == words == run.source_last - run.source_first
    return Echo(
        source.child_id,
        source.packed.note_id,
        source.written_on,
        Span(view.literal.starts[run.first], view.literal.ends[run.last - 1]),
        _source_span(view, shelf, run, source.packed),
        "verbatim" if is_same else "edited",
        run.same_words / words,
    )


def _source_span(view: Seen, shelf: Shelf, run: Run, packed: Packed) -> Span:
    """Return where the run stands in its note. Only starts are stored: the last word is as long as the draft's.

    Where the last word differs it is taken to end a character before the next begins.
    """
    places = packed.places()
    at = run.source_last - 1 - int(np.searchsorted(shelf.note_of, run.note))
    start = int(places[at - (run.source_last - 1 - run.source_first)])
    is_end = at + 2 == len(places)
    is_last_same = any(last == run.last for _, last in run.same)
    if is_last_same and not is_end:
        return Span(start, int(places[at]) + view.literal.ends[run.last - 1] - view.literal.starts[run.last - 1])
    return Span(start, int(places[at + 1]) - (not is_end))
