"""Visits and calls with no word of why, and the many ways of saying why."""

from __future__ import annotations

import pytest

VISIT = "Arrived at ten. Mum opened the door and Amara was at the table. The boiler is broken. Left at eleven."


@pytest.mark.parametrize(
    ("record_type", "asked"),
    [
        ("home visit", "What was this visit for?"),
        ("phone call", "What was this call for?"),
        ("direct work", "What was this session for?"),
        ("school meeting", "What was this meeting for?"),
        ("case note", "What was this contact for?"),
    ],
)
@pytest.mark.parametrize("title", [None, "", "Home visit", "12 March"])
def test_a_note_that_never_says_why_is_asked(messages, record_type, asked, title):
    assert messages("purpose", VISIT, record_type=record_type, title=title) == [asked]


@pytest.mark.parametrize(
    "reason",
    [
        "I went to see how mornings go.",
        "Visited because the school is worried.",
        "Statutory visit.",
        "As agreed on Friday, I came after tea.",
        "Purpose of visit: the boiler.",
        "I called after the police report.",
        "Mum rang in a state about the letter, so I went over.",
        "This was the six-weekly one.",
        "I had promised to look at the beds.",
        "Follow-up to the core group.",
        "Dad rang asking whether he could swap days.",
        "To meet them before the move.",
        "Session 4 of 6, on staying safe online.",
        "Rang the surgery for the dates first.",
        "T/c from Bolanle, ringing to ask who is going with Tia on 8 April.",
    ],
)
def test_any_word_of_why_is_enough(messages, reason):
    assert messages("purpose", f"{reason} {VISIT}", record_type="home visit", title="Home visit") == []


@pytest.mark.parametrize("title", ["The boiler, and where Amara sleeps", "Statutory visit"])
def test_a_title_that_tells_is_enough(messages, title):
    assert messages("purpose", VISIT, record_type="home visit", title=title) == []


@pytest.mark.parametrize("record_type", ["plan", "chronology", "supervision", "core group", "assessment", None])
def test_records_that_need_no_purpose_are_left_alone(messages, record_type):
    assert messages("purpose", VISIT, record_type=record_type) == []
