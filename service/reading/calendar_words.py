"""Days that a text names, seen from the day it was written: "12 November", "31/7", "by June"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from service.note import Span

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "|".join((*MONTHS, *(month[:3] for month in MONTHS), "sept"))
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<first>{'|'.join(MONTHS)})\s+(?P<at>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:am|pm))"
    r"|\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})(?:[/.](?P<y>(?:20)?\d\d))?\b(?![/.]?\d|\s*(?:am|pm))"
    rf"|\b(?:in|by|until|till|before|for)\s+(?:{'|'.join(MONTHS)}\s+or\s+)?(?P<only>{'|'.join(MONTHS)})\b(?!\s+\d)",
    re.IGNORECASE,
)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a text names, and where; of a month, its last day."""

    span: Span
    day: date


def dates_in(text: str, within: Span, written_on: date) -> Iterator[Dated]:
    """Yield the days named in a stretch of text; without a year, the one nearest to the day of writing."""
    for found in _DATE.finditer(text, within.start, within.end):
        day = _day(found, written_on)
        if day is not None:
            yield Dated(Span(*found.span()), day)


def _day(found: re.Match[str], written_on: date) -> date | None:
    if found["only"]:
        month = MONTHS.index(found["only"].lower()) + 1
        return nearest(month, 28, written_on)
    if found["day"]:
        month = _month(found["month"])
        year = int(found["year"]) if found["year"] else None
        return _at(year, month, int(found["day"]), written_on)
    if found["first"]:
        return nearest(_month(found["first"]), int(found["at"]), written_on)
    year = int(found["y"]) % 2000 + 2000 if found["y"] else None
    return _at(year, int(found["m"]), int(found["d"]), written_on) if found["y"] or "/" in found[0] else None


def _month(word: str) -> int:
    return next(at for at, month in enumerate(MONTHS, start=1) if month.startswith(word.lower()[:3]))


def _at(year: int | None, month: int, day: int, written_on: date) -> date | None:
    return _made(year, month, day) if year else nearest(month, day, written_on)


def nearest(month: int, day: int, written_on: date) -> date | None:
    """Return the day of that month and number which lies nearest to another day, or None if there is none."""
    around = (_made(written_on.year + years, month, day) for years in (-1, 0, 1))
    return min(
        (made for made in around if made is not None and abs(made - written_on) <= _HALF_A_YEAR),
        key=lambda made: abs(made - written_on),
        default=None,
    )


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # 31 June: a slip, or no date at all


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began, on 1 September."""
    return day.year if day.month >= 9 else day.year - 1  # noqa: PLR2004 - September
