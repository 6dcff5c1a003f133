"""What the notes of a record show together: plan, copies, hardened views, chronology, brothers and sisters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from service.record.check import record_checks
from service.record.checks.chronology import chronology as chronology_check
from service.record.checks.opinion_hardens import opinion_hardens
from service.record.checks.plan_progress import plan_progress
from service.record.checks.repetition import repetition
from service.record.checks.sibling_copy import sibling_copy
from service.record.chronology import chronology
from service.record.copies import chains
from service.record.limits import read_limits
from service.record.record import Entry
from service.settings import Settings
from tests.record.making import days, entry, passage, record, told

PASTED = "She sleeps on the sofa because the bedroom is damp and cold."
DATES = ("2025-01-10", "2025-02-07", "2025-03-07", "2025-04-04", "2025-05-02")


def test_every_check_has_its_file_and_says_why() -> None:
    checks = record_checks()
    assert [check.name for check in checks] == sorted(check.run.__module__.rpartition(".")[2] for check in checks)
    assert all("Why:" in check.about and "What helps:" in check.about and check.source for check in checks)


def test_a_goal_that_no_note_speaks_of_is_told() -> None:
    goals = {"Ava goes to school every day": True, "Ava has her own bed": False}
    [found] = told(plan_progress, *(entry(day, "supervision", "The plan.", goals=goals) for day in DATES))
    assert (found.about, days(found)) == ("Ava has her own bed", [DATES[0], DATES[-1]])


def test_a_goal_is_not_missed_in_a_few_notes_or_in_notes_of_calls() -> None:
    goals = {"Ava has her own bed": False}
    assert told(plan_progress, *(entry(day, "supervision", "The plan.", goals=goals) for day in DATES[:3])) == []
    assert told(plan_progress, *(entry(day, "phone call", goals=goals) for day in DATES)) == []


def test_supervision_that_leaves_the_plan_aside_is_told_from_the_second_in_a_row() -> None:
    planned, silent = entry("2025-01-05", "core group"), "Ava is well."
    one = [entry(DATES[0], "supervision", silent), entry(DATES[1], "supervision", "The plan moves on.")]
    assert told(plan_progress, planned, *one) == []
    [found] = told(plan_progress, planned, *one, *(entry(day, "supervision", silent) for day in DATES[2:4]))
    assert days(found) == list(DATES[2:4])
    assert told(plan_progress, *(entry(day, "supervision", silent) for day in DATES)) == []


def copied_on(dates: Sequence[str], *, proper: bool = False) -> list[Entry]:
    notes = [entry(dates[0], text=PASTED)]
    for day in dates[1:]:
        text = f"Visited today. {PASTED}"
        notes.append(entry(day, text=text, passages=[passage(text, PASTED, notes[-1], proper=proper)]))
    return notes


def test_a_passage_is_followed_through_every_note_that_passed_it_on() -> None:
    [chain] = chains(record(*copied_on(DATES)))
    assert [each.day.isoformat() for each, _ in chain.places] == list(DATES)
    [found] = told(repetition, *copied_on(DATES))
    assert days(found) == list(DATES)
    assert found.message == "A passage of 10 January 2025 stands again in 4 later notes. What has changed since?"


def test_two_copies_and_proper_repeats_are_not_told() -> None:
    assert told(repetition, *copied_on(DATES[:3])) == []
    assert told(repetition, *copied_on(DATES, proper=True)) == []


def test_three_notes_in_a_row_that_are_mostly_pasted() -> None:
    shares = (0.0, 0.6, 0.7, 0.8, 0.1)
    [found] = told(repetition, *(entry(day, share=share) for day, share in zip(DATES, shares, strict=True)))
    assert days(found) == list(DATES[1:4])


@pytest.mark.parametrize(
    ("view", "fact"),
    [
        ("I think Danielle is drinking heavily at weekends.", "Danielle is drinking heavily at weekends."),
        ("It seems that Craig controls the family money.", "Craig controls the family money."),
    ],
)
def test_a_view_that_is_later_stated_as_fact_is_told(view: str, fact: str) -> None:
    notes = entry(DATES[0], text=view, kinds=["opinion"]), entry(DATES[1], text=fact)
    [found] = told(opinion_hardens, *notes)
    assert days(found) == list(DATES[:2])


@pytest.mark.parametrize(
    ("view", "fact", "kind"),
    [
        ("I think Danielle is drinking heavily.", "Danielle may be drinking heavily.", "opinion"),
        ("I think Danielle is drinking heavily.", "Danielle said she is drinking heavily.", "fact"),
        ("I think Danielle is drinking heavily.", "Danielle is not drinking heavily.", "fact"),
        ("I think Danielle is drinking heavily.", "Danielle has a new flat.", "fact"),
        ("Danielle is drinking heavily.", "Danielle is drinking heavily.", "fact"),
    ],
)
def test_a_view_that_stays_one_or_is_somebody_elses_is_not_told(view: str, fact: str, kind: str) -> None:
    notes = entry(DATES[0], text=view, kinds=["opinion"]), entry(DATES[1], text=fact, kinds=[kind])
    assert told(opinion_hardens, *notes) == []


def test_a_brothers_passage_with_his_name_left_in_is_told_with_both_places() -> None:
    brother = entry(DATES[0], text="Sam was seen in his bedroom and was chatty.", note_id="his")
    text = "Visit after school. Sam was seen in his bedroom and was chatty."
    copy = passage(text, brother.note.text, brother)
    his = entry(DATES[1], text=text, passages=[copy], wrong=["Sam"])
    fitted = entry(DATES[2], text=text, passages=[copy])
    limits = read_limits(Settings(_env_file=None))
    [found] = sibling_copy.findings(record(his, fitted, linked=["his"]), limits)
    assert (found.note_ids, days(found)) == (("his", his.note_id), list(DATES[:2]))
    assert sibling_copy.findings(record(his, fitted), limits) == ()


ARREST = "Craig was arrested on 9 January. Ava was frightened and cried all evening."


def test_the_draft_chronology_holds_only_the_notes_own_sentences() -> None:
    [line] = chronology(record(entry(DATES[0], text=ARREST, child={"name": "Ava Hill"})))
    assert (line.day.isoformat(), line.dated_by, line.kind) == ("2025-01-09", "day", "police and court")
    assert (line.event, line.effect) == (
        "Craig was arrested on 9 January.",
        "Ava was frightened and cried all evening.",
    )
    assert all(ARREST[place.start : place.end] in (line.event, line.effect) for place in line.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "If Craig was arrested she would move.",
        "Nobody was excluded.",
        "Was Ava excluded?",
        "Saturdays have moved to Sundays.",
        "She admitted to a nurse that this was not so.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert chronology(record(entry(DATES[0], text=text))) == ()


def test_an_event_told_twice_stands_in_the_draft_once() -> None:
    again = entry(DATES[1], text="On 9 January Craig was arrested at home.")
    assert len(chronology(record(entry(DATES[0], text=ARREST), again))) == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ava went missing last night.", "2025-01-09"),
        ("Ava went missing on Wednesday.", "2025-01-08"),
        ("Ava went missing on the 3rd.", "2025-01-03"),
    ],
)
def test_an_event_is_dated_as_its_sentence_says(text: str, day: str) -> None:
    [line] = chronology(record(entry("2025-01-10", text=text)))  # a Friday
    assert (line.day.isoformat(), line.dated_by) == (day, "day")


def test_events_that_the_chronology_leaves_out_are_told() -> None:
    notes = [entry(DATES[0], text=ARREST), entry(DATES[1], text="Ava was excluded on 5 February.")]
    kept = entry("2025-02-20", "chronology", "9 January: Craig Tolley arrested.")
    [found] = told(chronology_check, *notes, kept)
    assert days(found) == ["2025-02-05"]
    assert told(chronology_check, *notes) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He was noticed to have a row of small bruises on his arm.", "injury or harm"),
        ("Officers attended the flat on 3 January.", "police and court"),
        ("The family moved in on 3 January.", "move"),
        ("She won a prize for her painting.", "achievement"),
    ],
)
def test_events_of_each_kind_are_known_good_news_too(text: str, kind: str) -> None:
    [line] = chronology(record(entry(DATES[0], text=text)))
    assert line.kind == kind


def test_a_summary_that_looks_back_gives_no_event_its_own_day() -> None:
    assert chronology(record(entry(DATES[0], "closing summary", "Ava was excluded and came into care."))) == ()
