"""Time limits over a whole record: what was due, from when, and when nothing is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.reading.guidance.record_types import TimeLimit
from service.record.checks.review_gap import review_gap
from service.record.checks.summary_due import summary_due
from service.record.checks.supervision_gap import supervision_gap
from service.record.checks.visit_gap import visit_gap
from service.record.checks.voice_gap import voice_gap
from service.record.limits import due
from service.record.record import Entry
from tests.record.making import days, entry, on, told


def series(record_type: str, *dates: str, **seen: str) -> list[Entry]:
    return [entry(day, record_type, **seen) for day in dates]


def test_supervision_more_than_28_days_after_the_last_is_told_with_its_dates() -> None:
    [found] = told(supervision_gap, *series("supervision", "2025-01-10", "2025-02-07", "2025-03-20"))
    assert (found.about, days(found)) == ("supervision", ["2025-02-07", "2025-03-07", "2025-03-20"])
    assert found.note_ids == ("note of 2025-02-07", "note of 2025-03-20")


@pytest.mark.parametrize(
    "dates", [("2025-01-10", "2025-02-07"), ("2025-01-10", "2025-02-07", "2025-03-07"), ("2025-01-10",)]
)
def test_supervision_on_the_28th_day_is_in_time(dates: tuple[str, ...]) -> None:
    assert told(supervision_gap, *series("supervision", *dates)) == []


def test_the_last_gap_runs_to_the_last_note_and_not_to_today() -> None:
    [found] = told(supervision_gap, *series("supervision", "2020-01-10"), entry("2020-03-01"))
    assert days(found)[-1] == "2020-03-01"
    assert told(supervision_gap, *series("supervision", "2020-01-10"), entry("2020-02-01")) == []


def test_a_record_without_any_supervision_is_told_of_once_it_is_open_long_enough() -> None:
    assert told(supervision_gap, entry("2025-01-01"), entry("2025-02-20")) == []
    [found] = told(supervision_gap, entry("2025-01-01"), entry("2025-02-20"), entry("2025-06-01"))
    assert days(found) == ["2025-01-01", "2025-01-29", "2025-06-01"]


def test_time_after_a_closing_summary_is_no_gap() -> None:
    before = [*series("supervision", "2025-01-10"), entry("2025-01-30", "closing summary")]
    again = [entry("2025-11-01"), *series("supervision", "2025-11-20")]
    assert told(supervision_gap, *before, *again) == []
    assert told(summary_due, *before, *again) == []


def test_a_council_sets_its_own_limit(tmp_path: Path) -> None:
    (tmp_path / "record_types.toml").write_text(
        '[[types.supervision.limits]]\nname = "supervision"\ndays = 42\n', encoding="utf-8"
    )
    notes = series("supervision", "2025-01-10", "2025-02-14")
    assert len(told(supervision_gap, *notes)) == 1
    assert told(supervision_gap, *notes, wordlists=tmp_path) == []


def test_a_council_switches_a_limit_off(tmp_path: Path) -> None:
    (tmp_path / "record_types.toml").write_text('[types.supervision]\noff = ["supervision"]\n', encoding="utf-8")
    assert told(supervision_gap, *series("supervision", "2025-01-10", "2025-09-14"), wordlists=tmp_path) == []


def test_a_summary_is_due_three_months_after_work_began_and_after_the_last() -> None:
    notes = [entry("2025-01-01"), entry("2025-04-02", "three-month summary"), entry("2025-08-01")]
    [found] = told(summary_due, *notes)
    assert days(found) == ["2025-04-02", "2025-07-03", "2025-08-01"]
    assert "3 July 2025" in found.message


def test_a_late_summary_is_told_as_late_and_not_as_missing() -> None:
    [found] = told(summary_due, entry("2025-01-01"), entry("2025-05-01", "three-month summary"))
    assert found.message == "The three-month summary due on 3 April 2025 is dated 1 May 2025."


@pytest.mark.parametrize(
    ("meeting", "longest"), [("core group", 14), ("child in need review", 28), ("looked after review", 42), (None, 42)]
)
def test_the_limit_for_visits_is_that_of_the_childs_plan(meeting: str | None, longest: int) -> None:
    # 6 January 2025 is a Monday; until Easter there is no bank holiday
    last = on("2025-01-06").toordinal() + longest
    notes = [entry("2025-01-06", "home visit"), *([entry("2025-01-06", meeting)] if meeting else [])]
    in_time = on("2025-01-06").fromordinal(last).isoformat()
    late = on("2025-01-06").fromordinal(last + 1).isoformat()
    assert told(visit_gap, *notes, entry(in_time, "home visit")) == []
    assert len(told(visit_gap, *notes, entry(late, "home visit"))) == 1


def test_a_record_without_visits_is_not_asked_for_them() -> None:
    assert told(visit_gap, entry("2025-01-01"), entry("2025-12-01", "phone call")) == []


def test_working_days_leave_out_weekends_and_the_bank_holidays_of_england() -> None:
    limit = TimeLimit("visits", 10, "working", "the last visit", "local", "a test")
    assert due(limit, on("2025-03-03")) == on("2025-03-17")
    assert due(limit, on("2025-04-11")) == on("2025-04-29")  # Good Friday and Easter Monday between
    assert due(limit, on("2025-12-19")) == on("2026-01-07")  # Christmas, Boxing Day, New Year


def test_core_groups_are_expected_until_the_plan_ends() -> None:
    held = series("core group", "2025-01-06", "2025-02-10")
    [found] = told(review_gap, *held, entry("2025-05-01"))
    assert (found.about, days(found)[0]) == ("core group", "2025-02-10")
    assert told(review_gap, *held, entry("2025-05-01", text="The conference ended the plan in March.")) == []
    assert told(review_gap, *held, entry("2025-03-20", "child in need review"), entry("2025-04-20")) == []


def test_a_kind_of_meeting_that_never_was_is_not_expected() -> None:
    assert told(review_gap, entry("2025-01-01", "home visit"), entry("2025-12-01", "home visit")) == []


def test_two_looked_after_reviews_without_a_midway_review_between() -> None:
    reviews = series("looked after review", "2025-01-06", "2025-06-30")
    [found] = told(review_gap, *reviews)
    assert (found.about, days(found)) == ("midway review", ["2025-01-06", "2025-04-08", "2025-06-30"])
    assert told(review_gap, reviews[0], entry("2025-03-31", "midway review"), reviews[1]) == []


def test_weeks_of_notes_without_the_child_are_told_with_the_notes() -> None:
    notes = [
        entry("2025-01-06", "home visit"),
        entry("2025-01-20", "supervision", voice="none"),
        entry("2025-02-10", "core group", voice="none"),
        entry("2025-03-03", "home visit"),
    ]
    [found] = told(voice_gap, *notes)
    assert days(found) == ["2025-01-06", "2025-01-20", "2025-02-10", "2025-03-03"]
    assert found.note_ids == ("note of 2025-01-20", "note of 2025-02-10")


def test_no_voice_is_missed_where_there_are_no_notes_or_nobody_could_look() -> None:
    assert told(voice_gap, entry("2025-01-06"), entry("2025-06-03")) == []
    unknown = [entry(day, voice=None) for day in ("2025-01-06", "2025-03-06", "2025-06-06")]
    assert told(voice_gap, *unknown) == []


def test_once_the_notes_say_that_the_plan_ended_its_limit_for_visits_is_not_asked() -> None:
    visits = series("home visit", "2025-01-06", "2025-02-10")
    meeting = entry("2025-01-06", "core group")
    assert len(told(visit_gap, meeting, *visits)) == 1
    ended = entry("2025-01-08", text="The conference ended the plan.")
    assert told(visit_gap, meeting, visits[0], ended, visits[1]) == []
