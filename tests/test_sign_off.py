"""What a manager sees before signing: every standard, where it stands, and what is behind it."""

from __future__ import annotations

import pytest

from service.analyse import analyse, checks
from service.note import Note
from service.sign_off import GOALS, STANDARDS

NOTE = {
    "text": 'It was felt that Ava is unsettled. Ava said "I like the new bed" and showed me her drawing of it.',
    "title": "Home visit: Ava's new bed",
    "record_type": "home visit",
    "written_on": "2025-03-04",
    "child": {"name": "Ava Lund", "age_years": 8, "pronouns": "she/her"},
}


@pytest.fixture
def standards(settings):
    def run(**details):
        review = analyse(Note.model_validate({**NOTE, **details}), settings)
        return review, {standard.standard: standard for standard in review.sign_off}

    return run


def test_every_check_serves_one_standard():
    serving = [check for names in STANDARDS.values() for check in names]
    assert sorted(serving) == sorted(check.name for check in checks())


def test_an_open_standard_points_at_the_findings_behind_it(standards):
    review, seen = standards()
    facts = next(standard for name, standard in seen.items() if name.startswith("Fact, report"))
    assert facts.state == "open"
    assert [review.findings[at].check for at in facts.findings] == ["hidden_view"]


def test_what_was_looked_at_and_is_there_is_met(standards):
    _, seen = standards()
    assert seen["The child is heard or described"].state == "met"


def test_what_is_not_asked_of_a_kind_of_record_is_not_applicable(standards):
    _, seen = standards(record_type="phone call")
    voice = seen["The child is heard or described"]
    assert (voice.state, voice.reason) == ("not_applicable", "Not asked of this kind of record.")


def test_what_was_not_sent_is_not_applicable_and_says_what_to_send(standards):
    _, seen = standards(record_type=None)
    assert "record_type" in seen["It says what the facts mean"].reason


def test_goals_are_open_until_the_note_says_how_things_move(standards):
    assert standards()[1][GOALS].state == "not_applicable"
    assert standards(plan_goals=["Ava eats breakfast at school"])[1][GOALS].state == "open"


def test_folded_findings_keep_no_standard_open(standards):
    review, seen = standards(text=" ".join(["There were some concerns about contact."] * 9))
    folded = {at for at, finding in enumerate(review.findings) if finding.folded}
    assert folded
    assert not folded & {at for standard in seen.values() for at in standard.findings}
