from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.hidden_view import hidden_view
from service.finding import Severity
from service.note import Note
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "[It was felt] that Jayden needs more support.",
        "[It has generally been felt] that the visits should stop.",
        "[Professionals are concerned] about the home.",
        "[There are concerns] about who sleeps in the flat.",
        "It was felt by Ms Rowe and the school that Jayden needs more support.",
        "The health visitor is concerned that he has lost weight.",
        "Mum said that concerns were raised with her at the nursery.",
        "I am concerned that he has not eaten since Monday.",
        "Mum said “it was felt that I could not cope”.",
        "The wall felt damp when I put my hand on it.",
        "Dad felt sick on the coach.",
    ],
)
def test_a_view_that_nobody_holds_is_marked(marked, marked_text):
    assert marked(hidden_view, unmarked(marked_text)) == marked_text


def test_it_asks_who_and_where_nothing_bears_the_view_out_on_what_basis(messages):
    [message] = messages("hidden_view", "I rang the school at noon. It was felt that Mum is not coping.")
    assert "Who" in message
    assert "based on" in message


def test_in_minutes_that_name_who_came_the_question_is_quieter(settings):
    text = "Present: Ms Rowe, Mr Ali Obi, Dr Jo Lim. It was felt that Jayden needs more support."
    severities = {
        record_type: [
            finding.severity
            for finding in analyse(Note.model_validate({"text": text, "record_type": record_type}), settings).findings
            if finding.check == "hidden_view"
        ]
        for record_type in ("core group", "case note")
    }
    assert severities == {"core group": [Severity.CONSIDER], "case note": [Severity.ASK]}
