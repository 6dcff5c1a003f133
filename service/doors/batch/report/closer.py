"""The records that are to be looked at first, closer: their notes, what was found in them and where it lies in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.doors.batch.report.folder import Unit
from service.doors.batch.report.gathering import Need
from service.record.measures import LONG_WITHOUT

REVIEWS = ("core group", "child in need review", "looked after review", "midway review")
MOST_NOTES = 2000  # of one record in the picture; the tables have them all
FEWEST_WORDS = 20  # copied from a note, to be drawn: fewer is a phrase
_NOTE_COLUMNS = ("child_id", "note_id", "written_on", "record_type", "voice", "copied_share", "copied_from", "must_see")
_FINDING_COLUMNS = ("scope", "child_id", "check", "severity", "dates", "about", "message", "row")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found in a record: the check, the days it rests on, what it is about, its words where kept."""

    check: str
    dates: tuple[date, ...]
    about: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """What came in time, one below the other in the picture: the days it came, and when it was overdue."""

    name: str
    days: tuple[date, ...]
    overdue: tuple[tuple[date, date], ...] = ()
    hollow: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Closer:
    """One record; `copies` are pairs of days: of the note that was copied, and of the one it stands in."""

    child_id: str | None
    notes: tuple[Row, ...]
    found: tuple[Found, ...]
    must_see: Mapping[str, int]
    copies: tuple[tuple[date, date], ...]
    good_practice: tuple[str, ...]
    most_notes: int

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its dated notes, in order."""
        return tuple(note["written_on"] for note in self.notes if note["written_on"])

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """What its picture shows, without the lanes that would be empty."""
        heard = tuple(note["written_on"] for note in self._dated if note["voice"] not in {None, "none"})
        silent = tuple(note["written_on"] for note in self._dated if note["voice"] == "none")
        lanes = (
            Lane("Child heard", heard, self._overdue("voice_gap"), silent),
            Lane("Visits", self._of(LONG_WITHOUT["visit"]), self._overdue("visit_gap")),
            Lane("Supervision", self._of(LONG_WITHOUT["supervision"]), self._overdue("supervision_gap")),
            Lane("Reviews", self._of(REVIEWS), self._overdue("review_gap")),
            Lane("Summaries", self._of(LONG_WITHOUT["summary"]), self._overdue("summary_due")),
        )
        return tuple(lane for lane in lanes if lane.days or lane.overdue or lane.hollow)

    @property
    def _dated(self) -> Iterator[Row]:
        return (note for note in self.notes if note["written_on"])

    def _of(self, kinds: Sequence[str]) -> tuple[date, ...]:
        return tuple(note["written_on"] for note in self._dated if note["record_type"] in kinds)

    def _overdue(self, check: str) -> tuple[tuple[date, date], ...]:
        """Return, of each gap, the day it was due and the day it ended."""
        gaps = (each.dates for each in self.found if each.check == check)
        return tuple((dates[1], dates[2]) for dates in gaps if len(dates) > 2)  # noqa: PLR2004 - counted from, due, came


def look_closer(needs: Sequence[Need]) -> tuple[Closer, ...]:
    """Return the records of `needs`, in their order; each unit is read once."""
    of_unit: dict[Unit, list[Need]] = defaultdict(list)
    for need in needs:
        of_unit[need.unit].append(need)
    seen = {need: closer for unit, wanted in of_unit.items() for need, closer in _of_unit(unit, wanted)}
    return tuple(seen[need] for need in needs)


def _of_unit(unit: Unit, wanted: Sequence[Need]) -> Iterator[tuple[Need, Closer]]:
    children = {need.child_id for need in wanted}
    notes, findings = defaultdict(list), defaultdict(list)
    for row in _rows_of(unit, "notes", _NOTE_COLUMNS, children):
        notes[row["child_id"]].append(row)
    for row in _rows_of(unit, "findings", _FINDING_COLUMNS, children):
        findings[row["child_id"]].append(row)
    records = {row["child_id"]: row for row in unit.rows("records", ("child_id", "good_practice"))}
    for need in wanted:
        record = records[need.child_id]
        yield need, _closer(record, notes[need.child_id], findings[need.child_id])


def _rows_of(unit: Unit, table: str, columns: Sequence[str], children: set[str | None]) -> list[dict[str, Any]]:
    from pyarrow import array, compute, string

    read = unit.table(table, columns)
    wanted = compute.is_in(read["child_id"], value_set=array(list(children), string()))
    rows: list[dict[str, Any]] = read.filter(wanted).to_pylist()
    return rows


def _closer(record: Row, notes: Sequence[Row], findings: Sequence[Row]) -> Closer:
    loud = Counter(row["check"] for row in findings if row["scope"] == "note" and row["severity"] == "must_see")
    return Closer(
        child_id=record["child_id"],
        notes=tuple(notes[:MOST_NOTES]),
        found=tuple(_found(row) for row in findings if row["scope"] == "record"),
        must_see=dict(sorted(loud.items())),
        copies=tuple(_copies(notes[:MOST_NOTES])),
        good_practice=tuple(record["good_practice"] or ()),
        most_notes=len(notes),
    )


def _found(row: Row) -> Found:
    return Found(row["check"], tuple(row["dates"] or ()), row["about"], row["message"])


def _copies(notes: Sequence[Row]) -> Iterator[tuple[date, date]]:
    """Yield each pair of notes of this record of which the later one holds much of the earlier."""
    day_of = {note["note_id"]: note["written_on"] for note in notes}
    for note in notes:
        words: Counter[str] = Counter()
        for source in note["copied_from"] or ():
            if source["child_id"] in {None, note["child_id"]}:
                words[source["note_id"]] += source["words"] or 0
        for note_id, count in sorted(words.items()):
            before, after = day_of.get(note_id), note["written_on"]
            if count >= FEWEST_WORDS and before and after and before < after:
                yield before, after
