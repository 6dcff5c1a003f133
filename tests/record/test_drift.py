"""Actions that go from note to note, and actions whose day went by."""

from __future__ import annotations

import pytest

from service.record.checks.drift import drift
from service.record.record import Entry
from tests.record.making import days, entry, told

HOUSING = "AB to refer the family to the housing advice service"


def supervision(day: str, action: str) -> Entry:
    return entry(day, "supervision", f"We talked. {action}.", actions=[action])


def test_an_action_carried_forward_three_times_is_told_with_every_place() -> None:
    dates = ("2025-01-10", "2025-02-07", "2025-03-07", "2025-04-04")
    [found] = told(drift, *(supervision(day, HOUSING) for day in dates))
    assert days(found) == list(dates)
    assert len(found.evidence) == 4


def test_an_action_carried_twice_is_not_told() -> None:
    assert told(drift, *(supervision(day, HOUSING) for day in ("2025-01-10", "2025-02-07", "2025-03-07"))) == []


@pytest.mark.parametrize(
    "action", ["Case to be discussed again in four weeks", "Next supervision in four weeks", "AB to visit Ava weekly"]
)
def test_what_comes_round_by_itself_does_not_drift(action: str) -> None:
    dates = ("2025-01-10", "2025-02-07", "2025-03-07", "2025-04-04", "2025-05-02")
    assert told(drift, *(supervision(day, action) for day in dates)) == []


def test_a_day_that_passed_without_a_word_is_told() -> None:
    action = f"{HOUSING} by 31 January"
    [found] = told(drift, supervision("2025-01-10", action), entry("2025-02-07", "supervision", "Ava is well."))
    assert days(found) == ["2025-01-10", "2025-01-31"]
    assert found.message == "An action was due by 31 January 2025. No later note says what came of it."


@pytest.mark.parametrize(
    "later",
    [
        "The housing advice service has seen them.",
        "On 31 January it was done.",
        "Referral made; housing advice on Tuesday.",
    ],
)
def test_words_that_may_be_the_outcome_are_enough(later: str) -> None:
    notes = supervision("2025-01-10", f"{HOUSING} by 31 January"), entry("2025-02-07", "supervision", later)
    assert told(drift, *notes) == []


def test_nothing_is_asked_before_anybody_met_again() -> None:
    action = f"{HOUSING} by 31 January"
    assert told(drift, supervision("2025-01-10", action), entry("2025-02-07", "phone call", "Ava is well.")) == []


def test_said_again_is_no_outcome() -> None:
    action = f"{HOUSING} by 31 January"
    [found] = told(drift, supervision("2025-01-10", action), supervision("2025-02-07", HOUSING))
    assert found.about == "action"


def test_somebody_who_was_to_be_rung_and_spoke_is_an_outcome() -> None:
    action = "AB to ring Dean by 31 January"
    later = [entry("2025-01-25", "phone call", "Dean rang me."), entry("2025-02-07", "supervision", "Ava is well.")]
    assert told(drift, supervision("2025-01-10", action), *later) == []
