from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from service.analyse import analyse
from service.check import LONGEST_MESSAGE
from service.checks.copied_text import copied_text
from service.finding import Severity
from service.note import Note, PriorNote
from tests.marking import unmarked

PASSAGE = (
    "Zak was on the floor building a garage out of a cereal box. When his brother knocked it over by accident he "
    "screeched, and looked at his mother before he looked at anybody else."
)
NEW = (
    "I came at four and the lift was working. There is a new lamp in the hall. His grandmother has gone home to "
    "Bradford by coach, and rings on Sundays. We looked at the photographs of the allotment together. Nobody has "
    "seen the cat since the weekend, and a poster is up in the shop."
)


def earlier(text: str, day: str | None = "2025-03-12", note_id: str = "one") -> dict[str, str | None]:
    return {"note_id": note_id, "text": text, "written_on": day}


def test_a_passage_is_marked_from_end_to_end(marked):
    text = f"{NEW} [{PASSAGE}] The plan stays as it is."
    assert marked(copied_text, unmarked(text), written_on="2025-04-08", prior_notes=[earlier(PASSAGE)]) == text


@pytest.mark.parametrize(
    ("passage", "day", "message"),
    [
        (PASSAGE, "2025-03-12", "This stands word for word in the note of 12 March. What has changed since?"),
        (PASSAGE, "2024-12-12", "This stands word for word in the note of 12 December 2024. What has changed since?"),
        (PASSAGE, None, "This stands word for word in an earlier note. What has changed since?"),
        (PASSAGE, "2025-04-08", "This stands word for word in another note of the same day. What belongs to this one?"),
        (
            PASSAGE.replace("by accident he screeched", "he yelled by accident").replace("anybody else", "anyone"),
            "2025-03-12",
            "Most of this stands in the note of 12 March. What has changed since?",
        ),
    ],
)
def test_the_message_says_where_it_stands_and_asks_what_has_changed(messages, passage, day, message):
    found = messages("copied_text", f"{NEW} {passage}", written_on="2025-04-08", prior_notes=[earlier(PASSAGE, day)])
    assert found == [message]


def _severities(settings, text: str, source: str) -> list[Severity]:
    note = Note.model_validate({"text": text, "written_on": "2025-04-08", "prior_notes": [earlier(source)]})
    return [finding.severity for finding in analyse(note, settings).findings if finding.check == "copied_text"]


def test_a_paste_that_is_most_of_the_note_must_be_seen(settings):
    assert _severities(settings, f"{NEW} {PASSAGE}", PASSAGE) == [Severity.ASK]
    assert _severities(settings, f"I came at four. {PASSAGE}", PASSAGE) == [Severity.MUST_SEE]
    assert _severities(settings, f"{NEW} {PASSAGE} {NEW} ", f"{PASSAGE} {NEW}")[0] is Severity.MUST_SEE


@pytest.mark.parametrize(
    "text",
    [
        f"{NEW} He has a bedroom with Haroon, dry and painted yellow.",
        f"The plan from the meeting of 12 March reads: {PASSAGE}",
        NEW,
    ],
    ids=["a small overlap", "said where it comes from", "new"],
)
def test_small_overlaps_and_proper_repetition_are_left_alone(messages, text):
    source = f"He has a bedroom with Haroon, dry and painted yellow. {PASSAGE}"
    assert messages("copied_text", text, written_on="2025-04-08", prior_notes=[earlier(source)]) == []


def test_the_plans_goals_are_left_alone(messages):
    details = {"written_on": "2025-04-08", "prior_notes": [earlier(PASSAGE)], "plan_goals": [PASSAGE]}
    assert messages("copied_text", f"{NEW} {PASSAGE}", **details) == []


def test_the_review_holds_the_passage_with_both_sides_and_what_was_changed(settings):
    text = f"{NEW} {PASSAGE.replace('Zak', 'Omar')}"
    note = Note.model_validate({"text": text, "written_on": "2025-04-08", "prior_notes": [earlier(f"Seen. {PASSAGE}")]})
    copied = analyse(note, settings).copied
    assert copied is not None
    [passage] = copied.passages
    assert text[passage.start : passage.end] == PASSAGE.replace("Zak", "Omar")
    assert f"Seen. {PASSAGE}"[passage.source_start : passage.source_end] == PASSAGE
    [change] = passage.changes
    assert (change.kind, text[change.start : change.end]) == ("name", "Omar")
    assert copied.share + copied.new_share == pytest.approx(1, abs=0.01)
    assert 0.2 < copied.share < 0.5


def test_the_note_itself_and_later_notes_are_not_compared_with(settings):
    notes = [earlier(PASSAGE, "2025-05-01", "later"), earlier(PASSAGE, "2025-04-08", "same")]
    note = Note.model_validate({"text": PASSAGE, "note_id": "same", "written_on": "2025-04-08", "prior_notes": notes})
    review = analyse(note, settings)
    assert review.copied is None
    assert {each.reason for each in review.skipped if each.check == "copied_text"} == {
        "None of the prior_notes that were sent is earlier than this note and has text."
    }


def test_without_earlier_notes_the_review_says_what_to_send(settings):
    reasons = {each.check: each.reason for each in analyse(Note(text=NEW), settings).skipped}
    for name in ("copied_text", "restated_text", "stale_copy", "wrong_person", "nothing_new"):
        assert "prior_notes" in reasons[name]


PIECES = st.lists(
    st.one_of(
        st.sampled_from([PASSAGE, NEW, "Sam is nine.", "due on 31 June", "last week", "\n\n", "99/99/9999"]),
        st.text(max_size=8),
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@hypothesis_settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PIECES, PIECES, st.dates(), st.dates())
def test_whatever_is_sent_every_finding_lies_in_the_text_and_is_short(settings, text, source, today, day):
    text = f"Seen. {text}".replace("\0", "")
    notes = (PriorNote(note_id="one", text=source, written_on=day), PriorNote(note_id="two", text=text, written_on=day))
    review = analyse(Note(text=text, written_on=today, record_type="supervision", prior_notes=notes), settings)
    for finding in review.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert len(finding.message) <= LONGEST_MESSAGE
    for passage in review.copied.passages if review.copied else ():
        source_text = {note.note_id: note.text for note in notes}[passage.note_id]
        assert 0 <= passage.source_start < passage.source_end <= len(source_text)
