"""Each row: the child, an earlier note with its day, the draft with its day, and what is marked in it."""

from __future__ import annotations

import pytest

from service.checks.stale_copy import stale_copy
from tests.marking import unmarked

SAM = {"name": "Sam Reed", "birth_date": "2016-03-01", "pronouns": "he/him"}


def prior(text: str, day: str, note_id: str = "earlier") -> dict[str, str]:
    return {"note_id": note_id, "text": text, "written_on": day}


@pytest.mark.parametrize(
    ("then", "day", "now", "today"),
    [
        (
            "The booster jabs are booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2024-10-29",
            "The booster jabs are booked for [12 November] with the practice nurse at Marsh Lane Surgery.",
            "2025-01-07",
        ),
        (
            "His first session with the speech therapist at the clinic is due on 9 June and Dad will take him.",
            "2025-05-20",
            "His first session with the speech therapist at the clinic is due on [9 June] and Dad will take him.",
            "2025-06-20",
        ),
        (
            "He starts at Beech Primary next week and his uniform has been bought with the grant from the charity.",
            "2025-01-07",
            "He starts at Beech Primary [next week] and his uniform has been bought with the grant from the charity.",
            "2025-02-03",
        ),
        (
            "Mum will ring the housing office tomorrow about the broken boiler and the damp in the bedroom.",
            "2025-01-07",
            "Mum will ring the housing office [tomorrow] about the broken boiler and the damp in the bedroom.",
            "2025-01-09",
        ),
        (
            "Sam is eight and shares his thoughts about football, dinosaurs and volcanoes with everyone he meets.",
            "2025-02-20",
            "Sam [is eight] and shares his thoughts about football, dinosaurs and volcanoes with everyone he meets.",
            "2025-03-20",
        ),
        (
            "Sam is in Year 4 and gets extra reading with the teaching assistant after lunch on the quiet table.",
            "2025-06-20",
            "Sam is [in Year 4] and gets extra reading with the teaching assistant after lunch on the quiet table.",
            "2025-10-20",
        ),
        (
            "He has not got a place at the breakfast club yet and eats his cereal on the bus every morning.",
            "2025-01-10",
            "He has [not got a place at the breakfast club yet] and eats his cereal on the bus every morning.",
            "2025-03-10",
        ),
        (
            "He is waiting for a first appointment with the eye clinic and holds his books close to his nose.",
            "2025-01-10",
            "He [is waiting] for a first appointment with the eye clinic and holds his books close to his nose.",
            "2025-03-10",
        ),
    ],
    ids=["booked for", "is due on", "next week", "tomorrow", "age", "school year", "not yet", "waiting"],
)
def test_what_the_new_date_speaks_against_is_marked(marked, then, day, now, today):
    details = {"written_on": today, "child": SAM, "prior_notes": [prior(then, day)]}
    assert marked(stale_copy, unmarked(now), **details) == now


@pytest.mark.parametrize(
    ("then", "day", "now", "today"),
    [
        (
            "The booster jabs are booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2024-10-29",
            "The booster jabs are booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2024-11-05",
        ),
        (
            "The booster jabs are booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2024-10-29",
            "The booster jabs were booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2025-01-07",
        ),
        (
            "The booster jabs are booked for 12 November with the practice nurse at Marsh Lane Surgery.",
            "2024-10-29",
            "The booster jabs are booked for 14 February with the practice nurse at Marsh Lane Surgery.",
            "2025-01-07",
        ),
        (
            "Mum will ring the housing office tomorrow about the broken boiler and the damp in the bedroom.",
            "2025-01-07",
            "Mum will ring the housing office tomorrow about the broken boiler and the damp in the bedroom.",
            "2025-01-07",
        ),
        (
            "Sam said he would go back to his nan's tomorrow if he could, and that he misses the dog a lot.",
            "2025-01-07",
            "Sam said he would go back to his nan's tomorrow if he could, and that he misses the dog a lot.",
            "2025-02-07",
        ),
        (
            "Sam is eight and shares his thoughts about football, dinosaurs and volcanoes with everyone he meets.",
            "2025-03-20",
            "Sam is eight and shares his thoughts about football, dinosaurs and volcanoes with everyone he meets.",
            "2025-05-20",
        ),
        (
            "Sam is in Year 4 and gets extra reading with the teaching assistant after lunch on the quiet table.",
            "2025-01-20",
            "Sam is in Year 4 and gets extra reading with the teaching assistant after lunch on the quiet table.",
            "2025-05-20",
        ),
        (
            "The family met on 3 March at the library and Dad brought the forms that he had filled in by himself.",
            "2025-03-10",
            "The family met on 3 March at the library and Dad brought the forms that he had filled in by himself.",
            "2025-06-10",
        ),
        (
            "He told me “I am going to my nan's tomorrow and she has a trampoline and two rabbits”.",
            "2025-03-10",
            "He told me “I am going to my nan's tomorrow and she has a trampoline and two rabbits”.",
            "2025-06-10",
        ),
    ],
    ids=["still ahead", "put in the past", "new date", "same day", "wish", "same age", "same year", "past", "quoted"],
)
def test_what_is_still_true_or_was_brought_up_to_date_is_left_alone(marked, then, day, now, today):
    details = {"written_on": today, "child": SAM, "prior_notes": [prior(then, day)]}
    assert marked(stale_copy, now, **details) == now


HOME = "Sam lives at 14 Marl Close with his mother and the two of them share the sofa bed in the front room."
SCHOOL = "Sam attends Thornley Junior and his attendance has climbed from 81 per cent to 92 per cent since the autumn."
FAMILY = "Family time with his dad happens every Saturday at the leisure centre and neither of them has ever missed it."


@pytest.mark.parametrize(
    ("then", "between", "words"),
    [
        (HOME, "They moved on 20 December as planned.", "lives at 14 Marl Close"),
        (SCHOOL, "Yesterday was day one at St Wilfrid's.", "attends Thornley Junior"),
        (FAMILY, "Saturdays have moved to Sundays for football.", "every Saturday"),
    ],
    ids=["home", "school", "day"],
)
def test_what_a_later_note_has_overtaken_is_marked(marked, messages, then, between, words):
    notes = [prior(then, "2024-12-13", "one"), prior(between, "2025-01-14", "two")]
    details = {"written_on": "2025-02-20", "child": SAM, "prior_notes": notes}
    assert marked(stale_copy, then, **details) == then.replace(words, f"[{words}]")
    [message] = messages("stale_copy", then, **details)
    assert "13 December 2024" in message
    assert "14 January" in message


@pytest.mark.parametrize(
    ("then", "between"),
    [
        (HOME, "The social worker moved on to talk about school. The sofa was moved up to the window."),
        (SCHOOL, "Dad started at the depot on Monday."),
        (SCHOOL, "He started at Thornley Junior two years ago."),
        (FAMILY, "He has football on Sundays. Saturdays are for his dad."),
    ],
)
def test_a_later_note_that_tells_of_something_else_changes_nothing(marked, then, between):
    notes = [prior(then, "2024-12-13", "one"), prior(between, "2025-01-14", "two")]
    assert marked(stale_copy, then, written_on="2025-02-20", child=SAM, prior_notes=notes) == then


def test_nothing_is_asked_without_the_days(marked):
    text = "Mum will ring the housing office tomorrow about the broken boiler and the damp in the bedroom."
    assert marked(stale_copy, text, prior_notes=[{"note_id": "one", "text": text}]) == text


def test_carers_other_than_those_sent_are_asked_about(marked):
    text = "Sam lives with Marcia and Dennis Cole and has the back bedroom with the view over the allotments."
    details = {"written_on": "2025-02-20", "child": SAM, "prior_notes": [prior(text, "2024-12-13")]}
    people = [{"name": "Joan Ellery", "role": "foster carer"}]
    assert "[lives with Marcia and Dennis Cole]" in marked(stale_copy, text, **details, people=people)
    people = [{"name": "Marcia Cole", "role": "foster carer"}]
    assert marked(stale_copy, text, **details, people=people) == text
