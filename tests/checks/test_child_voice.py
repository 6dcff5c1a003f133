from __future__ import annotations

import pytest

from service.analyse import analyse
from service.finding import Severity
from service.note import Note

ADULTS = "I visited at four. Mum said the boiler is mended and showed me the bill. I will visit again on 4 May."


@pytest.fixture
def asked(settings):
    """Return what is asked about the child's voice in a note of a nine-year-old, unless other details are given."""

    def run(text: str, record_type: str | None = "home visit", **child: object) -> list[str]:
        known = {"name": "Ava Lee", "age_years": 9, "pronouns": "she/her", **child}
        note = Note.model_validate({"text": text, "record_type": record_type, "child": known})
        return [found.message for found in analyse(note, settings).findings if found.check == "child_voice"]

    return run


def test_a_visit_without_the_child_asks_for_the_child_by_first_name(asked):
    [message] = asked(ADULTS)
    assert message.startswith("Ava is not heard")


def test_a_child_who_is_seen_but_not_heard_is_asked_about(asked):
    assert asked(f"{ADULTS} Ava sat on the stairs and smiled.") == [
        "Ava is seen but not heard. What did Ava say, or why not?"
    ]


def test_a_child_heard_only_through_a_parent_is_asked_about(asked):
    [message] = asked(f"{ADULTS} Mum says that Ava loves school.")
    assert message.startswith("Ava is heard only through others.")


@pytest.mark.parametrize(
    ("text", "child"),
    [
        (f"{ADULTS} Ava told me that the bus is loud.", {}),
        (f"{ADULTS} Ava was asleep and I did not wake her.", {}),
        (f"{ADULTS} Ava was at school.", {}),
        (f"{ADULTS} Ava did not want to talk and went to her room.", {}),
        (f"{ADULTS} Ava sat on the mat and smiled.", {"age_years": 2}),
        (f"{ADULTS} Ava does not use words. She put her cheek on the foil and laughed.", {}),
        ("Knocked at four and at five, no answer. I will visit again on 4 May.", {}),
        ("Visited Mum to see the cot. Baby is due on 3 June.", {"name": "Baby Lee", "age_years": None}),
    ],
    ids=["heard", "asleep", "at school", "not today", "two years old", "without words", "no answer", "not born"],
)
def test_nothing_is_asked_where_the_child_is_there_or_the_note_says_why_not(asked, text, child):
    assert asked(text, **child) == []


@pytest.mark.parametrize("record_type", ["phone call", "case note", "supervision", "chronology", None])
def test_records_in_which_no_child_need_be_heard_are_left_alone(asked, record_type):
    assert asked(ADULTS, record_type) == []


def test_a_school_meeting_is_asked_about_only_where_the_child_was_there(asked):
    meeting = "Mr Hill said the lates have stopped. We meet again on 4 May."
    assert asked(f"Present: Mum, Mr Hill (head of year) and me. {meeting}", "school meeting") == []
    assert asked(f"Present: Ava's nan, Mr Hill (head of year) and me. {meeting}", "school meeting") == []
    assert asked(f"Present: Ava, Mum, Mr Hill (head of year) and me. {meeting}", "school meeting")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Baby Lee", "Baby Lee is"), ("Siân O'Neill", "Siân is"), ("张伟", "张伟 is"), ("", "the child")],
)
def test_only_a_name_that_was_sent_is_in_the_message(asked, name, shown):
    [message] = asked(ADULTS, name=name)
    assert shown in message


def test_a_very_long_name_gives_way_to_the_child(asked):
    [message] = asked(ADULTS, name="A" * 90)
    assert message.startswith("the child")
    assert len(message) <= 120


def test_it_is_one_question_about_the_whole_note(settings):
    note = Note.model_validate({"text": ADULTS, "record_type": "home visit", "child": {"name": "Ava"}})
    [finding] = [found for found in analyse(note, settings).findings if found.check == "child_voice"]
    assert (finding.start, finding.end, finding.severity) == (0, 0, Severity.OVERVIEW)
