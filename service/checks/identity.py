"""Labels of identity with no word on what they mean for the child."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.guidance.identity import bare_labels
from service.reading.read import Reading

LIKELY = 0.8


@check(
    group="guidance",
    severity=Severity.CONSIDER,
    source="Practice guidance on recording: identity, and its effect on daily life, in all key documents",
    needs=("record_type",),
)
def identity(reading: Reading) -> Iterator[Hit]:
    """A line of labels, such as ethnicity, faith, language or disability, that says nothing of the child's days.

    Why: a label tells nobody what to cook, whom to ask, or what the child is proud of or teased about.
    What helps: what it means from day to day, best in the child's own words; or who will ask, and when.
    Looks at key documents alone: assessments, plans, reviews of children in care, summaries. It infers nothing:
    what a note does not name is not asked for.
    """
    if reading.record is None or "identity" not in reading.record.checks:
        return
    child = reading.note.child
    called = child.name.split()[0] if child and child.name and child.name.strip() else "this child"
    for span in bare_labels(reading):
        message = first_that_fits(
            f"What does this mean for {called} from day to day?", "What does this mean from day to day?"
        )
        yield Hit(span, message, None, LIKELY)
