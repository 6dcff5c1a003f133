"""Working days in England: Monday to Friday, without the bank holidays of England."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

_FRIDAY = 4


def add_working_days(since: date, days: int) -> date:
    """Return the day that is `days` working days after `since`, which is itself not counted."""
    day = since
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether offices in England are open."""
    return day.weekday() <= _FRIDAY and day not in _bank_holidays()


@cache
def _bank_holidays() -> Container[date]:
    from holidays import country_holidays  # 0.1 s, and most limits count calendar days

    return country_holidays("GB", subdiv="ENG")
