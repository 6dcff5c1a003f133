from __future__ import annotations

from datetime import date, datetime

import pytest

from service.doors.tables.days import ISO, Days, decide, read_day
from service.doors.tables.unusable import Unusable
from service.errors import InputError

MARCH_12 = date(2025, 3, 12)


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-12",
        " 2025-03-12 09:30:00 ",
        "2025-03-12T09:30:00.000Z",
        "20250312",
        "12 March 2025",
        "12th March 2025",
        "Wednesday, 12 March 2025",
        "Wed 12 Mar 2025 14:05",
        "12-Mar-2025",
        "12-MAR-2025 09.30",
        "March 12, 2025",
        "Mar. 12 2025",
        MARCH_12,
        datetime(2025, 3, 12, 23, 59),  # noqa: DTZ001 - as a spreadsheet gives it
    ],
)
def test_a_day_that_can_only_be_one_is_read_in_any_file(written):
    assert read_day(written, ISO) == MARCH_12


@pytest.mark.parametrize(
    ("column", "days"),
    [
        (["12/03/2025", "31/03/2025"], [date(2025, 3, 12), date(2025, 3, 31)]),
        (["12.03.2025 09:30", "31.03.2025"], [date(2025, 3, 12), date(2025, 3, 31)]),
        (["12/03/2025", "03/31/2025"], [date(2025, 12, 3), date(2025, 3, 31)]),
        (["03/03/2025", "2025-04-01", "4 May 2025"], [date(2025, 3, 3), date(2025, 4, 1), date(2025, 5, 4)]),
        (["45728", 45729.0, 45730.75], [date(2025, 3, 12), date(2025, 3, 13), date(2025, 3, 14)]),
        (["", None, "12/03/2025", "13-3-2025"], [None, None, date(2025, 3, 12), date(2025, 3, 13)]),
    ],
)
def test_a_file_as_a_whole_decides_how_its_days_are_written(column, days):
    decided = decide(column)
    assert [read_day(value, decided) for value in column] == days


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (["03/04/2025", "05/06/2025", "2025-01-01"], "2 days are written as 03/04/2025"),
        (["31/12/2025", "12/31/2025"], "two ways"),
        ([date(2025, 3, 4), date(2025, 5, 11), "31/12/2025", "13/01/2025"], "exchanged days and months"),
    ],
)
def test_days_that_do_not_tell_are_refused_with_what_to_do(column, said):
    with pytest.raises(InputError, match=said):
        decide(column)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("03/04/2025", "AmbiguousDay"),
        ("12/03/25", "ShortYear"),
        ("2025-02-30", "NoSuchDay"),
        ("31 Febtober 2025", "NoSuchDay"),
        ("yesterday", "NotADay"),
        ("45728", "NotADay"),
        (True, "NotADay"),
        (["2025-03-12"], "NotADay"),
        (5, "NotADay"),
        ("9" * 5_000, "NotADay"),
    ],
)
def test_what_is_no_day_is_refused_by_kind(value, error):
    with pytest.raises(Unusable) as raised:
        read_day(value, ISO)
    assert raised.value.error == error


def test_a_day_that_the_order_makes_impossible_is_refused():
    with pytest.raises(Unusable, match="there is not"):
        read_day("03/31/2025", Days("day first"))
