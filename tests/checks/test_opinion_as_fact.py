from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.opinion_as_fact import opinion_as_fact
from service.finding import Severity
from service.note import Note
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "I rang the school at noon. [Mum is not coping.] I will ring again on Friday.",
        "I left at six. [The home is chaotic.] The review is on 4 May.",
        "In my view Mum is not coping: she cried twice and has not slept since Monday.",
        "Mum said that she is not coping.",
        "I came in at four. The flat was filthy. There were four full bin bags in the hall and mould on the bath.",
        "He is a terrible father, Nan told me.",
        "“He is a terrible father.”",
        "He ate two plates of pasta and went up to his room at nine.",
    ],
)
def test_an_opinion_that_stands_as_fact_with_nothing_beside_it_is_marked(marked, marked_text):
    assert marked(opinion_as_fact, unmarked(marked_text)) == marked_text


def severity_of(text, settings):
    [found] = [f for f in analyse(Note(text=text), settings).findings if f.check == "opinion_as_fact"]
    return found.severity


def test_praise_is_asked_about_more_quietly_than_blame(settings):
    before, after = "I rang the school at noon.", "I will ring again on Friday."
    assert severity_of(f"{before} Mum is not coping. {after}", settings) is Severity.ASK
    assert severity_of(f"{before} Mum is a warm and caring parent. {after}", settings) is Severity.CONSIDER


def test_legal_words_pass_where_their_ground_stands_beside_them(marked):
    text = (
        "On 3 May Dr Lim found four bruises on her back. She is at risk of significant harm. "
        "Ms Rowe said that the bruises were not there on Friday."
    )
    assert marked(opinion_as_fact, text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The flat was dirty.",
        "Mum is a warm parent.",
        "He is angry and sad.",
        "The plan is not working.",
        "He is at risk.",
    ],
)
def test_the_question_helps(messages, text):
    for message in messages("opinion_as_fact", f"I rang at noon. {text} I will ring again on Friday."):
        assert message.endswith("?")
