from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.loaded_report_verb import loaded_report_verb
from service.note import Note
from tests.marking import unmarked


@pytest.mark.parametrize(
    "marked_text",
    [
        "Mum [claimed that] she had been at work.",
        "Dad [admitted that] he sometimes shouts.",
        "He [insists that] the door was locked.",
        "Mum said that she had been at work.",
        "She was admitted to hospital on 3 May.",
        "Dad claims Universal Credit.",
        "He admitted the offence in a police interview on 6 June.",
        "Mum said “he claims that he was asleep”.",
    ],
)
def test_a_verb_that_judges_the_speaker_is_marked(marked, marked_text):
    assert marked(loaded_report_verb, unmarked(marked_text)) == marked_text


@pytest.mark.parametrize(
    "text", ["Dad refuses to accept that the drinking is a problem.", "He refused to accept this."]
)
def test_refusing_to_accept_is_asked_about_once(settings, text):
    asked = [f.check for f in analyse(Note(text=text), settings).findings if f.check.startswith("loaded")]
    assert asked == ["loaded_report_verb"]


def test_said_is_offered_where_it_fits_as_it_stands(settings):
    findings = analyse(Note(text="Mum claimed that she had been at work."), settings).findings
    assert [f.suggestion for f in findings if f.check == "loaded_report_verb"] == ["said that"]
