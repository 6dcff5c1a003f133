"""Passages that go from note to note, and records in which most is pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.record.check import RecordEvidence, Told, record_check
from service.record.copies import Chain, chains
from service.record.gaps import day_words
from service.record.limits import TIMES_CARRIED, Limits
from service.record.record import Entry, Record

IN_A_ROW = 3
MOSTLY = 0.5  # of a note's words; half of what hospitals' notes hold is copied, and is complained of there


@record_check(source="Practice guidance: pasting is for a purpose, never to carry old content forward unchanged")
def repetition(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """A passage that was pasted on three times or more, or three notes in a row that are mostly pasted.

    Why: what is carried on unchanged looks new on each date, and hides that nothing new was seen.
    What helps: the date it was first written, and what has changed since.
    Goals of the plan, named quotations and phrases of forms are proper repeats and are not counted.
    """
    for chain in chains(record):
        if chain.times_carried >= TIMES_CARRIED:
            yield _carried(chain)
    run: list[Entry] = []
    for entry in record.dated:
        if entry.review.copied is None or entry.review.copied.share < MOSTLY:
            yield from _run(run)
            run = []
        else:
            run.append(entry)
    yield from _run(run)


def _carried(chain: Chain) -> Told:
    entries = tuple({e.note_id: e for e, _ in chain.places if e.note.written_on}.values())
    evidence = tuple(RecordEvidence(note_id=e.note_id, start=span.start, end=span.end) for e, span in chain.places)
    start = f" of {day_words(entries[0].day)}" if entries else ""
    message = f"A passage{start} stands again in {chain.times_carried} later notes. What has changed since?"
    return Told("passage", message, tuple(e.day for e in entries), tuple(e.note_id for e in entries), evidence)


def _run(run: Sequence[Entry]) -> Iterator[Told]:
    if len(run) >= IN_A_ROW:
        message = f"{len(run)} notes in a row are mostly pasted from earlier ones, from {day_words(run[0].day)}."
        yield Told("notes", message, tuple(e.day for e in run), tuple(e.note_id for e in run))
