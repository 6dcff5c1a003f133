"""Copied words that were true when they were written."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.copies.out_of_date import out_of_date
from service.reading.language.quotation import touching
from service.reading.read import Reading

LIKELY = 0.9


@check(
    group="copying",
    severity=Severity.ASK,
    source="Working Together to Safeguard Children: records are kept up to date",
    needs=("prior_notes",),
)
def stale_copy(reading: Reading) -> Iterator[Hit]:
    """Copied words that today's date, a later note or the child's details speak against.

    Why: "is waiting for a first appointment" was true in May; pasted in September it is a false statement.
    What helps: what came of it, with its date; or the words put in the past, with the date they were true.
    It looks at dates that have passed, "next week" and its like, ages, the school year, what was still
    open, and at home, school and days where a later note tells of a change.
    """
    seen = reading.copying
    if seen is None:
        return
    is_exempt = touching(reading.text.exempt)
    for copy in seen.complained_of:
        for doubt in out_of_date(copy, seen, reading.note, reading.text):
            if not is_exempt(doubt.span):
                yield Hit(doubt.span, doubt.question, None, LIKELY)
