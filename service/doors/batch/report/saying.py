"""Numbers, days and shares as the report writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_ONE_IN = 0.005
_FROM_THE_REST = 0.995
_IRREGULAR = {"child’s record": "children’s records"}


def many(count: int, what: str) -> str:
    """Return "1 note", "2,000 notes"."""
    return f"{count:,} {what if count == 1 else _IRREGULAR.get(what, f'{what}s')}"


def percent(share: float | None) -> str:
    """Return "38%", "under 1%", "over 99%"; a dash where there is nothing to tell of."""
    if share is None:
        return "–"
    if 0 < share < _ONE_IN:
        return "under 1%"
    return "over 99%" if _FROM_THE_REST < share < 1 else f"{round(100 * share)}%"


def years(value: float | None) -> str:
    """Return "4", "4½", "-1": reading ages are told to half a year at best."""
    if value is None:
        return "–"
    halves = round(abs(value) * 2)
    whole = f"{halves // 2}{'½' if halves % 2 else ''}" if halves != 1 else "½"
    return f"−{whole}" if value < 0 and halves else whole


def count(value: int | None) -> str:
    """Return "12,345", or a dash."""
    return "–" if value is None else f"{value:,}"


def day(value: date | None) -> str:
    """Return "3 June 2025", or "no date"."""
    return f"{value.day} {value:%B %Y}" if value else "no date"


def short_day(value: date) -> str:
    """Return "3 Jun 2025"."""
    return f"{value.day} {value:%b %Y}"


def listed(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
