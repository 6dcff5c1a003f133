"""Rows become notes, or refusals that say where and why and never what: nothing is lost and nothing is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from service.analyse import refuse_unreadable
from service.doors.tables.cells import EXCEL_CUTS_AT, identifier, listed, people, words
from service.doors.tables.days import Days, read_day
from service.doors.tables.mapping import ColumnMap
from service.doors.tables.markup import plain_text
from service.doors.tables.places import Places
from service.doors.tables.seen import Seen
from service.doors.tables.table import Row, Table, Values
from service.doors.tables.unusable import Unusable
from service.errors import InputError
from service.note import Note, explain_problems
from service.settings import Settings

Stage = Literal["reading", "mapping", "note"]
"""Where a row failed: it could not be parted, a cell could not be used, or the cells make no note."""


class ReadNote(NamedTuple):
    """A note, the row it came from, and what a Note has no place for.

    `places` leads from the text back to the HTML or RTF that was exported; `may_be_cut` where a cell is as long as
    Excel lets it be; `unknown_type` where the mapping has no word for the row's record type. Children of one
    `household` are each other's brothers and sisters.
    """

    row: int
    note: Note
    team: str | None = None
    places: Places | None = None
    may_be_cut: bool = False
    unknown_type: bool = False
    household: str | None = None


class Refused(NamedTuple):
    """A row that became no note: its number, where it failed, a word to count by, the field, and why."""

    row: int
    stage: Stage
    error: str
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the rows of one table are read."""

    mapping: ColumnMap
    columns: Mapping[str, str]
    days: Days
    chosen: Settings
    is_loose: bool


def read_notes(table: Table, mapping: ColumnMap, days: Days, chosen: Settings) -> Iterator[ReadNote | Refused]:
    """Return what becomes of each row, in the table's order; memory does not grow with the table.

    `days` come from `service.doors.tables.survey`. A child's note id counts once: later rows with it are refused.
    """
    plan = _Plan(mapping, mapping.columns_in(table), days, chosen, table.is_loose)
    with Seen() as seen:
        for row in table.rows(frozenset(plan.columns.values())):
            read = _read(row, plan)
            is_again = (
                isinstance(read, ReadNote) and read.note.note_id and seen.has(read.note.child_id, read.note.note_id)
            )
            yield Refused(row.number, "note", "DuplicateId", "note_id", _SAID_TWICE) if is_again else read


_SAID_TWICE = (
    "is the id of an earlier row of this child. Is it the column of note ids, and is each version exported once?"
)


def _read(row: Row, plan: _Plan) -> ReadNote | Refused:
    if row.values is None:
        return Refused(row.number, "reading", row.error, "", row.why)
    cells = _Cells(row.values, plan)
    try:
        return _note(row.number, cells, plan)
    except Unusable as error:
        return Refused(row.number, "mapping", error.error, cells.field, str(error))
    except ValidationError as error:
        return Refused(row.number, "note", "NotANote", "", "; ".join(explain_problems(error)))
    except InputError as error:
        return Refused(row.number, "note", type(error).__name__, "text", str(error))


class _Cells:
    """The cells of a row by field; remembers which was asked for last, for a refusal to name."""

    def __init__(self, values: Values, plan: _Plan) -> None:
        self._values, self._plan = values, plan
        self.field = ""

    def __call__(self, field: str) -> object:
        self.field = field
        column = self._plan.columns.get(field)
        if column is None:
            return None
        if column not in self._values and not self._plan.is_loose:
            msg = "MissingCell"
            raise Unusable(msg, "is missing: the row is shorter than the header.")
        return self._values.get(column)

    def has(self, field: str) -> bool:
        return field in self._plan.columns


def _note(number: int, cells: _Cells, plan: _Plan) -> ReadNote:
    child_id = _child_id(cells("child_id"))
    note_id = identifier(cells("note_id")) if cells.has("note_id") else None
    raw = _body(cells("text"))
    body = plain_text(raw, plan.mapping.text_form)
    written_type = words(cells("record_type"))
    fields: dict[str, Any] = {
        "text": body.text,
        "note_id": note_id,
        "child_id": child_id,
        "record_type": plan.mapping.record_type(written_type) if written_type else None,
        "written_on": read_day(cells("written_on"), plan.days),
        "title": words(cells("title")),
        "author": words(cells("author")),
        "people": people(cells("people")),
        "plan_goals": listed(cells("plan_goals")),
        "child": _child(cells, plan),
    }
    note = Note.model_validate(fields)
    refuse_unreadable(note, plan.chosen)
    unknown = bool(written_type) and note.record_type is None
    team, household = words(cells("team")), _household(cells("household"))
    return ReadNote(number, note, team, body.places, len(raw) == EXCEL_CUTS_AT, unknown, household)


def _child_id(value: object) -> str:
    try:
        return identifier(value)
    except Unusable as error:
        if error.error == "Empty":
            msg = "NoChild"
            raise Unusable(msg, "is empty: the note belongs to no child.") from None
        raise


def _household(value: object) -> str | None:
    """Return the id of a household; a child may have none."""
    is_empty = value is None or (isinstance(value, str) and not value.strip())
    return None if is_empty else identifier(value)


def _body(value: object) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        msg = "NoText"
        raise Unusable(msg, "is empty.")
    if not isinstance(value, str):
        msg = "NotText"
        raise Unusable(msg, "is not text.")
    return value


def _child(cells: _Cells, plan: _Plan) -> dict[str, object] | None:
    child: dict[str, object] = {
        "name": words(cells("child_name")),
        "known_as": listed(cells("child_known_as")),
        "birth_date": read_day(cells("child_birth_date"), plan.days),
        "age_years": words(cells("child_age_years")),
        "pronouns": words(cells("child_pronouns")),
    }
    return child if any(child.values()) else None
