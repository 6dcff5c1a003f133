"""A passage of a brother's or sister's record, with a name that was not changed, or changed where it should not be."""

from __future__ import annotations

from collections.abc import Iterator

from service.finding import Finding, Passage
from service.record.check import RecordEvidence, Told, record_check
from service.record.limits import Limits
from service.record.record import Entry, Record


@record_check(
    source="UK GDPR Article 5(1)(d), accuracy; Child Safeguarding Practice Review Panel on records of siblings"
)
def sibling_copy(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """The same passage in the records of two children of a family, with the wrong child's name or pronoun in it.

    Why: what one child said or did is read, and acted on, as the other's.
    What helps: each child's own visit in the child's own words; what holds for both said once, with both names.
    Needs the linked notes. A note about all the children that is on each file is no copy.
    """
    for entry in record.entries:
        for passage in entry.review.copied.passages if entry.review.copied else ():
            wrong = _wrong(entry, passage) if passage.note_id in record.linked and not passage.proper else ()
            if wrong:
                yield _told(entry, passage, wrong)


def _wrong(entry: Entry, passage: Passage) -> tuple[Finding, ...]:
    """Return what was asked about somebody else's name or pronoun inside a passage."""
    names = (finding for finding in entry.review.findings if finding.check == "wrong_person")
    return tuple(finding for finding in names if passage.start <= finding.start < passage.end)


def _told(entry: Entry, passage: Passage, wrong: tuple[Finding, ...]) -> Told:
    days = tuple(day for day in (passage.written_on, entry.note.written_on) if day)
    here = RecordEvidence(note_id=entry.note_id, start=passage.start, end=passage.end)
    there = RecordEvidence(note_id=passage.note_id, start=passage.source_start, end=passage.source_end)
    names = (RecordEvidence(note_id=entry.note_id, start=f.start, end=f.end) for f in wrong)
    message = "A passage that also stands in a brother's or sister's record has the wrong name or pronoun in it."
    return Told("brother or sister", message, days, (passage.note_id, entry.note_id), (here, there, *names))
