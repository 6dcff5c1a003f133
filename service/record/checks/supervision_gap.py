"""Supervision that was due and is not in the record."""

from __future__ import annotations

from collections.abc import Iterator

from service.record.check import Told, record_check
from service.record.gaps import gaps, told
from service.record.limits import Limits, due
from service.record.record import Record


@record_check(source="Practice guidance: case supervision on the child recorded every four weeks")
def supervision_gap(record: Record, limits: Limits) -> Iterator[Told]:
    """More time between two supervisions than the limit, four weeks by default.

    Why: supervision is where a worker's view is tested, and where drift is seen first.
    What helps: the supervision recorded, or a line on why there was none and who looked at the plan meanwhile.
    Counted from the first note of the work to the last. Where the record holds no supervision at all, it is told of
    once, after twice the limit: it may be kept elsewhere.
    """
    limit = limits.of("supervision", "supervision")
    if limit is None:
        return
    for spell in record.spells:
        held = spell.of("supervision")
        if held or spell.end > due(limit, due(limit, spell.start)):
            for gap in gaps(held, limit, spell.start, spell.end):
                yield told(gap, "supervision", limit)
