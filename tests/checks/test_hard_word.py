from __future__ import annotations

import pytest

from service.checks.hard_word import hard_word
from tests.marking import unmarked


@pytest.mark.parametrize(
    ("marked_text", "age"),
    [
        ("He gave an [unequivocal] answer and ran to the park.", 9),
        ("He sat on the mat and ate his toast with jam.", 9),
        ("Oluwaseun and Krzysztof played football in the garden.", 9),
        ("Sam said “it was unequivocal” and laughed.", 9),
    ],
)
def test_a_word_that_is_learned_late_is_marked(marked, marked_text, age):
    assert marked(hard_word, unmarked(marked_text), child={"age_years": age}) == marked_text


def test_at_most_three_words_are_named(messages):
    text = "An unequivocal, egregious, ephemeral, surreptitious, perfunctory and intransigent reply."
    assert len(messages("hard_word", text, child={"age_years": 9})) == 3
