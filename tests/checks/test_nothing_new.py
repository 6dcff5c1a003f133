from __future__ import annotations

import pytest

from service.analyse import analyse
from service.finding import Severity
from service.note import Note

SUMMARY = (
    "In the autumn Rowan was at home all day with a mother who was becoming unwell, and noticed it first. In January "
    "they spent two nights alone because the plan had not been typed. They looked after the cat and kept the doors "
    "locked. Since then they have lived with their dad, eaten at a table most nights and begun to talk out loud. "
    "Teaching has not begun. The next three months are about the learning centre and the typed crisis plan."
)
NEWS = (
    "Rowan began at the centre on 24 February and goes for six hours a week. They come in by the fire door, which was "
    "their own idea, and have not asked to leave early once. The crisis plan is typed and on the fridge."
)


def review(settings, text: str, **details: object):
    prior = {"note_id": "one", "text": SUMMARY, "written_on": "2025-02-04"}
    known = {"text": text, "written_on": "2025-05-04", "record_type": "three-month summary", "prior_notes": [prior]}
    found = analyse(Note.model_validate({**known, **details}), settings).findings
    return [finding for finding in found if finding.check == "nothing_new"]


def test_a_summary_that_repeats_the_last_is_told_as_a_whole(settings):
    [finding] = review(settings, SUMMARY)
    assert finding.severity is Severity.OVERVIEW
    assert (finding.start, finding.end) == (0, 0)
    assert finding.message == "Nearly all of this stands in earlier notes. New: nothing. What has changed?"


def test_what_is_new_is_listed_in_short(settings):
    [finding] = review(settings, f"{SUMMARY} Rowan has a new coat. The cat is on a diet now, says the vet.")
    assert "New: “Rowan has a new coat.”; “The cat is on a diet now,…”" in finding.message


@pytest.mark.parametrize(
    ("text", "details"),
    [
        (f"{SUMMARY} {NEWS}", {}),
        (NEWS, {}),
        (SUMMARY, {"record_type": "home visit"}),
        (SUMMARY, {"record_type": None}),
        (f"From the summary of 4 February, word for word: “{SUMMARY}” {NEWS}", {}),
    ],
    ids=["a third is news", "all is news", "a visit", "no type", "quoted"],
)
def test_a_record_that_adds_or_need_not_add_is_left_alone(settings, text, details):
    assert review(settings, text, **details) == []
