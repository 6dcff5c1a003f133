"""Meetings on the plan that were due and are not in the record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from service.record.check import Told, record_check
from service.record.gaps import Gap, gaps, told
from service.record.limits import Limits, due
from service.record.plans import ends_after
from service.record.record import Record, Spell

LOOKED_AFTER, MIDWAY = "looked after review", "midway review"
EVERY = {"core group": "core group", "child in need review": "child in need review"}
"""Meetings that come round, and the name of their limit."""


@record_check(source="Working Together to Safeguard Children; Care Planning Regulations 2010; councils' manuals")
def review_gap(record: Record, limits: Limits) -> Iterator[Told]:
    """More time between two core groups, child in need reviews, looked after reviews or midway reviews than the limit.

    Why: between the meetings nobody looks at the whole plan together with the child and the family.
    What helps: the record of the meeting, or why it was put off and who decided so.
    A kind of meeting is expected once there was one. After the last, nothing is expected where another kind of plan
    follows or the notes say that the plan ended.
    """
    for spell in record.spells:
        for kind, name in EVERY.items():
            yield from _coming_round(spell, limits, kind, name)
        yield from _looked_after(spell, limits)
        yield from _midway(spell, limits)


def _coming_round(spell: Spell, limits: Limits, kind: str, name: str) -> Iterator[Told]:
    held, limit = spell.of(kind), limits.of(kind, name)
    if held and limit:
        until = None if ends_after(spell, held[-1]) else spell.end
        for gap in gaps(held, limit, None, until):
            if gap.after is None or not _came_back(spell, gap):
                yield told(gap, kind, limit)


def _came_back(spell: Spell, gap: Gap) -> bool:
    """Tell whether another plan's meeting lies between two of one kind: the plan ended, and began anew."""
    others = spell.of(*EVERY, LOOKED_AFTER)
    kind = gap.before.note.record_type if gap.before else None
    return any(gap.since < each.day < gap.until and each.note.record_type != kind for each in others)


def _looked_after(spell: Spell, limits: Limits) -> Iterator[Told]:
    """Tell of reviews further apart than six months: which of them was the second cannot be known from an export."""
    held, limit = spell.of(LOOKED_AFTER), limits.of(LOOKED_AFTER, "later reviews")
    if held and limit:
        until = None if ends_after(spell, held[-1]) else spell.end
        for gap in gaps(held, limit, None, until):
            yield told(gap, LOOKED_AFTER, limit)


def _midway(spell: Spell, limits: Limits) -> Iterator[Told]:
    """Tell of two looked after reviews with time for a midway review between them, and none."""
    limit = limits.of(MIDWAY, MIDWAY)
    between = spell.of(MIDWAY)
    for first, second in pairwise(spell.of(LOOKED_AFTER)) if limit else ():
        if limit and second.day > due(limit, first.day) and not any(first.day < e.day < second.day for e in between):
            gap = Gap(first.day, due(limit, first.day), second.day, first, second)
            yield told(gap, MIDWAY, limit)
