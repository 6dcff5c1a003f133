"""The quality that is promised: floors a check, on the development notes, with the whole program."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import evaluation
from evaluation.checks import findings_per_100_words_where_nothing_is_marked, reviewed, scores_by_label
from evaluation.gold_notes import development_files, read_gold
from evaluation.guidance import ask, scores
from evaluation.guidance_notes import DEVELOPED_ON, HELD_OUT, read_guidance
from evaluation.people import peopled, scored
from evaluation.sentence_kinds import judged, macro
from evaluation.views import ASKED, notes_of_who_says, opinion_scores, who_says_scores
from service.reading.kinds.sentence_kinds import load_backend

FLOORS = tomllib.loads((Path(evaluation.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def notes(settings):
    return reviewed(read_gold(development_files()), settings)


@pytest.fixture(scope="module")
def asked(settings):
    return reviewed(notes_of_who_says(), settings)


@pytest.mark.parametrize("label", FLOORS["wording"])
def test_wording_is_as_precise_and_complete_as_promised(notes, label):
    _, overlapping = scores_by_label(notes)[label]
    floor = FLOORS["wording"][label]
    assert overlapping.precision >= floor["precision"]
    assert overlapping.f1 >= floor["f1"]


def test_good_sentences_are_left_in_peace(notes):
    rate, by_check = findings_per_100_words_where_nothing_is_marked(notes)
    assert rate < FLOORS["peace"]["findings_per_100_words"], by_check


def test_opinions_as_fact_are_found_as_precisely_and_completely_as_promised(notes):
    score = opinion_scores(notes)
    assert score.precision >= FLOORS["opinion_as_fact"]["precision"]
    assert score.recall >= FLOORS["opinion_as_fact"]["recall"]


@pytest.mark.parametrize("check", ASKED)
def test_who_says_is_asked_as_precisely_as_promised(asked, check):
    score = who_says_scores(asked, check)
    assert score.precision >= FLOORS[check]["precision"]
    assert score.recall >= FLOORS[check]["recall"]


def test_sentences_are_told_apart_as_well_as_promised(notes):
    these = judged([one.gold for one in notes], load_backend())
    assert macro([one.gold.kind for one in these], [one.found.kind for one in these]) >= FLOORS["kinds"]["mean_f1"]


@pytest.fixture(scope="module")
def guidance(settings):
    return scores(ask(read_guidance((*DEVELOPED_ON, *HELD_OUT)), settings))


@pytest.mark.parametrize("check", FLOORS["guidance"])
def test_what_the_guidance_asks_is_asked_as_precisely_and_completely_as_promised(guidance, check):
    assert guidance[check].precision >= FLOORS["guidance"][check]["precision"]
    assert guidance[check].recall >= FLOORS["guidance"][check]["recall"]


def test_people_are_found_and_placed_as_well_as_promised():
    people = scored(peopled("t2"))
    assert people.overlapping.f1 >= FLOORS["people"]["mention_f1"]
    assert people.roles >= FLOORS["people"]["role_accuracy"]
