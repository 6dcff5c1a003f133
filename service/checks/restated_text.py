"""What an earlier note has said already, in other words."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.copies.compared import date_words
from service.reading.read import Reading

# On records r1 what lies below is a plan that has since come true, and what lies above is a worker's habit.
ALIKE_FROM, THE_SAME_FROM = 0.85, 0.98
"""Likeness in meaning between which a passage is asked about."""


@check(
    group="copying",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (a record shows what has changed)",
    needs=("prior_notes",),
)
def restated_text(reading: Reading) -> Iterator[Hit]:
    """A passage that says in other words what an earlier note says.

    Why: it reads like news, and a reader takes the same event for two.
    What helps: the date of what is retold, or only what has come of it.
    """
    seen = reading.copying
    for copy in seen.complained_of if seen else ():
        if seen and copy.kind == "restated" and ALIKE_FROM <= copy.similarity < THE_SAME_FROM:
            where = date_words(seen.written_on(copy), reading.note)
            yield Hit(
                copy.span, f"This seems to tell again what {where} tells. What is new in it?", None, copy.similarity
            )
