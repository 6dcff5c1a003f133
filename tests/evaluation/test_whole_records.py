"""What the review of whole records promises, on the gold records: nothing missed, and nothing told that is not so."""

from __future__ import annotations

import pytest

from evaluation.records import read_records
from evaluation.whole_records import CLEAN, COUNCIL, Outcome, outcome, reviewed, under_limits
from service.record.review import RecordReview
from service.settings import Settings

PROMISED = 0.9  # of gaps, missing records and silences


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RecordReview]:
    folder = tmp_path_factory.mktemp("council")
    (folder / "record_types.toml").write_text(COUNCIL, encoding="utf-8")
    return under_limits(reviewed(read_records()), Settings(_env_file=None, wordlists=folder))


@pytest.fixture(scope="module")
def outcomes(reviews: dict[str, RecordReview]) -> list[Outcome]:
    return [outcome(record, reviews[record.record_id]) for record in read_records()]


def test_what_a_reviewer_should_be_told_is_told(outcomes: list[Outcome]) -> None:
    found = sum(kind in {"gap", "missing", "no-voice"} for each in outcomes for kind, _ in each.found)
    missed = sum(kind in {"gap", "missing", "no-voice"} for each in outcomes for kind, _ in each.missed)
    assert found >= PROMISED * (found + missed)


def test_no_gap_is_told_that_is_none(outcomes: list[Outcome]) -> None:
    assert [finding.message for each in outcomes for finding in each.false] == []


def test_the_clean_record_is_asked_nothing_and_thanked(reviews: dict[str, RecordReview]) -> None:
    clean = reviews[CLEAN]
    assert clean.findings == ()
    assert {line.check for line in clean.good_practice} == {
        "supervision_gap", "visit_gap", "summary_due", "voice_gap", "repetition",
    }  # fmt: skip
