from __future__ import annotations

import pytest

from service.checks.views import views
from tests.marking import unmarked

PEOPLE = [{"name": "Dana Grant", "role": "mother"}, {"name": "Lou Marsh", "role": "foster carer"}]
SCHOOL_ONLY = (
    "Present: Ms Grant, Mrs Pell (head of year), Ms Rowe (social worker). Mrs Pell reported that Tia was late nine "
    "times in May and has been in two fights. She said that the uniform is wrong and that a phone was taken away. "
    "She reported three detentions. Next meeting 4 June."
)


@pytest.fixture
def asked(messages):
    """Return what is asked about the views in a note of a meeting."""

    def run(text: str, record_type: str | None = "core group") -> list[str]:
        return messages("views", text, record_type=record_type, child={"name": "Tia Grant"}, people=PEOPLE)

    return run


def test_a_meeting_in_which_one_agency_alone_speaks_is_asked_about(asked):
    [message] = asked(SCHOOL_ONLY)
    assert message.startswith("Only one view is here.")


@pytest.mark.parametrize(
    "more",
    [
        "Ms Grant said that the bus is always full.",
        "Tia told us that she hates the bus.",
        "Lou thinks that the fights began with a rumour.",
    ],
)
def test_a_second_voice_is_enough(asked, more):
    assert asked(f"{SCHOOL_ONLY} {more}") == []


@pytest.mark.parametrize(
    "more",
    ["Ms Grant said nothing.", "Ms Grant objected.", "Lou is lazy and thinks that washing is for women."],
    ids=["silent", "bare", "mocked"],
)
def test_silence_a_bare_no_and_mockery_are_no_voice(asked, more):
    assert any(message.startswith("Only one view is here.") for message in asked(f"{SCHOOL_ONLY} {more}"))


def test_a_quotation_is_a_voice(asked):
    assert asked(f"{SCHOOL_ONLY} Tia opened her folder. “I do the list at night.”") == []


@pytest.mark.parametrize("record_type", ["home visit", "case note", "supervision", "plan", None])
def test_other_records_may_hold_one_view(asked, record_type):
    assert asked(SCHOOL_ONLY, record_type) == []


def test_a_jotting_is_left_alone(asked):
    assert asked("School said she was late. Next meeting 4 June.") == []


@pytest.mark.parametrize(
    "marked_text",
    [
        "The plan was read out. Ms Grant [did not agree] with it. The review is on 4 June.",
        "Ms Grant [objected]. The review is on 4 June.",
        "Lou was [not in favour]. The letter was sent.",
        "A group was offered. Ms Grant [said no to] it. The review is on 4 June.",
        "Ms Grant did not agree with it, because the flat has one bedroom.",
        "Ms Grant did not agree with it. She thinks that the flat is too small.",
        "Ms Grant disagreed: the flat has one bedroom.",
        "Ms Grant disagreed. She said, “It is too far.”",
        "Ms Grant would like him to stay at home. She does not agree with the move.",
        "They don't agree. We have left it for Friday.",
        "Where we disagreed",
        "Ms Grant agreed with all of it.",
        "The email said: “Mum disagreed.”",
    ],
)
def test_a_bare_disagreement_is_marked_and_one_with_its_other_side_is_not(marked, marked_text):
    details = {"record_type": "home visit", "child": {"name": "Tia Grant"}, "people": PEOPLE}
    assert marked(views, unmarked(marked_text), **details) == marked_text
