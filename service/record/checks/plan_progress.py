"""Goals of the plan that the notes never come back to, and supervision that leaves the plan aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.record.check import Told, record_check
from service.record.gaps import day_words
from service.record.limits import Limits
from service.record.plans import first_plan
from service.record.record import Entry, Record

ENOUGH_NOTES = 4
"""How many notes had the goal to speak of before its silence is told: fewer may well be about something else."""
IN_A_ROW = 2
"""How many supervisions without the plan are told of: the note's own review asks about a single one."""
SAYS_PROGRESS = frozenset({
    "supervision", "core group", "child in need review", "looked after review", "midway review", "three-month summary",
    "transfer summary", "closing summary",
})  # fmt: skip
_PLAN = re.compile(r"\b(?:plans?|planned|goals?|aims?|outcomes?|objectives?)\b", re.IGNORECASE)


@record_check(source="Practice guidance: recording shows progress against the plan; supervision keeps referring to it")
def plan_progress(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """A goal of the plan that no note speaks of, or supervisions in a row that do not mention the plan.

    Why: a goal nobody comes back to is forgotten, or was met and nobody said so; either way the child is not told.
    What helps: each goal by name in reviews and supervision, with what moved.
    Goals are those sent with the notes as plan_goals.
    """
    yield from _silent_goals(record)
    yield from _without_plan(record)


def _silent_goals(record: Record) -> Iterator[Told]:
    spoken: dict[str, list[tuple[Entry, bool]]] = {}
    for entry in record.dated:
        for seen in entry.review.plan_goals:
            spoken.setdefault(seen.goal, []).append((entry, seen.progress is not None))
    for at, (goal, notes) in enumerate(spoken.items(), start=1):
        entries = [entry for entry, _ in notes]
        may_say = any(entry.note.record_type in SAYS_PROGRESS for entry in entries)
        if len(notes) >= ENOUGH_NOTES and may_say and not any(is_spoken for _, is_spoken in notes):
            message = f"Goal {at} of the plan is in none of {len(notes)} notes since {day_words(entries[0].day)}."
            yield Told(goal, message, (entries[0].day, entries[-1].day), tuple(entry.note_id for entry in entries))


def _without_plan(record: Record) -> Iterator[Told]:
    planned = first_plan(record)
    if planned is None:
        return
    run: list[Entry] = []
    held = [e for e in record.dated if e.note.record_type == "supervision" and e.day > planned.day]
    for entry in held:
        if _PLAN.search(entry.note.text):
            yield from _run(run)
            run = []
        else:
            run.append(entry)
    yield from _run(run)


def _run(run: Sequence[Entry]) -> Iterator[Told]:
    if len(run) >= IN_A_ROW:
        message = f"{len(run)} supervisions in a row do not mention the plan, from {day_words(run[0].day)}."
        yield Told("supervision", message, tuple(e.day for e in run), tuple(e.note_id for e in run))
