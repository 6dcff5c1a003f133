from __future__ import annotations

from datetime import date

import pytest

from service.doors.batch import unit
from service.doors.batch.schema import TABLES, schema
from service.doors.batch.unit import review_child
from service.doors.tables.notes import ReadNote
from service.errors import ModelError
from service.note import Child, Note
from service.record.review import review_record

CANARY = "Zebedeequill"
VISIT = (
    f"I visited {CANARY} at home. Mum is manipulative. {CANARY} said he likes school and wants to see his dad again."
)
ARREST = "On Sunday his dad was arrested outside the house, and the police will ring us by 4 May 2025."


def read(row: int, note_id: str | None, text: str, day: int = 1, child_id: str = "C1", **beside) -> ReadNote:
    note = Note(
        text=text,
        note_id=note_id,
        child_id=child_id,
        record_type="home visit",
        written_on=date(2025, 3, day),
        author=CANARY,
        child=Child(name=CANARY),
        plan_goals=(f"{CANARY} sleeps",),
    )
    return ReadNote(row, note, **beside)


NOTES = [
    read(4, "b", f"{VISIT} {ARREST}", 9, team="North", household="H1", may_be_cut=True),
    read(3, "a", VISIT, 2, team="North", household="H1"),
]


def test_the_rows_are_those_of_the_review_of_the_record(settings):
    tables = review_child(NOTES, settings)
    reviewed = review_record([each.note for each in NOTES], settings)
    assert [row["note_id"] for row in tables.notes] == ["a", "b"]
    assert [row["row"] for row in tables.notes] == [3, 4]
    found = [finding for entry in reviewed.entries for finding in entry.review.findings]
    of_notes = [row for row in tables.findings if row["scope"] == "note"]
    assert [(row["check"], row["start"], row["end"]) for row in of_notes] == [(f.check, f.start, f.end) for f in found]
    assert [row["check"] for row in tables.findings[len(found) :]] == [each.check for each in reviewed.findings]
    [record] = tables.records
    assert (record["notes"], record["rows"], record["household"]) == (2, 2, "H1")
    assert record["record_types"] == [{"record_type": "home visit", "count": 2}]
    assert tables.notes[1]["copied_from"][0]["note_id"] == "a"
    assert tables.refused == []


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_the_columns_of_the_schema_and_no_others(settings, table):
    rows = getattr(review_child([*NOTES, read(9, "a", "Twice.")], settings, include_text=True), table)
    assert rows
    assert all(set(row) == set(schema(table).names) for row in rows)


def test_no_word_of_a_note_stands_in_a_row_unless_it_is_asked_for(settings):
    without, within = (review_child(NOTES, settings, include_text=included) for included in (False, True))
    assert CANARY not in repr(without)
    assert "arrested" not in repr(without)
    assert within.notes[0]["text"] == VISIT
    assert any(row["words"] == "Mum is manipulative." for row in within.findings)
    assert [row["check"] for row in within.findings] == [row["check"] for row in without.findings]
    assert "author" not in repr(within.notes)


def test_brothers_and_sisters_may_have_the_same_ids(settings):
    linked = [read(8, "a", VISIT.replace("school", "nursery"), 1, "C2"), read(9, "b", "Seen.", 1, "C2")]
    tables = review_child([NOTES[0]], settings, linked=linked)
    [source] = tables.notes[0]["copied_from"]
    assert (source["child_id"], source["note_id"]) == ("C2", "a")
    assert {row["child_id"] for row in tables.notes} == {"C1"}


def test_notes_without_ids_are_named_by_their_rows(settings):
    tables = review_child([read(4, None, VISIT, 9), read(3, None, VISIT, 2)], settings)
    assert [row["note_id"] for row in tables.notes] == ["row 3", "row 4"]
    assert tables.notes[1]["copied_from"][0]["note_id"] == "row 3"


def test_the_second_note_with_an_id_is_refused(settings):
    tables = review_child([read(9, "a", "Twice."), *NOTES], settings)
    assert [(row["row"], row["stage"], row["error"]) for row in tables.refused] == [(9, "note", "DuplicateId")]
    assert tables.records[0]["rows"] == 3
    assert tables.records[0]["notes"] == 2


@pytest.fixture
def breaks(monkeypatch):
    """Let the review fail on the notes with a word."""

    def on(word: str, error: Exception, *, only_together: bool = False) -> None:
        record, alone = unit.review_record, unit.analyse

        def failing_record(notes, *rest, **named):
            if any(word in note.text for note in notes):
                raise error
            return record(notes, *rest, **named)

        def failing(note, chosen):
            if word in note.text and not only_together:
                raise error
            return alone(note, chosen)

        monkeypatch.setattr(unit, "review_record", failing_record)
        monkeypatch.setattr(unit, "analyse", failing)

    return on


def test_a_note_that_fails_is_refused_and_the_others_go_on(settings, breaks):
    breaks("Odd", ValueError(CANARY))
    tables = review_child([*NOTES, read(5, "c", "Odd.")], settings)
    assert [(row["row"], row["stage"], row["error"]) for row in tables.refused] == [(5, "review", "ValueError")]
    assert [row["row"] for row in tables.notes] == [3, 4]
    assert CANARY not in repr(tables.refused)


def test_notes_that_fail_only_together_are_all_refused(settings, breaks):
    breaks("manipulative", ValueError(CANARY), only_together=True)
    tables = review_child(NOTES, settings)
    assert [row["row"] for row in tables.refused] == [3, 4]
    assert (tables.notes, tables.records) == ([], [])


def test_what_would_fail_with_any_note_is_no_fault_of_the_note(settings, breaks):
    breaks("manipulative", ModelError("a file is missing"))
    with pytest.raises(ModelError):
        review_child(NOTES, settings)
