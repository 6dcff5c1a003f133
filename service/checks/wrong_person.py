"""A name or a pronoun that came along with copied words and is somebody else's."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.copies.misplaced import misplaced
from service.reading.read import Reading

LIKELY = 0.95


@check(
    group="copying",
    severity=Severity.MUST_SEE,
    source="UK GDPR Article 5(1)(d), accuracy; Child Safeguarding Practice Review Panel on records of siblings",
    needs=("prior_notes",),
)
def wrong_person(reading: Reading) -> Iterator[Hit]:
    """Another child's name or pronoun, left in by pasting or by half changing what was pasted.

    Why: what belongs to one child is read, and acted on, as another's; and a family may read of a stranger.
    What helps: the right name, or the passage taken out. Where it is right, it is worth saying who that is.
    People on the list that was sent, people the rest of the note or the child's earlier notes name, and
    those who are introduced with their role pass.
    """
    for found in misplaced(reading):
        yield Hit(found.span, found.question, None, LIKELY)
