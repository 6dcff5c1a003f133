"""The note in figures: what a worker sees at the top, and whose reports there are."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.note import Note

NOTE = (
    "I visited at 4pm. Ms Hill, Kai's class teacher, said he was late twice. Mum said she was tired. "
    "The home is chaotic. In my view he is safer now, because he slept at home every night this week. "
    "I will ring on Friday."
)


@pytest.fixture
def whole(settings):
    note = Note.model_validate({"text": NOTE, "child": {"name": "Kai Reed", "pronouns": "he/him"}})
    return analyse(note, settings).whole_note


def test_kinds_are_counted_and_their_shares_make_one(whole):
    assert {kind: share.sentences for kind, share in whole.kinds.items()} == {
        "fact": 1,
        "reported": 2,
        "opinion": 2,
        "plan": 1,
        "other": 0,
    }
    assert sum(share.share for share in whole.kinds.values()) == pytest.approx(1, abs=0.01)


def test_opinions_are_told_by_owner_and_by_basis(whole):
    assert (whole.opinions.owned, whole.opinions.unowned) == (1, 1)
    assert whole.opinions.with_basis + whole.opinions.without_basis == 2


def test_it_says_whose_reports_there_are(whole):
    assert whole.reports == {"school": 1, "mother": 1}


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("Kai told me that he likes his bed.", {"child": 1}),
        ("Nan, Mrs Carol Pugh, rang. She said the boiler is mended.", {"grandparent": 1}),
        ("According to the health visitor, his weight has dropped again.", {"health": 1}),
        ("Police: two call-outs since March.", {"police and justice": 1}),
        ("You told me that you want a room of your own.", {"child": 1}),
        ("Mr Quinlan said that the bottle slipped.", {"not clear": 1}),
        ("I rang the school at noon.", {}),
    ],
)
def test_a_report_is_laid_at_the_right_door(settings, text, reports):
    note = Note.model_validate({"text": text, "child": {"name": "Kai Reed", "pronouns": "he/him"}})
    assert analyse(note, settings).whole_note.reports == reports


def test_people_sent_with_the_note_are_known_by_their_role(settings):
    people = [{"name": "Dean Cole", "role": "stepfather"}]
    note = Note.model_validate({"text": "Dean said that the door was locked.", "people": people})
    assert analyse(note, settings).whole_note.reports == {"partner": 1}


def test_only_headings_have_no_opinions(settings):
    whole = analyse(Note(text="ACTIONS\n\nBackground\n"), settings).whole_note
    assert (whole.opinions.owned, whole.opinions.unowned, whole.reports) == (0, 0, {})
