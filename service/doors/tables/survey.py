"""A look over a whole table before any work is done: how its days are written, and how many rows cannot be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from service.doors.tables.days import Days, Evidence, decide_by
from service.doors.tables.mapping import ColumnMap
from service.doors.tables.notes import ReadNote, Refused, read_notes
from service.doors.tables.table import Table
from service.errors import InputError
from service.settings import Settings

MOST_REFUSED = 0.01
"""The share of rows above which a table is not reviewed unless told to: so many are no slips but a wrong mapping."""

_GO_ON = "Mend the rows or the mapping; or have these rows left out: --accept-refused, over HTTP accept_refused."

_DAY_FIELDS = ("written_on", "child_birth_date")


@dataclass(slots=True)
class Survey:
    """What a table holds, in counts; `refused` by stage, field and error, `remarks` for whoever sent it."""

    days: Days
    rows: int = 0
    notes: int = 0
    refused: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    examples: dict[tuple[str, str, str], Refused] = field(default_factory=dict)
    may_be_cut: int = 0
    unknown_types: int = 0
    without_day: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def share_refused(self) -> float:
        """The share of rows that became no note."""
        return 1 - self.notes / self.rows if self.rows else 0.0

    @property
    def in_words(self) -> list[str]:
        """Return what there is to say, a line each."""
        told = [f"{self.rows:,} rows: {self.notes:,} notes, {self.rows - self.notes:,} refused.", *self.remarks]
        told += [f"{count:,} × {_refusal(self.examples[kind])}" for kind, count in self.refused.most_common(10)]
        counts = (
            (self.may_be_cut, "may be cut: they are as long as a cell of Excel can be (32,767 characters)."),
            (self.unknown_types, "have a record type that the mapping does not name; list it under [record_types]."),
            (self.without_day, "have no day, so they stand in no order."),
        )
        return told + [f"{count:,} notes {words}" for count, words in counts if count]


def _refusal(first: Refused) -> str:
    where = f"row {first.row}" + (f", {first.field}" if first.field else "")
    return f"{first.error}, first in {where}: {first.why}"


def decide_days(table: Table, mapping: ColumnMap) -> Days:
    """Return how the days of a table are written: as the mapping says, else by all of them."""
    columns = mapping.columns_in(table)
    used = frozenset(columns[name] for name in _DAY_FIELDS if name in columns)
    evidence = Evidence()
    for row in table.rows(used) if used else ():
        for value in (row.values or {}).values():
            evidence.add(value)
    if mapping.days:
        return Days(mapping.days, has_serials=bool(evidence.serials))
    try:
        return decide_by(evidence)
    except InputError as error:
        msg = f"{table.name}: {error}"
        raise InputError(msg) from None


def look_over(table: Table, mapping: ColumnMap, chosen: Settings) -> Survey:
    """Read the whole table once or twice, keep nothing, and return what it holds."""
    survey = Survey(decide_days(table, mapping), remarks=table.remarks)
    for read in read_notes(table, mapping, survey.days, chosen):
        survey.rows += 1
        if isinstance(read, Refused):
            kind = (read.stage, read.field, read.error)
            survey.refused[kind] += 1
            survey.examples.setdefault(kind, read)
        else:
            _count(survey, read)
    return survey


def _count(survey: Survey, read: ReadNote) -> None:
    survey.notes += 1
    survey.may_be_cut += read.may_be_cut
    survey.unknown_types += read.unknown_type
    survey.without_day += read.note.written_on is None


def refuse_too_many(table: Table, survey: Survey, most: float = MOST_REFUSED) -> None:
    """Raise where more than a share of the rows cannot be read, and say which and why."""
    if not survey.rows:
        msg = f"{table.name}: there are no rows below the header."
        raise InputError(msg)
    if survey.share_refused > most:
        told = "\n".join((*survey.in_words, _GO_ON))
        msg = f"{table.name}: {survey.share_refused:.1%} of the rows cannot be read, more than {most:.0%}.\n{told}"
        raise InputError(msg)
