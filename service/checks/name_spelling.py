"""A name that was sent with the note and stands in it a letter or two off."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.people.spelling import misspelt
from service.reading.read import Reading

LIKELY = 0.95
_SHOWN = 40  # characters of a name


@check(
    group="guidance",
    severity=Severity.MUST_SEE,
    source="UK GDPR Article 5(1)(d), accuracy; care-experienced readers on their own files: names misspelt",
)
def name_spelling(reading: Reading) -> Iterator[Hit]:
    """The child's name, or that of somebody on the list of people, with a letter or two wrong.

    Why: for somebody who reads their own file, their name is the first thing, and a wrong one says nobody looked.
    What helps: the name as it was sent; one key takes it. If somebody else is meant, a word on who that is.
    Other names of the child, people the note introduces, plurals and ordinary words pass; so does an accent left out.
    """
    for found in misspelt(reading):
        here = reading.words_of(found.span)
        yield Hit(found.span, f"“{here[:_SHOWN]}”: is this {found.right[:_SHOWN]}?", found.right, LIKELY)
