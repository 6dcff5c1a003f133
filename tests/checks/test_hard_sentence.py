from __future__ import annotations

from service.checks.hard_sentence import hard_sentence

EASY = "We had tea. Sam ran to the swing. He went up and up. He had a red hat on. His gran sat and had a rest. "
LONG = (
    "Having considered the representations of the applicant authority, which were supported by the guardian "
    "and which the respondent, who was not represented, did not oppose, the court determined that the "
    "proceedings should be adjourned."
)


def test_the_sentence_that_costs_most_is_named_with_its_length(marked, messages):
    assert marked(hard_sentence, EASY + LONG, child={"age_years": 9}) == f"{EASY}[{LONG}]"
    [message] = messages("hard_sentence", EASY + LONG, child={"age_years": 9})
    assert "words" in message


def test_an_easy_note_is_left_alone(messages):
    assert messages("hard_sentence", EASY * 3, child={"age_years": 9}) == []


def test_at_most_two_sentences_are_named(messages):
    assert len(messages("hard_sentence", " ".join([LONG] * 5), child={"age_years": 9})) <= 2


def test_quoted_speech_is_never_called_hard(messages):
    assert messages("hard_sentence", EASY + f"He read out: “{LONG}”", child={"age_years": 9}) == []
