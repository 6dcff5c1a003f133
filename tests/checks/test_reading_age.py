from __future__ import annotations

import pytest

from service.analyse import analyse
from service.note import Note

EASY = "We had tea. Sam ran to the swing. He went up and up. He had a red hat on. His gran sat and had a rest. "
HARD = (
    "The undersigned endeavoured to facilitate comprehensive multidisciplinary consultation regarding the family's "
    "circumstances, notwithstanding considerable procedural impediments, which necessitated protracted correspondence. "
)


def test_a_note_far_above_the_childs_age_says_so_once(messages):
    [message] = messages("reading_age", HARD * 4, child={"age_years": 8})
    assert "the child is 8" in message


@pytest.mark.parametrize("text", [EASY * 2, HARD])
def test_an_easy_or_a_very_short_note_says_nothing(messages, text):
    assert messages("reading_age", text, child={"age_years": 8}) == []


def test_without_an_age_the_review_says_what_to_send(settings):
    [skipped] = [s for s in analyse(Note(text=EASY * 3), settings).skipped if s.check == "reading_age"]
    assert "age_years" in skipped.reason


def test_under_30_words_the_review_says_why_there_is_no_reading_age(settings):
    review = analyse(Note.model_validate({"text": "Seen. Well.", "child": {"age_years": 8}}), settings)
    assert review.readability is None
    assert "at least 30" in next(s.reason for s in review.skipped if s.check == "reading_age")
