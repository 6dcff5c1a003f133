"""Months put together so that a picture has neither too many points nor one far-off date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Month = int
"""Months since the year 0: 12 * year + month - 1."""

MOST_POINTS = 36
ENOUGH = 10
"""Notes of a period, or children, for it to be drawn: with fewer a line goes up and down by chance."""

_STRAY = 0.005  # of the notes, at either end: mistyped years would press all others into a corner
_LONG = 120
_YEAR = 12
_SIZES = (1, 3, _YEAR, 60)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods in a row, each of `size` months; `left_out` notes lie before the first or after the last."""

    size: int
    starts: tuple[Month, ...]
    left_out: int

    def of(self, month: Month) -> Month | None:
        """Return the start of the period a month is in, None where it is in none."""
        start = month // self.size * self.size
        return start if self.starts and self.starts[0] <= start <= self.starts[-1] else None

    def label(self, start: Month) -> str:
        """Return a period's name: "Mar 2025", "Jan to Mar 2025", "2025", "2020 to 2024"."""
        year, month = divmod(start, 12)
        if self.size == 1:
            return f"{_NAMES[month]} {year}"
        if self.size == _SIZES[1]:
            return f"{_NAMES[month]} to {_NAMES[month + 2]} {year}"
        return str(year) if self.size == _YEAR else f"{year} to {year + 4}"

    def short(self, start: Month) -> str:
        """Return a period's name for an axis: "Mar 25", "2025"."""
        return short_month(start) if self.size < _YEAR else str(start // 12)

    @property
    def word(self) -> str:
        """What a period is: month, quarter, year or five years."""
        return dict(zip(_SIZES, ("month", "quarter", "year", "five years"), strict=True))[self.size]


def short_month(month: Month) -> str:
    """Return "Mar 25"."""
    return f"{_NAMES[month % 12]} {month // 12 % 100:02}"


def periods(notes: Mapping[Month, int]) -> Periods:
    """Return the periods that a batch falls into, by how many notes each month has."""
    first, last = _ends(notes)
    if first is None or last is None:
        return Periods(1, (), 0)
    size = next(
        (size for size in _SIZES if _is_readable(last // size - first // size + 1, sum(notes.values()), size)), 60
    )
    starts = tuple(range(first // size * size, last + 1, size))
    outside = sum(count for month, count in notes.items() if not starts[0] <= month // size * size <= starts[-1])
    return Periods(size, starts, outside)


def _is_readable(points: int, notes: int, size: int) -> bool:
    """Tell whether periods of a size are few enough to draw; up to a year, also whether they have enough notes."""
    return points <= MOST_POINTS and (notes >= ENOUGH * points or size >= _YEAR)


def _ends(notes: Mapping[Month, int]) -> tuple[Month | None, Month | None]:
    """Return the first and the last month, without stray notes where the whole would be very long."""
    if not notes:
        return None, None
    first, last = min(notes), max(notes)
    if last - first <= _LONG:
        return first, last
    stray = _STRAY * sum(notes.values())
    return _after(sorted(notes), notes, stray), _after(sorted(notes, reverse=True), notes, stray)


def _after(months: Iterable[Month], notes: Mapping[Month, int], stray: float) -> Month:
    passed = 0
    for month in months:
        passed += notes[month]
        if passed > stray:
            break
    return month
