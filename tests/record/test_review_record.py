"""A whole record reviewed with the real parts: in order of date, each note with its earlier ones."""

from __future__ import annotations

from datetime import date

import pytest

from service.errors import InputError
from service.note import Note
from service.record.review import review_record
from service.settings import Settings

VISIT = (
    "Ava was in her bedroom when I came and showed me the drawing of her cat on the wall above the bed. "
    'She said "I like it here when it is quiet" and went on building a tower out of the blue bricks.'
)
CHILD = {"name": "Ava Hill", "birth_date": "2016-05-01", "pronouns": "she/her"}


def note(day: str | None, text: str, record_type: str = "home visit", **details: object) -> Note:
    data = {"text": text, "written_on": day, "record_type": record_type, "child_id": "c1", "child": CHILD, **details}
    return Note.model_validate(data)


def test_notes_are_reviewed_in_order_of_date_with_the_notes_before_them(settings: Settings) -> None:
    later = note("2025-03-01", f"The heating is on. {VISIT}", note_id="b")
    reviewed = review_record([later, note("2025-01-10", VISIT, note_id="a")], settings)
    assert [entry.note_id for entry in reviewed.entries] == ["a", "b"]
    copied = reviewed.entries[1].review.copied
    assert copied is not None
    assert {each.note_id for each in copied.passages} == {"a"}
    assert reviewed.measures.longest_chain == 1
    assert reviewed.notes[1].copied_share == copied.share


def test_a_record_keeps_no_second_copy_of_the_earlier_notes(settings: Settings) -> None:
    reviewed = review_record([note("2025-01-10", VISIT), note("2025-02-10", VISIT)], settings)
    assert all(entry.note.prior_notes == () for entry in reviewed.entries)
    assert len({entry.note_id for entry in reviewed.entries}) == 2


def test_gaps_rest_on_the_dates_of_the_notes(settings: Settings) -> None:
    talk = "We looked at the plan goal by goal. Ava told me that she likes the new school."
    notes = [note(day, talk, "supervision") for day in ("2025-01-10", "2025-03-20")]
    [found] = [each for each in review_record(notes, settings).findings if each.check == "supervision_gap"]
    assert (found.child_id, found.dates) == ("c1", (date(2025, 1, 10), date(2025, 2, 7), date(2025, 3, 20)))


def test_undated_notes_are_reviewed_and_counted_but_no_time_is_told_from_them(settings: Settings) -> None:
    reviewed = review_record([note(None, VISIT), note("2025-01-10", VISIT)], settings)
    assert (reviewed.measures.notes, reviewed.measures.undated_notes) == (2, 1)
    assert reviewed.findings == ()


def test_a_sisters_passage_with_her_name_left_in_is_told(settings: Settings) -> None:
    sister = note("2025-01-10", VISIT.replace("Ava", "Mia"), note_id="s1", child_id="c2", child={"name": "Mia Hill"})
    half_changed = VISIT.replace("Ava", "Mia").replace("her bedroom", "his bedroom").replace("She", "He")
    brother = {"name": "Sam Hill", "pronouns": "he/him"}
    own = note("2025-02-10", f"Sam was at home. {half_changed}", child=brother)
    found = review_record([own], settings, linked=[sister]).findings
    assert "sibling_copy" in {each.check for each in found}


def test_the_same_notes_in_any_order_give_the_same_review(settings: Settings) -> None:
    notes = [note(f"2025-0{month}-10", f"{VISIT} Visit {month}.", note_id=f"n{month}") for month in (1, 2, 3)]
    assert review_record(notes, settings) == review_record(notes[::-1], settings)


def test_a_note_without_text_is_refused(settings: Settings) -> None:
    with pytest.raises(InputError, match="no text"):
        review_record([note("2025-01-10", " ")], settings)


def test_no_notes_are_no_record(settings: Settings) -> None:
    reviewed = review_record([], settings)
    assert (reviewed.findings, reviewed.measures.notes, reviewed.chronology) == ((), 0, ())


def test_what_is_done_well_is_said_only_where_nothing_is_asked(settings: Settings) -> None:
    days = ("2025-01-10", "2025-02-07", "2025-03-07")
    notes = [note(day, f"We looked at the plan. Ava told me about page {day[-4:]}.", "supervision") for day in days]
    well = {line.check: line.message for line in review_record(notes, settings).good_practice}
    assert well["supervision_gap"] == "3 supervisions, never more than 28 days apart."
    late = [*notes, note("2025-05-07", "We looked at the plan. Ava sang.", "supervision")]
    assert "supervision_gap" not in {line.check for line in review_record(late, settings).good_practice}
