"""How long may pass: the time limits of `wordlists/record_types.toml`, with a council's laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from service.reading.guidance.record_types import RecordType, TimeLimit, record_types
from service.record.working_days import add_working_days
from service.settings import Settings

TIMES_CARRIED = 3
"""How often an action or a passage is carried forward before it is told of: the guidance's own number for drift."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a council asks for: the limits of each kind of record, by the names they have in the file."""

    kinds: Mapping[str, RecordType]

    def of(self, record_type: str, name: str) -> TimeLimit | None:
        """Return a limit, or None where the council has switched it off."""
        kind = self.kinds.get(record_type)
        return next((limit for limit in kind.limits if limit.name == name), None) if kind else None


def read_limits(settings: Settings) -> Limits:
    """Return the limits of this installation."""
    return Limits(record_types(settings.wordlists))


def due(limit: TimeLimit, since: date) -> date:
    """Return the last day that is still in time. The day counted from is day 0."""
    if limit.unit == "working":
        return add_working_days(since, limit.days)
    return since + timedelta(days=limit.days)


def in_words(limit: TimeLimit) -> str:
    """Return a limit as a message says it: "28 days", "10 working days"."""
    return f"{limit.days} {'working days' if limit.unit == 'working' else 'days'}"
