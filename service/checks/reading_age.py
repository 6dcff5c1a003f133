"""How old a child would be to read the note with ease."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.note import Note
from service.reading.ease.readability import Aim, aim_for
from service.reading.read import Reading

MARGIN_YEARS = 1.0  # about the model's own error; see models/reading_age/card.md
READS_ALONE_YEARS = 7  # younger children will read their notes later


@check(
    group="child reader",
    severity=Severity.OVERVIEW,
    source="BASW: Top ten tips for case recording (write as if to the child); models/reading_age/card.md",
    needs=("readability", "child_age"),
)
def reading_age(reading: Reading) -> Iterator[Hit]:
    """The age at which most children could read the note, against the reader's.

    Why: the child may read it now, or at eighteen with nobody beside them.
    What helps: shorter sentences first, then plainer words; never softer facts.
    An estimate in years with an error of about one; not shown under 30 words.
    """
    seen, note = reading.readability, reading.note
    if seen is None or seen.reading_age_years is None:
        return
    aim = aim_for(note.child_age_years, note.reader)
    fair = max(aim.reading_age_years, note.child_age_years or 0) if note.reader == "child" else aim.reading_age_years
    if seen.reading_age_years <= fair + MARGIN_YEARS:
        return
    yield Hit(WHOLE_NOTE, f"Reads at about age {seen.reading_age_years:.0f}; {_whose(note, aim)}.")


def _whose(note: Note, aim: Aim) -> str:
    age = note.child_age_years
    if note.reader != "child" or age is None:
        return f"aim for about {aim.reading_age_years:.0f}"
    if age < READS_ALONE_YEARS:
        return f"this child will read it later: aim for about {aim.reading_age_years:.0f}"
    return f"the child is {age:.0f}. The hardest sentences carry most of it"
