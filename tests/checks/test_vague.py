from __future__ import annotations

import pytest

from service.checks.vague import vague
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "There are [ongoing concerns] about home.",
        "Support was put in place: a lift to school every day at 8.15.",
        "He was late recently, on 3, 5 and 6 May.",
        "Sam is five and likes the red slide.",
        "Ali said “it was fine, I suppose”.",
        "He ate two plates of pasta and went to bed at nine.",
    ],
)
def test_what_leaves_the_reader_asking_is_marked_unless_the_sentence_answers(marked, marked_text):
    assert marked(vague, unmarked(marked_text)) == marked_text


def test_the_message_is_the_question_to_answer(messages):
    assert all(message.endswith("?") for message in messages("vague", "There are ongoing concerns about home."))
