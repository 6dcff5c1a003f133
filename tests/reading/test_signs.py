"""Phrases that a practice lead writes, and where they stand."""

from __future__ import annotations

import pytest

from service.reading.guidance.signs import Sayings, pieces


@pytest.mark.parametrize(
    ("phrase", "text", "stands"),
    [
        ("meet again", "We Meet again on 4 May.", True),
        ("meet again", "We meet. Again and again", True),
        ("meet again", "We meet them again.", False),
        ("couldn't come", "Dad couldn’t come.", True),
        ("step down", "He agreed to step-down.", True),
        ("improv*", "Sleep has improved.", True),
        ("improv*", "An impromptu call.", False),
        ("where * sleeps", "I saw where she sleeps.", True),
        ("plan + continues", "It continues, the plan.", True),
        ("plan + continues", "The plan stays.", False),
        ("s47", "S47 threshold met", True),
    ],
)
def test_a_cue_stands_in_a_sentence(phrase, text, stands):
    assert Sayings([pieces(text)]).hold((phrase,)) is stands


def test_neither_a_phrase_nor_a_pair_reaches_over_two_sentences():
    said = Sayings([pieces("We meet"), pieces("again on 4 May")])
    assert not said.hold(("meet again", "meet + again"))


@pytest.mark.parametrize(
    ("phrase", "heading", "is_it"),
    [
        ("present *", "Present", True),
        ("present *", "Present at the meeting", True),
        ("present", "Present at the meeting", False),
        ("risk*", "Risks", True),
        ("risk*", "Risks and worries", False),
        ("next steps", "What next steps", False),
    ],
)
def test_a_heading_is_meant_whole_unless_it_is_left_open(phrase, heading, is_it):
    assert Sayings([pieces("Plan"), pieces(heading)]).begin_with((phrase,)) is is_it


def test_nothing_stands_in_nothing():
    assert not Sayings([]).hold(("a", "a*"))
    assert not Sayings([[]]).begin_with(("a *",))
