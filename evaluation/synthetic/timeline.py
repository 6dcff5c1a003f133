"""When a child's notes are written, and of what kind: visits, supervisions and summaries, on time and late."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

WORDS_OF = {
    "case note": 135, "phone call": 75, "home visit": 300, "direct work": 220, "school meeting": 250,
    "strategy discussion": 400, "core group": 420, "child in need review": 400, "looked after review": 560,
    "supervision": 260, "management oversight": 100, "assessment": 850, "plan": 400, "chronology": 300,
    "three-month summary": 400, "transfer summary": 560, "closing summary": 420, "midway review": 240,
}  # fmt: skip
"""About how many words a note of each kind has."""
_BETWEEN = {
    "case note": 46, "phone call": 24, "direct work": 8, "school meeting": 6, "management oversight": 8,
    "strategy discussion": 1, "assessment": 1, "plan": 2, "chronology": 1, "transfer summary": 1,
}  # fmt: skip
_FIRST_DAY, _DAYS = date(2019, 1, 7), 365 * 5
_MOST = 300


class Event(NamedTuple):
    """A note to be written."""

    day: date
    record_type: str
    words: int


def events(chance: random.Random, born: date, *, most: int = _MOST) -> list[Event]:
    """Return the notes of a child born on a day, in order of date: a few to three hundred, over months and years."""
    count = min(most, max(3, round(chance.lognormvariate(3.6, 0.8))))
    a_month = min(16.0, max(4.0, chance.lognormvariate(2.05, 0.35)))
    days = max(20, round(30.4 * count / a_month))
    start = max(_FIRST_DAY + timedelta(days=chance.randrange(_DAYS)), born + timedelta(days=30))
    found = sorted(_regular(days, chance), key=lambda each: each[0])[:count]
    kinds, weights = list(_BETWEEN), list(_BETWEEN.values())
    found += [(chance.randrange(days), chance.choices(kinds, weights)[0]) for _ in range(count - len(found))]
    in_order = sorted((_weekday(start + timedelta(days=at)), kind) for at, kind in found)
    return [Event(day, kind, _words(kind, chance)) for day, kind in in_order]


def _regular(days: int, chance: random.Random) -> Iterator[tuple[int, str]]:
    """Yield what comes again and again: with some workers on time, with others late or left out."""
    is_timely = chance.random() < 0.6  # noqa: PLR2004
    visits = chance.choice((14, 20, 28, 28, 42))
    review = chance.choice(("core group", "child in need review", "looked after review"))
    rhythms = {
        "home visit": visits,
        "supervision": 28,
        "three-month summary": 91,
        review: 182 if review == "looked after review" else 42,
        "midway review": 182,
    }
    yield 0, "case note"
    yield chance.randint(10, 45), "assessment"
    yield chance.randint(20, 60), "plan"
    for kind, every in rhythms.items():
        at = 0
        while (at := at + _wait(every, chance, is_timely=is_timely)) < days:
            yield at, kind
    if chance.random() < 0.4:  # noqa: PLR2004
        yield days - 1, "closing summary"


def _wait(every: int, chance: random.Random, *, is_timely: bool) -> int:
    late = chance.random() < (0.08 if is_timely else 0.4)
    least, most = (1.05, 1.9) if late else (0.7, 0.98)
    return max(3, round(every * chance.uniform(least, most)))


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _words(kind: str, chance: random.Random) -> int:
    # A note ends with a whole passage, of 50 words or so: the aim is half of one less.
    return max(10, round(WORDS_OF[kind] * chance.lognormvariate(-0.08, 0.4)) - 25)
