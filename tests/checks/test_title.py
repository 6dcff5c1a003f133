"""Titles that tell nothing, and short ones that tell enough."""

from __future__ import annotations

import pytest

BODY = (
    "Mum and Amara were in, back from the dentist. We spoke about bedtimes, and the baby, and Amara's reading. "
    "Mrs Shah rang later."
)


def asked(messages, title: str, text: str = BODY, **details: object) -> list[str]:
    child = {"name": "Amara Okafor"}
    return messages("title", text, title=title, child=child, **details)


@pytest.mark.parametrize(
    "title",
    [
        "Home visit",
        "home visit 3",
        "Case note",
        "Phone call to mum",
        "T/C",
        "t/c from school",
        "Update",
        "Email",
        "CIN visit",
        "CIN review no 4",
        "DW",
        "DW session 4",
        "F/U call",
        "Voicemails",
        "Checks",
        "Parenting assessment",
        "Calls to the GP surgery",
        "Core group (3)",
        "Visit to Amara",
        "Statutory visit to Amara Okafor 12.3.25",
        "Supervision",
        "Called Dad back",
        "Rang Mrs Shah, 3pm",
        "Contact with health visitor's office",
        "Three month summary",
        "Meeting at school",
        "Session 2",
        "Pre-birth visit 2",
        "LAC review minutes",
        "Midway",
        "Closure",
    ],
)
def test_a_kind_of_contact_with_names_and_dates_is_asked_about(messages, title):
    [message] = asked(messages, title)
    assert message == f"“{title}” could be the title of many notes. What was this one about?"


@pytest.mark.parametrize("title", ["12/03/2025", "3 March", "Monday 3 March 2025", "March 2025"])
def test_a_date_alone_is_asked_about(messages, title):
    [message] = asked(messages, title)
    assert "is a date" in message


@pytest.mark.parametrize("title", ["", "   ", "-", "…"])
def test_an_empty_title_is_asked_about(messages, title):
    assert asked(messages, title) == ["This note has no title. What is it about, in a few words?"]


def test_a_title_that_no_list_shows_whole_is_asked_about(messages):
    [message] = asked(messages, "Bedtimes and the new baby " * 5)
    assert message == "The title has 129 characters; lists show 100. Which few words say the most?"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Swimming", BODY),
        ("Home visit: eviction letter", BODY),
        ("Passport application", BODY),
        ("Re: Amara, complaint by neighbours regarding noise", BODY),
    ],
)
def test_a_topic_that_the_note_never_touches_is_asked_about(messages, title, text):
    [message] = asked(messages, title, text)
    assert "Is it this note's title?" in message


@pytest.mark.parametrize(
    "title",
    [
        "Bedtimes and the new baby",
        "Home visit: bedtime routine and new baby",
        "Visit moved",
        "Amara at five weeks",
        "Core group: the last one?",
        "Review for Amara, nine months on",
        "Two voicemails and a letter returned",
        "Why Amara reads at night",
        "Young carer visit",
        "Call about letters and the conference",
        "Chronology: Amara, 2023 to March 2025",
        "Reading",
        "The dentist said no",
        "EHCP",
        "Dates for Thursday",
        "Baby Tobias's first three weeks at home",
        "Letter to Amara about her review",
        "Ząb i mama",
        "خدمة",
    ],
)
def test_a_title_that_says_what_the_note_is_about_is_fine(messages, title):
    assert asked(messages, title) == []


def test_no_title_sent_is_skipped_and_not_asked_about(messages):
    assert messages("title", BODY) == []
