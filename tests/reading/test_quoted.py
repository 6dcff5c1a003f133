"""Whose words stand in quotation marks."""

from __future__ import annotations

import pytest

from service.note import Note
from service.reading.guidance.quoted import read_quotations
from service.reading.read import read

PEOPLE = [{"name": "Grace Okafor", "role": "mother"}, {"name": "Tom Hill", "role": "class teacher"}]


@pytest.fixture
def whose(settings):
    """Return who says each quotation of a text."""

    def run(text: str) -> list[str | None]:
        child = {"name": "Amara Okafor", "age_years": 9, "pronouns": "she/her"}
        note = Note.model_validate({"text": text, "child": child, "people": PEOPLE})
        return [quotation.who for quotation in read_quotations(read(note, settings))]

    return run


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Amara said that it is “too high up”.", "child"),
        ("Grace said, “She is fine with it.”", "mother"),
        ("Amara: “I want my own key.”", "child"),
        ("Amara opened it. “I have done forty of these.”", "child"),
        ("Amara's bit, read out by me: “I want more netball.”", "child"),
        ("Mr Hill said that it was a good week. “She is in every day.”", "school"),
        ("The fence is down.\n\n“I can hear the rain write its name.”", "child"),
        ("The letter came back marked “not at this address”.", None),
        ("“Dear Ms Keane, the photo is gone.”", None),
    ],
    ids=["verb", "mother", "label", "acted before", "opened", "spoke before", "nobody else", "a letter", "an e-mail"],
)
def test_a_quotation_is_whose_it_most_likely_is(whose, text, speaker):
    assert whose(text) == [speaker]


def test_one_word_is_a_nickname_and_no_speech(whose):
    assert whose("Amara is called “Mara” at home.") == []


def test_what_a_mother_is_called_inside_a_quotation_changes_nobody(whose):
    assert whose("I saw Amara. She said, “Mum did us pasta.” She said, “And I had two helpings.”") == ["child", "child"]
