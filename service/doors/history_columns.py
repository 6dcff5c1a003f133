"""The columns of a feed: ids, text and days, each as it may be written.

A row that cannot be used is told by its file, number and column, never by what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from service.analyse import refuse_unreadable
from service.doors.history_rows import COLUMNS, Row, is_feed, open_feed
from service.doors.tables.cells import identifier
from service.doors.tables.days import ISO, Days, read_day
from service.doors.tables.unusable import Unusable
from service.errors import InputError
from service.note import Note
from service.settings import Settings, settings

if TYPE_CHECKING:  # brings SQLAlchemy with it
    from service.history.putting import Earlier
_DAY_FIRST = Days("day first")


class BadRow(NamedTuple):
    """A row that cannot be used: where it stands and why, in words for whoever mends the feed."""

    where: str
    why: str


def to_earlier(row: Row, *, day_first: bool, chosen: Settings | None = None) -> Earlier | BadRow:
    """Return the note in a row, or what is wrong with the row."""
    from service.history.putting import Earlier

    if row.values is None:
        return BadRow(row.where, row.why)
    values = row.values
    column = next((column for column in COLUMNS if column not in values), "")
    if column:
        return BadRow(f"{row.where}, column {column}", "is missing.")
    try:
        column = "child_id"
        child_id = identifier(values[column])
        column = "note_id"
        note_id = identifier(values[column])
        column = "text"
        text = _text(values[column], chosen or settings())
        column = "written_on"
        written_on = _day(values[column], day_first=day_first)
        column = "keep_until"
        keep_until = _day(values.get(column), day_first=day_first)
        column = "household"
        household = identifier(values[column]) if values.get(column) not in (None, "") else None
    except Unusable as error:
        return BadRow(f"{row.where}, column {column}", str(error))
    return Earlier(child_id, note_id, text, written_on, household, keep_until)


def live_ids(name: str, child_id: str) -> list[str]:
    """Return the note ids in a feed, only this child's where it has a column child_id; or in a text file, one a line.

    Raises InputError where a row has none, or where there are none at all.
    """
    ids = list(_ids_of_feed(name, child_id)) if is_feed(name) else _lines(name)
    if not ids:
        msg = f"{name}: no note is listed for this child. To delete all of its notes, use: wellnoted history erase"
        raise InputError(msg)
    return ids


def _ids_of_feed(name: str, child_id: str) -> Iterator[str]:
    for row in open_feed(name, ("note_id",)):
        values = row.values
        try:
            if values is None or values.get("child_id") in (None, "") or identifier(values["child_id"]) == child_id:
                yield _note_id(row)
        except Unusable as error:
            msg = f"{row.where}: {error} Nothing was deleted."
            raise InputError(msg) from None


def _note_id(row: Row) -> str:
    if row.values is None:
        msg = "NotARow"
        raise Unusable(msg, row.why)
    return identifier(row.values.get("note_id"))


def _lines(name: str) -> list[str]:
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        msg = f"{name}: cannot be read ({error.strerror}). Check the path and its permissions."
        raise InputError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{name}: not UTF-8 at byte {error.start}. Save the file as UTF-8 and try again."
        raise InputError(msg) from None
    return [line.strip() for line in lines if line.strip()]


def _text(value: object, chosen: Settings) -> str:
    """Return the text; an empty one is kept too, for a note may have been emptied."""
    if value is None:
        return ""
    if not isinstance(value, str):
        msg = "is not text."
        msg_0 = "NotText"
        raise Unusable(msg_0, msg)
    if value.strip():
        try:
            refuse_unreadable(Note.model_construct(text=value), chosen)  # it says of half a surrogate pair where it is
        except InputError as error:
            raise Unusable(type(error).__name__, str(error)) from None
    return value


def _day(value: object, *, day_first: bool) -> date | None:
    try:
        return read_day(value, _DAY_FIRST if day_first else ISO)
    except Unusable as error:
        if error.error != "AmbiguousDay":
            raise
        msg = "is not a date. Write it as 2025-03-12, or pass --day-first for dates such as 12/03/2025."
        raise Unusable(error.error, msg) from None
