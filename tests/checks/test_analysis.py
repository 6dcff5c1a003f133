from __future__ import annotations

import pytest

from service.checks.analysis import analysis
from tests.marking import unmarked

DESCRIBED = (
    "I visited at four. Mum opened the door and Tia was at the table with her reading book. There were two bags of "
    "shopping on the floor and the washing machine was on. Mum showed me the letter from the school and the new bus "
    "pass. Tia read me a page about whales. We looked at the two bedrooms and at the yard. The gate has a new lock "
    "and the shed has been emptied. I left at five. The next visit is on 4 May at four."
)


@pytest.fixture
def asked(messages):
    """Return what is asked about the analysis in a note."""

    def run(text: str, record_type: str | None = "home visit") -> list[str]:
        return messages("analysis", text, record_type=record_type, child={"name": "Tia Grant", "pronouns": "she/her"})

    return run


def test_a_visit_that_only_describes_is_asked_what_it_means(asked):
    assert asked(DESCRIBED) == ["This says what happened. What does it mean for Tia, or what follows from it?"]


@pytest.mark.parametrize(
    "thought",
    [
        "I think the mornings are calmer now that there is a bus.",
        "What stands out is how proud Tia is of the book.",
        "This means that she can get herself to school.",
        "It may be the bus, or it may be the new teacher.",
        "The risk of another move has gone down.",
        "I am worried about the yard.",
        "Worry: August, with no school.",
        "Beth says that her weight is the best sign we have.",
    ],
)
def test_one_thought_is_enough(asked, thought):
    assert asked(f"{DESCRIBED} {thought}") == []


@pytest.mark.parametrize("record_type", ["phone call", "case note", "chronology", "plan", "management oversight", None])
def test_records_that_need_no_analysis_are_left_alone(asked, record_type):
    assert asked(DESCRIBED, record_type) == []


def test_a_jotting_is_left_alone(asked):
    assert asked("I visited at four. Mum and Tia were in. The next visit is on 4 May.") == []


@pytest.mark.parametrize(
    "marked_text",
    [
        "[Tia misses school because she is afraid of leaving Mum]. The next visit is on 4 May.",
        "[She hits out because she has no friends]. The next visit is on 4 May.",
        "[Tia wets the bed because nobody has bothered to train her]. The clinic is to be asked for advice.",
        "[She is tired because she is left to put herself to bed]. The next visit is on 4 May.",
        "[She hides because her father used to shout at meals]. On whether things are better, yes.",
        "Tia's letter is stuck because nobody has her address.",
        "Tia may miss school because she is afraid of leaving Mum.",
        "I think that Tia misses school because she is afraid of leaving Mum.",
        "Tia misses school because she is afraid of leaving Mum. It could also be the bus.",
        "Tia misses school because she is afraid of leaving Mum. I will ask her on Friday.",
        "Mum said that Tia misses school because she is afraid of leaving her.",
        "Tia was late because the bus broke down.",
        "Tia, today we drew a bus, because last time you told me that there was too much to say and you felt sad.",
        "Ann Hill, team manager, decided not to call a conference, because Dad has left and Mum protects Tia.",
        "Nora and Ann have decided that Tia will eat at school, because she asked and because she is afraid of Mum.",
        "The court ended the visits because Dad did not come to six of nine.",
        "“She hates school because she is lazy,” Nan said.",
    ],
)
def test_a_lone_guess_is_marked_and_one_left_open_is_not(marked, marked_text):
    details = {"record_type": "case note", "child": {"name": "Tia Grant", "pronouns": "she/her"}}
    assert marked(analysis, unmarked(marked_text), **details) == marked_text
