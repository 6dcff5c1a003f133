"""Review a child's whole record: each note in order, with its earlier notes; then what they show together.

Read this first. Like `analyse`, it writes nothing: same notes, same versions, same review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from service.analyse import refuse_unknown_checks, refuse_unreadable, review
from service.note import Note, PriorNote
from service.reading.copies.earlier import forget_earlier_notes
from service.reading.guidance.actions import read_actions
from service.reading.read import read
from service.record.check import RecordFinding, record_checks
from service.record.chronology import ChronologyLine, chronology
from service.record.good_practice import GoodPractice, good_practice
from service.record.limits import read_limits
from service.record.measures import NoteMeasures, RecordMeasures, note_measures, record_measures
from service.record.record import Entry, Record
from service.settings import Settings, settings

MOST_EARLIER = 200
"""How many earlier notes each note is compared with: the latest ones, and as many of the linked children's.

A 250-word note took 90 ms alone, 165 ms with 100 earlier notes and 190 ms with 500 (CPU time on one core of a busy
machine): comparing at all is what costs. More are kept out so that the thousandth note costs what the hundredth did.
"""


@dataclass(frozen=True, slots=True)
class RecordReview:
    """All that was seen in one child's record; `notes` has the figures of each entry, in the same order.

    `linked` has the ids of the notes of brothers and sisters that were compared with.
    """

    child_id: str | None
    entries: tuple[Entry, ...]
    findings: tuple[RecordFinding, ...]
    notes: tuple[NoteMeasures, ...]
    measures: RecordMeasures
    chronology: tuple[ChronologyLine, ...]
    good_practice: tuple[GoodPractice, ...] = ()
    linked: frozenset[str] = frozenset()


def review_record(
    notes: Iterable[Note], chosen: Settings | None = None, *, linked: Sequence[Note] = ()
) -> RecordReview:
    """Return the review of one child's notes, which may come in any order.

    `linked` are notes of the child's brothers and sisters: copied passages are looked for in them too. What the notes
    bring as `prior_notes` is compared with as well, before any that are in the record.
    Raises what `analyse` raises, for the first note that cannot be reviewed.
    """
    chosen = chosen or settings()
    refuse_unknown_checks(chosen)
    in_order = _in_order(notes)
    record = Record(
        child_id=next((note.child_id for note in in_order if note.child_id), None),
        entries=tuple(_entries(in_order, [_prior(note) for note in _in_order(linked)], chosen)),
        linked=frozenset(note.note_id for note in linked if note.note_id),
    )
    return look_at(record, chosen)


def look_at(record: Record, chosen: Settings) -> RecordReview:
    """Return what the record checks and the figures say of a record whose notes have been reviewed."""
    limits = read_limits(chosen)
    findings = [finding for check in record_checks() for finding in check.findings(record, limits)]
    in_order = tuple(sorted(findings, key=lambda finding: (finding.dates[:1], finding.check)))
    measures = record_measures(record, in_order)
    return RecordReview(
        child_id=record.child_id,
        entries=record.entries,
        findings=in_order,
        notes=tuple(note_measures(entry) for entry in record.entries),
        measures=measures,
        chronology=chronology(record),
        good_practice=good_practice(measures, in_order),
        linked=record.linked,
    )


def _in_order(notes: Iterable[Note]) -> list[Note]:
    """Return notes by date, undated ones first, each with an id; of one day in the order they came."""
    named = (
        note if note.note_id else note.model_copy(update={"note_id": f"note {at}"}) for at, note in _counted(notes)
    )
    return sorted(named, key=lambda note: note.written_on or date.min)


def _counted(notes: Iterable[Note]) -> Iterator[tuple[int, Note]]:
    return enumerate(notes, start=1)


def _entries(notes: Sequence[Note], linked: Sequence[PriorNote], chosen: Settings) -> Iterator[Entry]:
    before: list[PriorNote] = []
    for note in notes:
        beside = [prior for prior in linked if not note.written_on or (prior.written_on or date.min) <= note.written_on]
        earlier = (*note.prior_notes, *beside[-MOST_EARLIER:], *before[-MOST_EARLIER:])
        compared = note.model_copy(update={"prior_notes": earlier})
        refuse_unreadable(compared, chosen)
        reading = read(compared, chosen)
        actions = tuple(action.span for action in read_actions(reading))
        yield Entry(note.model_copy(update={"prior_notes": ()}), review(reading, chosen), actions)
        before.append(_prior(note))
    forget_earlier_notes()


def _prior(note: Note) -> PriorNote:
    return PriorNote(
        note_id=note.note_id or "",
        text=note.text,
        written_on=note.written_on,
        record_type=note.record_type,
        child_id=note.child_id,
    )
