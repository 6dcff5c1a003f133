from __future__ import annotations

import pytest

from service.checks.loaded_language import loaded_language
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "Mum is [manipulative].",
        "Dad [refused to engage] with the plan.",
        "Ellie is [attention-seeking].",
        "The road to the school is difficult in snow.",
        "Mum said “he can be so manipulative”.",
        "He refused the second biscuit.",
    ],
)
def test_blame_in_the_writers_own_voice_is_marked(marked, marked_text):
    assert marked(loaded_language, unmarked(marked_text)) == marked_text


def test_the_message_asks_what_happened(messages):
    [message] = messages("loaded_language", "Mum is manipulative.")
    assert message.endswith("?")
