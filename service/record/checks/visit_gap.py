"""Visits that were due and are not in the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from service.reading.guidance.record_types import TimeLimit
from service.record.check import Told, record_check
from service.record.gaps import Gap, gaps, told
from service.record.limits import Limits, due
from service.record.plans import plan_on
from service.record.record import Record, Spell

VISIT = "home visit"
ALSO_SEEN = "direct work"
LIMIT_UNDER = {
    "child protection": "visits under a child protection plan",
    "child in need": "visits under a child in need plan",
    "looked after": "visits in the first year in a home",
}


@record_check(source="Care Planning Regulations 2010; councils' manuals for children in need and in need of protection")
def visit_gap(record: Record, limits: Limits) -> Iterator[Told]:
    """More time between two visits than the child's plan allows.

    Why: a child whom nobody sees is known by telephone, and by what adults say.
    What helps: the visit recorded, or why there was none and who saw the child.
    The limit is that of the plan, as the meetings in the record show it; where they show none, or it changed
    meanwhile, the longest of the limits. Counted between visits, and from the last one to the last note; records
    without a visit are passed over, since they may be kept elsewhere. A session of direct work counts as a visit.
    """
    known = {plan: limit for plan, name in LIMIT_UNDER.items() if (limit := limits.of(VISIT, name))}
    if len(known) < len(LIMIT_UNDER):
        return
    for spell in record.spells:
        seen = spell.of(VISIT, ALSO_SEEN)
        shortest = min(known.values(), key=_calendar_days)
        for gap in gaps(seen, shortest, None, spell.end) if seen else ():
            limit = max((_limit_on(known, spell, day) for day in (gap.since, gap.until)), key=_calendar_days)
            if gap.until > due(limit, gap.since):
                yield told(Gap(gap.since, due(limit, gap.since), gap.until, gap.before, gap.after), VISIT, limit)


def _limit_on(known: dict[str, TimeLimit], spell: Spell, day: date) -> TimeLimit:
    plan = plan_on(spell, day)
    return known[plan] if plan else max(known.values(), key=_calendar_days)


def _calendar_days(limit: TimeLimit) -> float:
    return limit.days * 7 / 5 if limit.unit == "working" else limit.days
