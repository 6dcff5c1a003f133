"""Significant events that the child's chronology leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from service.note import Span
from service.reading.calendar_words import dates_in
from service.record.check import RecordEvidence, Told, record_check
from service.record.content import stems
from service.record.events import Event, events
from service.record.gaps import day_words
from service.record.limits import Limits
from service.record.record import Entry, Record

CHRONOLOGY = "chronology"
ENOUGH_WORDS = 0.4  # of what an event's sentence is about


@record_check(source="Practice guidance: chronologies at the heart of the work, kept up with significant events")
def chronology(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """Events that notes tell of, and that no entry of the chronology holds.

    Why: a chronology shows the pattern that no single note does; what is left out of it is left out of the pattern.
    What helps: the event, its date and what it meant for the child, in a line each.
    Looked at only where the record holds a chronology. An event is in it by its day, or by its words.
    """
    kept = [entry for entry in record.dated if entry.note.record_type == CHRONOLOGY]
    if not kept:
        return
    told_elsewhere = [e for e in events(record) if e.said.entry.note.record_type != CHRONOLOGY]
    missing = [event for event in told_elsewhere if not _is_in(event, kept)]
    if missing:
        last = max(entry.day for entry in kept)
        since = all(event.day > last for event in missing)
        what = "one significant event" if len(missing) == 1 else f"{len(missing)} significant events"
        when = f"since its last entry, {day_words(last)}" if since else f"from {day_words(missing[0].day)} on"
        evidence = tuple(
            RecordEvidence(note_id=e.said.entry.note_id, start=e.said.span.start, end=e.said.span.end) for e in missing
        )
        ids = tuple(dict.fromkeys(event.said.entry.note_id for event in missing))
        message = f"The chronology does not hold {what} that notes tell of, {when}."
        yield Told(CHRONOLOGY, message, tuple(event.day for event in missing), ids, evidence)


def _is_in(event: Event, kept: list[Entry]) -> bool:
    return any(_has_day(event, entry) or _has_words(event, entry) for entry in kept)


def _has_day(event: Event, entry: Entry) -> bool:
    text = entry.note.text
    return any(found.day == event.day for found in dates_in(text, Span(0, len(text)), entry.day))


def _has_words(event: Event, entry: Entry) -> bool:
    return any(
        len(event.said.about & stems(line)) >= ENOUGH_WORDS * len(event.said.about)
        for line in entry.note.text.splitlines()
    )
