from __future__ import annotations

import pytest

from service.checks.acronym import acronym
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "The [ICPC] is on 4 March.",
        "The initial child protection conference (ICPC) is on 4 March. The ICPC is at the town hall.",
        "The ICPC (initial child protection conference) is on 4 March.",
        "The special educational needs coordinator (SENCO) rang. The SENCO will ring again.",
        "Dorota Pawlak came with me. DP asked for a copy.",
        "Her GP gave her cream, and she watched TV.",
        'Jay said "my IRO is all right" and laughed.',
        "ACTIONS FROM THE LAST MEETING SO FAR",
    ],
)
def test_letters_are_asked_about_until_the_note_says_what_they_mean(marked, marked_text):
    assert marked(acronym, unmarked(marked_text)) == marked_text


def test_letters_with_several_meanings_are_asked_which(messages):
    [message] = messages("acronym", "His PA came with him to the bank.")
    assert "Which is it here?" in message


def test_a_professional_reader_is_asked_only_what_could_mean_two_things(marked):
    text = "The ICPC is on 4 March. His PA came with him to the bank."
    assert marked(acronym, text, reader="professional") == text.replace("PA", "[PA]")


def test_a_plan_goes_to_the_family_whoever_reads_it_first(marked):
    text = "The [ICPC] is on 4 March."
    assert marked(acronym, unmarked(text), reader="professional", record_type="plan") == text
