"""Days, times and figures in a text, and what they become in another child's note."""

from __future__ import annotations

import calendar
import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

_SHORT = {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_LONG = {name.lower(): at for at, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(sorted({*_SHORT, *_LONG}, key=len, reverse=True))
DAY_OF_MONTH = (
    r"(?P<dm_day>\d{1,2})(?P<dm_suffix>st|nd|rd|th)?(?P<dm_of> of)? "
    rf"(?P<dm_month>(?i:{_MONTH}))\b\.?(?: (?P<dm_year>20\d\d))?"
)
ISO_DAY = r"(?P<iso>20\d\d-\d\d-\d\d)"
NUMBER_DAY = r"(?P<nd_day>\d{1,2})(?P<nd_mark>[/.])(?P<nd_month>\d{1,2})(?:(?P=nd_mark)(?P<nd_year>20\d\d|\d\d))(?!\d)"
SHORT_DAY = r"(?P<sd_day>\d{1,2})/(?P<sd_month>0?[1-9]|1[0-2])(?![\d/])"
ORDINAL = r"(?P<ordinal>\d{1,2})(?P<ordinal_suffix>st|nd|rd|th)\b(?! (?:birthday|floor|year|time|week))"
MONTH = (
    r"(?P<month>January|February|March|April|(?<=in )May|(?<=since )May|June|July|August|September|October|November|"
    r"December)\b(?: (?P<month_year>20\d\d))?"
)
YEAR = r"(?P<year>20[012]\d)\b"
TIME = r"(?P<hour>\d{1,2})(?:(?P<time_mark>[.:])(?P<minute>[0-5]\d))(?! ?%|\d)(?P<half> ?[ap]m)?"
HOUR = r"(?P<whole_hour>\d{1,2})(?P<whole_half> ?[ap]m)\b"
FIGURE = r"(?P<figure>\d+)"


_FULL = 4  # digits of a year


@dataclass(frozen=True, slots=True)
class Written:
    """A day as a text has it: its parts, and the form to write another day in."""

    day: date
    form: str

    def moved(self, by: timedelta) -> str:
        """Return another day, written alike."""
        return written(self.day + by, self.form)


def written(day: date, form: str) -> str:
    """Return a day in the form of a Written: {d} day, {o} ordinal, {m} {M} month, {n} its number, {y} {Y} year."""
    return form.format(
        d=day.day,
        o=ordinal(day.day),
        m=calendar.month_abbr[day.month],
        M=calendar.month_name[day.month],
        n=day.month,
        y=f"{day.year % 100:02}",
        Y=day.year,
        D=f"{day.day:02}",
        N=f"{day.month:02}",
    )


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "11th"."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def read_day(found: re.Match[str], near: date) -> Written | None:
    """Return the day that a match names; years that it does not give are those nearest to `near`."""
    at = found.groupdict()
    if at["iso"]:
        return _made(near, at["iso"][:4], at["iso"][5:7], at["iso"][8:], "{Y}-{N}-{D}")
    if at["dm_month"]:
        return _day_of_month(at, near)
    if at["nd_day"]:
        year = at["nd_year"]
        form = at["nd_mark"].join((*_digits(at["nd_day"], at["nd_month"]), "{Y}" if len(year) == _FULL else "{y}"))
        return _made(near, year if len(year) == _FULL else f"20{year}", at["nd_month"], at["nd_day"], form)
    if at["sd_day"]:
        return _made(near, None, at["sd_month"], at["sd_day"], "/".join(_digits(at["sd_day"], at["sd_month"])))
    return _rough_day(at, near)


def _day_of_month(at: dict[str, str], near: date) -> Written | None:
    month = _LONG.get(at["dm_month"].lower()) or _SHORT[at["dm_month"].lower()]
    form = ("{o}" if at["dm_suffix"] else "{d}") + (at["dm_of"] or "")
    form += " {M}" if at["dm_month"].lower() in _LONG else " {m}"
    return _made(near, at["dm_year"], str(month), at["dm_day"], form + (" {Y}" if at["dm_year"] else ""))


def _rough_day(at: dict[str, str], near: date) -> Written | None:
    """Return the day that a day without a month, a month or a year stands for."""
    if at["ordinal"]:
        return _made(near, str(near.year), str(near.month), at["ordinal"], "{o}")
    if at["month"]:
        form = "{M}" + (" {Y}" if at["month_year"] else "")
        return _made(near, at["month_year"], str(_LONG[at["month"].lower()]), "15", form)
    return _made(near, at["year"], "6", "30", "{Y}") if at["year"] else None


def _digits(day: str, month: str) -> tuple[str, str]:
    return ("{D}" if day[0] == "0" else "{d}"), ("{N}" if month[0] == "0" else "{n}")


def _made(near: date, year: str | None, month: str, day: str, form: str) -> Written | None:
    try:
        if year:
            return Written(date(int(year), int(month), int(day)), form)
        years = (date(near.year + step, int(month), int(day)) for step in (-1, 0, 1))
        return Written(min(years, key=lambda each: abs(each - near)), form)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time of day as a text has it; minutes after midnight, on a twelve-hour clock where it says am or pm."""

    minutes: int
    mark: str
    half: str
    has_nought: bool

    def moved(self, by: int) -> str:
        """Return a time some minutes later, written alike."""
        hours = 12 if self.half or self.minutes < 13 * 60 else 24
        total = (self.minutes + by) % (hours * 60)
        hour = total // 60 or (12 if hours == 12 else 0)  # noqa: PLR2004
        return (
            f"{hour:02}{self.mark}{total % 60:02}{self.half}"
            if self.has_nought
            else f"{hour}{self.mark}{total % 60:02}{self.half}"
        )


def read_time(found: re.Match[str]) -> WrittenTime | None:
    """Return the time that a match names, None for a number that is none ("3.85")."""
    at = found.groupdict()
    hour, minute = at["hour"] or at["whole_hour"], at["minute"] or "0"
    if int(hour) > 23:  # noqa: PLR2004 - hours of a day
        return None
    half = at["half"] or at["whole_half"] or ""
    return WrittenTime(int(hour) * 60 + int(minute), at["time_mark"] or ".", half, len(hour) == 2 and hour[0] == "0")  # noqa: PLR2004


def other_figure(number: int, chance: random.Random) -> int:
    """Return a number of about the size; none and one stay, since words around them depend on it."""
    if number < 2:  # noqa: PLR2004
        return number
    spread = max(1, number // 5)
    return max(2, number + chance.randint(-spread, spread))


NUMBER_WORDS = tuple("two three four five six seven eight nine ten eleven twelve".split())  # noqa: SIM905
