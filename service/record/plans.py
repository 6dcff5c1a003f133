"""Which plan a child had when, as far as the kinds of record tell: nothing is expected that has no reason."""

from __future__ import annotations

import re
from datetime import date

from service.record.record import Entry, Record, Spell

PLAN_OF = {
    "core group": "child protection",
    "child in need review": "child in need",
    "looked after review": "looked after",
}
"""The kinds of record that are only made under one kind of plan."""
ENDED = re.compile(
    r"\bstep(?:ped|ping|s)?[- ]down\b|\bno longer (?:subject|on a|looked after|in need)\b|"
    r"\bdecision(?: is|:)? (?:to )?close\b"
    r"|\b(?:end(?:ed|s|ing)|closed|closing|ceased|discontinued|remov\w+)\b[^.;]{0,30}\bplans?\b"
    r"|\bplans?\b[^.;]{0,20}\b(?:(?:has|have|was|were|is|are) (?:now )?(?:been )?)?"
    r"(?:ended|ends|ceased|closed|discontinued|removed)\b"
    r"|\b(?:child in need|care) plan since\b|\bbefore that (?:a|the|on a) [^.;]{0,20}plan\b|\buntil then (?:a|on a)\b"
    r"|\b(?:child in need|looked after|child protection) from now\b|\breturned? home for good\b|\bcase closed\b",
    re.IGNORECASE,
)
"""Words that say a plan has come to its end, or is about to: from there on its meetings are not expected."""


def plan_on(spell: Spell, day: date) -> str | None:
    """Return the kind of plan that held on a day: that of the last meeting before it, or of the only kind there is.

    None where the notes since that meeting say that the plan ended.
    """
    meetings = spell.of(*PLAN_OF)
    before = [meeting for meeting in meetings if meeting.day <= day]
    if before:
        since = (entry for entry in spell.entries if before[-1].day <= entry.day <= day and entry is not before[-1])
        return None if any(map(says_it_ended, since)) else _plan_of(before[-1])
    plans = {_plan_of(meeting) for meeting in meetings}
    return plans.pop() if len(plans) == 1 else None


def ends_after(spell: Spell, meeting: Entry) -> bool:
    """Tell whether something after a meeting says that its plan ended: another plan's meeting, or the notes' words."""
    later = [each for each in spell.entries if each.day >= meeting.day and each is not meeting]
    others = any(each.note.record_type in PLAN_OF and _plan_of(each) != _plan_of(meeting) for each in later)
    return others or any(map(says_it_ended, later))


def says_it_ended(entry: Entry) -> bool:
    """Tell whether a note's title or text says that a plan has come to its end."""
    return ENDED.search(f"{entry.note.title or ''}\n{entry.note.text}") is not None


def _plan_of(meeting: Entry) -> str:
    return PLAN_OF[meeting.note.record_type or ""]


def first_plan(record: Record) -> Entry | None:
    """Return the first note that shows there is a plan."""
    return next(
        (e for e in record.dated if e.note.plan_goals or e.note.record_type in PLAN_OF or e.note.record_type == "plan"),
        None,
    )
