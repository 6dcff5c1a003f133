"""What was read of a row, as plain columns: a note travels as its JSON, so that nothing changes on the way.

pandas would make an empty whole number a fraction and an empty day "not a time"; a note's JSON has neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from service.doors.tables.notes import ReadNote, Refused
from service.note import Note

if TYPE_CHECKING:
    from pandas import DataFrame

CARRIED = (
    "`row` bigint, `child_id` string, `household` string, `note` string, `team` string, `may_be_cut` boolean, "
    "`unknown_type` boolean, `stage` string, `error` string, `field` string, `why` string"
)
"""A row that was read: `note` is null where it was refused, and `stage` to `why` where it was not."""

_NAMES = tuple(column.split("`")[1] for column in CARRIED.split(", "))


def carried(reads: Iterable[ReadNote | Refused]) -> DataFrame:
    """Return a pandas frame with the columns of `CARRIED`."""
    from pandas import DataFrame  # 0.4 s, and in the extra `spark` alone

    rows = [_row(read) for read in reads]
    return DataFrame([[row.get(name) for name in _NAMES] for row in rows], columns=list(_NAMES), dtype=object)


def read_again(frame: DataFrame) -> list[ReadNote | Refused]:
    """Return what `carried` made a frame of, in the order of the rows."""
    rows = [dict(zip(frame.columns, values, strict=True)) for values in frame.itertuples(index=False, name=None)]
    return [_read(row) for row in sorted(rows, key=lambda row: int(row["row"]))]


def notes_again(frame: DataFrame) -> list[ReadNote]:
    """Return the notes among what `carried` made a frame of."""
    return [read for read in read_again(frame) if isinstance(read, ReadNote)]


def _row(read: ReadNote | Refused) -> dict[str, Any]:
    if isinstance(read, Refused):
        return read._asdict()
    plain = {name: getattr(read, name) for name in ("row", "household", "team", "may_be_cut", "unknown_type")}
    note = read.note.model_dump_json(exclude_defaults=True)
    return {**plain, "child_id": read.note.child_id, "note": note}


def _read(row: dict[str, Any]) -> ReadNote | Refused:
    number = int(row["row"])
    if row["note"] is None:
        return Refused(number, row["stage"], row["error"], row["field"], row["why"])
    return ReadNote(
        row=number,
        note=Note.model_validate_json(row["note"]),
        team=row["team"],
        may_be_cut=bool(row["may_be_cut"]),
        unknown_type=bool(row["unknown_type"]),
        household=row["household"],
    )
