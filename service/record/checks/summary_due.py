"""Three-month summaries that were due and are not in the record."""

from __future__ import annotations

from collections.abc import Iterator

from service.record.check import Told, record_check
from service.record.gaps import Gap, day_words, gaps
from service.record.limits import Limits
from service.record.record import CLOSING, Record

SUMMARY = "three-month summary"
ALSO_SUM_UP = ("transfer summary", CLOSING)


@record_check(source="Practice guidance: a summary every three months, on what was done and what came of it")
def summary_due(record: Record, limits: Limits) -> Iterator[Told]:
    """A summary that was due, three months after the last one or after work began, and did not come in time.

    Why: without it, whoever takes over or reads back has only single notes, and nobody stood back from them.
    What helps: the summary; it need not be long. A transfer or closing summary counts as one for what follows.
    """
    limit = limits.of(SUMMARY, SUMMARY)
    if limit is None:
        return
    for spell in record.spells:
        for gap in gaps(spell.of(SUMMARY, *ALSO_SUM_UP), limit, spell.start, spell.end):
            yield Told(SUMMARY, _message(gap), gap.dates, gap.note_ids)


def _message(gap: Gap) -> str:
    if gap.after is not None and gap.after.note.record_type == SUMMARY:
        return f"The three-month summary due on {day_words(gap.due)} is dated {day_words(gap.until)}."
    return f"No three-month summary: one was due on {day_words(gap.due)}."
