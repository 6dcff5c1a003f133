from __future__ import annotations

import pytest

from service.doors.tables.mapping import column_map
from service.doors.tables.opening import open_table
from service.doors.tables.survey import look_over, refuse_too_many
from service.errors import InputError
from tests.doors.tables.exports import CANARY, CHOSEN, ROWS, as_csv, as_jsonl, read, survey, told, written

FULL = {
    "Child ID": "1", "Record ID": "2", "Record Type": "Stat visit", "Title": "First visit",
    "Contact Date": "3 May 2025",
    "Text": "Seen at home.", "Author": "w17", "Team": "North", "Family ID": 77,
    "Child Name": "Rowan Moss", "Known As": "Ro; Rowie",
    "DOB": "2014-02-01", "Pronouns": "he/him",
    "People Present": "Ann Moss (aunt); Mr Hale [teacher]; Jo",
}  # fmt: skip


def test_every_column_finds_its_place_in_the_note(tmp_path):
    [one] = read(written(tmp_path / "a.csv", as_csv([FULL])), "generic")
    note = one.note
    assert (note.child_id, note.note_id, note.record_type, note.title) == ("1", "2", "home visit", "First visit")
    assert (str(note.written_on), note.text, note.author, one.team) == ("2025-05-03", "Seen at home.", "w17", "North")
    assert (note.child.name, note.child.known_as, note.child.pronouns) == ("Rowan Moss", ("Ro", "Rowie"), "he/him")
    assert str(note.child.birth_date) == "2014-02-01"
    assert one.household == "77"
    assert [(person.name, person.role) for person in note.people] == [
        ("Ann Moss", "aunt"),
        ("Mr Hale", "teacher"),
        ("Jo", None),
    ]


def test_people_may_be_objects_in_json(tmp_path):
    row = {"child_id": 1, "text": "Seen.", "people": [{"name": "Ann Moss", "role": "aunt"}]}
    [one] = read(written(tmp_path / "a.jsonl", as_jsonl([row])), "generic")
    assert [(person.name, person.role) for person in one.note.people] == [("Ann Moss", "aunt")]


@pytest.mark.parametrize(
    ("changed", "told_as"),
    [
        ({"Child ID": " "}, ("mapping", "child_id", "NoChild")),
        ({"Child ID": "1.23457E+11"}, ("mapping", "child_id", "ShortenedId")),
        ({"Record ID": CANARY * 20}, ("mapping", "note_id", "IdTooLong")),
        ({"Record ID": ""}, ("mapping", "note_id", "Empty")),
        ({"Family ID": "1.23457E+11"}, ("mapping", "household", "ShortenedId")),
        ({"Text": " "}, ("mapping", "text", "NoText")),
        ({"Text": "<p>&nbsp;</p>"}, ("note", "text", "InputError")),
        ({"Text": f"{CANARY} " * 30_000}, ("note", "text", "TooLargeError")),
        ({"Text": f"{CANARY}\0"}, ("note", "text", "InputError")),
        ({"Contact Date": CANARY}, ("mapping", "written_on", "NotADay")),
        ({"DOB": "2014-02-30"}, ("mapping", "child_birth_date", "NoSuchDay")),
        ({"Author": CANARY * 20}, ("note", "", "NotANote")),
        ({"Child Name": CANARY * 20}, ("note", "", "NotANote")),
    ],
)
def test_a_row_that_makes_no_note_is_refused_by_kind_and_never_quoted(tmp_path, changed, told_as):
    reads = read(written(tmp_path / "a.csv", as_csv([FULL, {**FULL, "Record ID": "3", **changed}])), "generic")
    assert told(reads)[1:] == [told_as]
    assert reads[1].row == 3
    assert CANARY not in repr(reads[1])


def test_a_childs_note_id_counts_once_and_a_siblings_is_another(tmp_path):
    rows = [FULL, {**FULL, "Text": "Seen again."}, {**FULL, "Child ID": "2"}]
    reads = read(written(tmp_path / "a.csv", as_csv(rows)), "generic")
    assert [len(one) for one in told(reads)] == [5, 3, 5]
    assert told(reads)[1] == ("note", "note_id", "DuplicateId")


def test_rows_are_notes_and_refusals_and_nothing_else(tmp_path):
    rows = [{**FULL, "Record ID": str(at), "Text": "Seen." if at % 3 else ""} for at in range(300)]
    seen = survey(written(tmp_path / "a.csv", as_csv(rows)), "generic")
    assert (seen.rows, seen.notes, sum(seen.refused.values())) == (300, 200, 100)
    assert seen.refused == {("mapping", "text", "NoText"): 100}


def test_more_than_one_row_in_a_hundred_refused_stops_unless_told_to_go_on(tmp_path):
    rows = [{**FULL, "Record ID": str(at), "Text": f"Seen {CANARY}."} for at in range(200)]
    for bad, stops in ((2, False), (3, True)):
        some = [{**row, "Child ID": ""} if at < bad else row for at, row in enumerate(rows)]
        table = open_table(written(tmp_path / "a.csv", as_csv(some)))
        seen = look_over(table, column_map("generic"), CHOSEN)
        if stops:
            with pytest.raises(InputError, match=r"1\.5% of the rows.*\n.*197 notes, 3 refused") as raised:
                refuse_too_many(table, seen)
            assert "3 × NoChild, first in row 2, child_id: is empty" in str(raised.value)
            assert CANARY not in str(raised.value)
        refuse_too_many(table, seen, most=0.02)


def test_a_table_without_rows_is_told(tmp_path):
    table = open_table(written(tmp_path / "a.csv", "child_id,text\n"))
    with pytest.raises(InputError, match="no rows below the header"):
        refuse_too_many(table, look_over(table, column_map("generic"), CHOSEN))


def test_what_is_odd_but_readable_is_counted(tmp_path):
    rows = [{**FULL, "Record Type": "Cricket"}, {**FULL, "Record ID": "3", "Contact Date": ""}]
    seen = survey(written(tmp_path / "a.csv", as_csv(rows)), "generic")
    assert (seen.notes, seen.unknown_types, seen.without_day) == (2, 1, 1)
    assert any("[record_types]" in line for line in seen.in_words)


def test_days_are_decided_by_all_rows_of_the_file(tmp_path):
    rows = [{**FULL, "Record ID": str(at), "Contact Date": f"03/{at:02}/2025", "DOB": ""} for at in range(1, 13)]
    path = written(tmp_path / "a.csv", as_csv(rows))
    with pytest.raises(InputError, match=r'a\.csv: 11 days are written as 03/04/2025.*days = "day first"'):
        survey(path, "generic")
    mapping = written(tmp_path / "map.toml", 'preset = "generic"\ndays = "month first"\n')
    assert str(read(path, mapping)[3].note.written_on) == "2025-03-04"
    path = written(tmp_path / "b.csv", as_csv([*rows, {**FULL, "Contact Date": "31/03/2025"}]))
    assert str(read(path, "generic")[3].note.written_on) == "2025-04-03"


def test_a_child_may_be_of_no_household(tmp_path):
    [one] = read(written(tmp_path / "a.csv", as_csv([{**FULL, "Family ID": " "}])), "generic")
    assert one.household is None


def test_bodies_in_html_lead_back_to_what_was_exported(tmp_path):
    [one] = read(written(tmp_path / "a.csv", as_csv([{**ROWS[0], "note": "<p>Seen <b>at home</b></p>"}])))
    assert one.note.text == "Seen at home"
    assert one.places is not None
