from __future__ import annotations

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag

from service.doors.batch.spool import Households, Spool, unspooled
from service.doors.tables.notes import ReadNote
from service.note import Child, Note, Person

CANARY = "Zebedeequill"
KEY = b"k" * 6


def read(row: int = 2, child_id: str = "C1", household: str | None = None, text: str = CANARY) -> ReadNote:
    return ReadNote(row, Note(text=text, note_id=f"n{row}", child_id=child_id), household=household)


def test_a_note_comes_back_as_it_went_in(tmp_path):
    note = Note(
        text="Line one\nand\u2028two \U0001f600 “quoted”\r\n",
        note_id="n1",
        child_id="C1",
        title="Visit",
        record_type="home visit",
        written_on=date(2025, 3, 4),
        author="w17",
        child=Child(name="Rowan", known_as=("Ro",), birth_date=date(2014, 2, 1)),
        people=(Person(name="Ann", role="aunt"),),
        plan_goals=("Sleep",),
    )
    given = ReadNote(7, note, "North", None, may_be_cut=True, unknown_type=True, household="H1")
    with Spool(tmp_path / "spool", 2) as spool:
        spool.add(1, given)
        spool.close()
        assert list(unspooled(spool.path(1), 1, spool.key)) == [given]


def test_notes_of_a_unit_keep_their_order_through_many_blocks(tmp_path):
    with Spool(tmp_path / "spool", 3) as spool:
        for row in range(300):
            spool.add(row % 3, read(row, text=f"{row} " * 300))
        spool.close()
        assert spool.rows == [100, 100, 100]
        assert [each.row for each in unspooled(spool.path(1), 1, spool.key)] == list(range(1, 300, 3))


def test_nothing_of_a_note_can_be_read_on_the_disc_and_nothing_stays(tmp_path):
    with Spool(tmp_path / "spool", 1) as spool:
        spool.add(0, read(text=f"{CANARY} " * 2_000))
        spool.close()
        written = spool.path(0).read_bytes()
        assert len(written) > 50
        assert CANARY.encode() not in written
        assert spool.key not in written
        with pytest.raises(InvalidTag):
            list(unspooled(spool.path(0), 0, b"\0" * 32))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_thrown_away(tmp_path):
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "00000").write_bytes(b"left behind")
    with Spool(tmp_path / "spool", 1) as spool:
        spool.add(0, read())
        spool.close()
        assert [each.row for each in unspooled(spool.path(0), 0, spool.key)] == [2]


def test_a_household_is_one_unit_and_a_child_is_never_in_two():
    notes = [
        read(2, "C1"),
        read(3, "C1", "H1"),
        read(4, "C2", "H1"),
        read(5, "C1", "H2"),  # moved: it keeps to its first household
        read(6, "C3", "H2"),
    ]
    with Households(KEY) as households, Households(KEY) as again:
        for note in notes:
            households.add(note)
            again.add(note)
        units = {child: households.unit_of(child, 10_000) for child in ("C1", "C2", "C3", "C4")}
        assert units["C1"] == units["C2"]
        assert len(set(units.values())) == 3
        assert units == {child: again.unit_of(child, 10_000) for child in units}
        assert households.most_children() == 2


def test_children_spread_over_the_units():
    with Households(KEY) as households:
        units = [households.unit_of(f"C{at}", 10) for at in range(1_000)]
    assert all(60 < units.count(unit) < 140 for unit in range(10))
