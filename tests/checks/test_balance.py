from __future__ import annotations

import pytest

from service.analyse import analyse
from service.finding import Severity
from service.note import Note

HARD = (
    "I called at two. Mum was rude on the phone. She is disorganised and she puts herself first. "
    "She made no attempt to tidy."
)


@pytest.fixture
def asked(messages):
    """Return what is asked about the balance of a note."""

    def run(text: str, record_type: str | None = "home visit") -> list[str]:
        child = {"name": "Tia Grant", "pronouns": "she/her"}
        people = [{"name": "Dana Grant", "role": "mother"}, {"name": "Lee Cole", "role": "mother's partner"}]
        return messages("balance", text, record_type=record_type, child=child, people=people)

    return run


def test_only_difficulties_of_one_person_are_asked_about(asked):
    assert asked(HARD) == ["Only difficulties are told of Mum here. What went well, or what is being done about it?"]


def test_a_parent_known_by_name_is_the_same_parent(asked):
    assert asked(HARD.replace("Mum", "Dana"))


@pytest.mark.parametrize(
    "text",
    [
        "Mum is hopeless with money. She never reads her post. She could not say what was in the letter.",
        "Dad is a waste of space. No interest in what the girls need. Usual promises.",
        "The parents are hopeless with money. They make no effort. Dad lounges about all day.",
    ],
    ids=["what is not done", "jotted", "both and one"],
)
def test_difficulties_count_however_they_are_put(asked, text):
    assert asked(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{HARD} She was warm with Tia.",
        f"{HARD} She apologised to me.",
        f"{HARD} But Mum has kept every appointment.",
        "Mum shouted once and then picked her up and said sorry. She had not opened the letter. She hadn't eaten.",
        f"STRENGTHS\nThe house is dry.\n\nWORRIES\n{HARD}",
        "Mum was rude on the phone. She will ring again.",
        "Mum was rude. Lee was late. Tia was tired and cross with the dog.",
        "“Mum is rude, lazy, careless and selfish,” Nan said.",
        "Mum was rude. Mum was rude. Mum was rude.",
        "Mrs Pell was rude, she is disorganised and she made no attempt to ring.",
    ],
    ids=[
        "warm",
        "sorry",
        "kept",
        "made up",
        "has a good part",
        "one",
        "three people",
        "quoted",
        "same words",
        "a worker",
    ],
)
def test_a_picture_with_something_good_or_of_little_is_left_alone(asked, text):
    assert asked(text) == []


@pytest.mark.parametrize("record_type", ["strategy discussion", "management oversight", "phone call", "plan", None])
def test_records_about_one_event_are_left_alone(asked, record_type):
    assert asked(HARD, record_type) == []


def test_it_is_one_quiet_question(settings):
    note = Note.model_validate({"text": HARD, "record_type": "home visit"})
    [finding] = [found for found in analyse(note, settings).findings if found.check == "balance"]
    assert (finding.start, finding.end, finding.severity) == (0, 0, Severity.OVERVIEW)
