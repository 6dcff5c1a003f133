"""A pronoun for the child that is not the one on record."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.people.pronoun_reading import against_the_wish
from service.reading.read import Reading

LIKELY = 0.95


@check(
    group="guidance",
    severity=Severity.MUST_SEE,
    source="UK GDPR Article 5(1)(d), accuracy; Equality Act 2010; the child's recorded wish",
    needs=("pronouns", "child_name"),
)
def pronouns(reading: Reading) -> Iterator[Hit]:
    """A pronoun or a gendered word for the child that goes against the pronouns on record.

    Why: a slip of the pen reads as not having been seen, or as words that came from another child's record.
    What helps: the recorded pronoun, or the child's name. If somebody else is meant, that person's name.
    Only where hardly anybody else can be meant. Quotations, and what somebody calls the child, pass; for a child
    with he or she on record "they" always passes.
    """
    child = reading.note.child
    names = " ".join((child.name or "", *child.known_as)).split() if child else []
    called = names[0] if names else "the child"
    record = (child.pronouns or "").strip() if child else ""
    for found in against_the_wish(reading):
        here = reading.words_of(found.span)
        message = first_that_fits(
            f"{called}'s pronouns are recorded as {record}. Is “{here}” {called}?",
            f"Recorded: {record}. Is “{here}” the child?",
        )
        yield Hit(found.span, message, found.instead, LIKELY)
