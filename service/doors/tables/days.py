"""Days as exports write them. Whether 03/04/2025 is in April or in March is decided by all days of a file at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from service.doors.tables.unusable import Unusable
from service.errors import InputError

Order = Literal["day first", "month first"]
ORDERS: tuple[Order, ...] = ("day first", "month first")

_TIME = r"(?:(?:[ T]|, ?)\d{1,2}[:.]\d\d.*)?"
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_TIME}|(\d{{4}})(\d\d)(\d\d)")
_SLASHED = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){_TIME}")
_SHORT_YEAR = re.compile(rf"\d{{1,2}}[/.-](?:\d{{1,2}}|[A-Za-z]{{3,9}})[/.-]\d\d{_TIME}")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_NAMED = re.compile(
    rf"{_WEEKDAY}(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{{3,9}})\.?,?[ -](\d{{4}})"
    rf"|([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})){_TIME}",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415  # 1950 to 2100
_SERIAL_ZERO = date(1899, 12, 30)  # Excel counts a 29 February 1900 that never was; right from March 1900 on
_MOST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Days:
    """How a file writes days: what stands first in 03/04/2025, None where no such day may be read, and serials."""

    order: Order | None = None
    has_serials: bool = False


ISO = Days()


def read_day(value: object, days: Days) -> date | None:
    """Return the day in a cell, None where it is empty. Raises Unusable."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise _not_a_day()
    written = value.strip()
    return _day(written, days) if written else None


def _day(written: str, days: Days) -> date:
    try:
        found = _parted(written, days)
        if found is not None:
            return date(*found)
        if days.has_serials and _is_serial(written):
            return _SERIAL_ZERO + timedelta(days=int(float(written)))
    except ValueError:
        msg = "is a day that there is not."
        msg_0 = "NoSuchDay"
        raise Unusable(msg_0, msg) from None
    raise _not_a_day(written)


def _parted(written: str, days: Days) -> tuple[int, int, int] | None:
    """Return year, month and day."""
    if iso := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in iso.groups() if part)
        return year, month, day
    if (slashed := _SLASHED.fullmatch(written)) and days.order:
        first, second, year = (int(part) for part in slashed.groups())
        return (year, second, first) if days.order == "day first" else (year, first, second)
    if named := _NAMED.fullmatch(written):
        day_name, month_name, year_name = (part for part in named.groups() if part)
        if month_name.isdigit():
            day_name, month_name = month_name, day_name
        return int(year_name), _month(month_name), int(day_name)
    return None


def _month(name: str) -> int:
    """Return the month that a name, or the beginning of one, stands for; 0, which is none, for other words."""
    short = "sep" if name.lower() == "sept" else name.lower()
    return next((at for at, month in enumerate(_MONTHS, 1) if month == short or month[:3] == short), 0)


def _is_serial(written: str) -> bool:
    return bool(_SERIAL.fullmatch(written)) and _FIRST_SERIAL <= float(written) <= _LAST_SERIAL


def _not_a_day(written: str = "") -> Unusable:
    if _SLASHED.fullmatch(written):
        return Unusable("AmbiguousDay", "is not a date. Write it as 2025-03-12, or say whether the day is first.")
    if _SHORT_YEAR.fullmatch(written):
        return Unusable("ShortYear", "is a date with two digits for the year. Export it with four.")
    return Unusable("NotADay", "is not a date. Write it as 2025-03-12.")


@dataclass(slots=True)
class Evidence:
    """What the days of a file tell of how they are written: counts only."""

    day_first: int = 0
    month_first: int = 0
    ambiguous: int = 0
    serials: int = 0
    typed: int = 0
    typed_after_12th: int = 0

    def add(self, value: object) -> None:
        """Count one cell."""
        if isinstance(value, date):
            self._add_typed(value.day)
        elif isinstance(value, int | float | str):
            written = str(value).strip()
            if slashed := _SLASHED.fullmatch(written):
                self._add_slashed(int(slashed[1]), int(slashed[2]))
            elif _is_serial(written):
                self.serials += 1
                self._add_typed((_SERIAL_ZERO + timedelta(days=int(float(written)))).day)

    def _add_typed(self, day: int) -> None:
        self.typed += 1
        self.typed_after_12th += day > _MOST_MONTH

    def _add_slashed(self, first: int, second: int) -> None:
        self.day_first += first > _MOST_MONTH >= second
        self.month_first += second > _MOST_MONTH >= first
        self.ambiguous += first != second and max(first, second) <= _MOST_MONTH


def decide(values: Iterable[object]) -> Days:
    """Return how the days are written, by all of them. Raises InputError where they do not tell."""
    evidence = Evidence()
    for value in values:
        evidence.add(value)
    return decide_by(evidence)


def decide_by(evidence: Evidence) -> Days:
    """Return how the days are written that were counted. Raises InputError where they do not tell."""
    _refuse_turned(evidence)
    if evidence.day_first and evidence.month_first:
        msg = (
            f"The days are written in two ways: {evidence.day_first:,} with the day first, such as 31/12/2025, and "
            f"{evidence.month_first:,} with the month first. Export them again as 2025-12-31."
        )
        raise InputError(msg)
    if evidence.ambiguous and not (evidence.day_first or evidence.month_first):
        msg = (
            f"{evidence.ambiguous:,} days are written as 03/04/2025, and none tells whether the day or the month is "
            'first. Write days = "day first" (3 April) or days = "month first" (4 March) in the mapping.'
        )
        raise InputError(msg)
    return Days("month first" if evidence.month_first else "day first", has_serials=bool(evidence.serials))


def _refuse_turned(evidence: Evidence) -> None:
    """Raise for what a spreadsheet does that takes the month first: it turns the days it can and leaves the rest."""
    is_split = evidence.typed and evidence.day_first and not evidence.ambiguous and not evidence.month_first
    if is_split and not evidence.typed_after_12th:
        msg = (
            f"{evidence.typed:,} days are dates and {evidence.day_first:,} are text such as 31/12/2025, and no date is "
            "after the 12th of its month: a spreadsheet has probably exchanged days and months. Export the file again."
        )
        raise InputError(msg)
