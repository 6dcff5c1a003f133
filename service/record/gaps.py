"""Stretches of time with nothing where something was due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from service.reading.guidance.record_types import TimeLimit
from service.record.check import Told
from service.record.limits import due, in_words
from service.record.record import Entry


@dataclass(frozen=True, slots=True)
class Gap:
    """From the day that is counted from to the day something came, or to the last note where nothing did."""

    since: date
    due: date
    until: date
    before: Entry | None = None
    after: Entry | None = None

    @property
    def days(self) -> int:
        """How long it is, in calendar days."""
        return (self.until - self.since).days

    @property
    def dates(self) -> tuple[date, ...]:
        """The days it rests on."""
        return (self.since, self.due, self.until)

    @property
    def note_ids(self) -> tuple[str, ...]:
        """The notes at its ends, where there are any."""
        return tuple(entry.note_id for entry in (self.before, self.after) if entry)


def gaps(entries: Sequence[Entry], limit: TimeLimit, since: date | None, until: date | None) -> Iterator[Gap]:
    """Yield what is longer than the limit: before the first entry, between two, and after the last.

    Without `since` nothing is counted before the first, without `until` nothing after the last.
    """
    edges: list[tuple[date, Entry | None]] = [(since, None)] if since else []
    edges += [(entry.day, entry) for entry in entries]
    edges += [(until, None)] if until else []
    for (start, before), (end, after) in pairwise(edges):
        last_day = due(limit, start)
        if end > last_day:
            yield Gap(start, last_day, end, before, after)


def told(gap: Gap, what: str, limit: TimeLimit) -> Told:
    """Return a gap as a record check tells it; `what` is what did not come, in a few words."""
    between = f"{day_words(gap.since)} to {day_words(gap.until)}"
    message = f"{gap.days} days without a recorded {what}, {between}; {in_words(limit)} are the limit."
    return Told(what, message, gap.dates, gap.note_ids)


def day_words(day: date) -> str:
    """Return a day as messages say it: "3 June 2025"."""
    return f"{day.day} {day:%B %Y}"
