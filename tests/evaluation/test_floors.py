"""The quality that is promised: floors a check, on the development notes, with the whole program."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import evaluation
from evaluation.checks import findings_per_100_words_where_nothing_is_marked, reviewed, scores_by_label
from evaluation.gold_notes import development_files, read_gold

FLOORS = tomllib.loads((Path(evaluation.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def notes(settings):
    return reviewed(read_gold(development_files()), settings)


@pytest.mark.parametrize("label", FLOORS["wording"])
def test_wording_is_as_precise_and_complete_as_promised(notes, label):
    _, overlapping = scores_by_label(notes)[label]
    floor = FLOORS["wording"][label]
    assert overlapping.precision >= floor["precision"]
    assert overlapping.f1 >= floor["f1"]


def test_good_sentences_are_left_in_peace(notes):
    rate, by_check = findings_per_100_words_where_nothing_is_marked(notes)
    assert rate < FLOORS["peace"]["findings_per_100_words"], by_check
