from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.jargon import jargon
from service.note import Note
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "Sam's [placement] ended in May and he went back to his gran.",
        "We will hold a [strategy discussion] with police this afternoon.",
        "I rang about the core group (the people who carry out the plan) today.",
        "He is on remand, which means he must stay there until the trial.",
        "He made contact with the ball and scored.",
        "The social worker and the health visitor came at two.",
        "Leah said “I hate contact and I hate placement”.",
        "He put his cup on the table and looked at the clock.",
    ],
)
def test_words_of_the_trade_are_marked_in_the_meant_sense_only(marked, marked_text):
    assert marked(jargon, unmarked(marked_text)) == marked_text


def test_professionals_are_not_asked_about_the_words_of_their_trade(marked):
    text = "We will hold a strategy discussion with police this afternoon."
    assert marked(jargon, text, reader="professional") == text


def test_plain_words_are_offered_in_the_letter_case_of_the_note(settings):
    review = analyse(Note(text="Prior to the visit I rang Mrs Hill at school."), settings)
    for finding in review.findings:
        if finding.suggestion is not None:
            assert finding.suggestion[0].isupper() == "Prior to the visit"[finding.start].isupper()
