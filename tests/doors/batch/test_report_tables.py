"""The workbook and the plain tables: all of it is there, and nothing of it is a formula or a link."""

from __future__ import annotations

import csv
import zipfile
from datetime import date

import pytest

from service.doors.batch.report.folder import open_batch
from service.doors.batch.report.gathering import gather
from service.doors.batch.report.plain_tables import write_tables
from service.doors.batch.report.workbook import write_workbook
from tests.doors.batch.report_tables import finding, invented, note, record, write_batch

FORMULA = '=HYPERLINK("http://evil.example","look")'
DANGEROUS = [FORMULA, "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]


def batch(tmp_path, child_id="A", **given):
    notes = [note(child_id, 1, **given), note(child_id, 2)]
    found = [
        finding(child_id, "drift", about=FORMULA, dates=[date(2025, 1, 8)]),
        finding(child_id, "jargon", row=1, words=FORMULA),
    ]
    out = write_batch(
        tmp_path / "out", [{"notes": notes, "findings": found, "records": [record(child_id, notes, found)]}]
    )
    return open_batch(out)


def tables(tmp_path, folder):
    write_tables(folder, gather(folder), tmp_path / "csv")
    return {path.name: path for path in (tmp_path / "csv").iterdir()}


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_cell_of_the_plain_tables_begins_like_a_formula(tmp_path, start):
    written = tables(tmp_path, batch(tmp_path, child_id=start, team=start))
    assert rows(written["notes.csv"])[0]["child_id"] == f"'{start}"
    for path in written.values():
        for row in rows(path):
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r", "\n", "＝")) for cell in row.values())


def test_numbers_stay_numbers(tmp_path):
    written = tables(tmp_path, batch(tmp_path, reading_age_years=-1.5))
    assert rows(written["notes.csv"])[0]["reading_age_years"] == "-1.5"


def test_a_spreadsheet_is_told_that_it_is_utf8(tmp_path):
    written = tables(tmp_path, batch(tmp_path, child_id="Zoë"))
    assert written["records.csv"].read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(written["records.csv"])[0]["child_id"] == "Zoë"


def test_the_plain_tables_hold_every_row(tmp_path):
    folder = open_batch(invented(tmp_path / "out", 12, notes_each=8))
    written, figures = tables(tmp_path, folder), gather(folder)
    assert written.keys() == {"notes.csv", "records.csv", "findings.csv", "checks.csv"}
    assert len(rows(written["notes.csv"])) == figures.in_all.notes
    assert len(rows(written["records.csv"])) == 12
    assert len(rows(written["findings.csv"])) == sum(check.found for check in figures.checks.values())
    assert sum(int(row["found"]) for row in rows(written["checks.csv"])) == len(rows(written["findings.csv"]))


def sheets(path):
    calamine = pytest.importorskip("python_calamine", reason="Workbooks are read with python-calamine")
    book = calamine.CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_holds_every_record_and_note(tmp_path):
    folder = open_batch(invented(tmp_path / "out", 12, notes_each=8))
    figures = gather(folder)
    write_workbook(folder, figures, tmp_path / "r.xlsx")
    read = sheets(tmp_path / "r.xlsx")
    assert list(read) == ["Summary", "Records", "Findings by check", "Record findings", "Notes"]
    assert len(read["Records"]) == 12 + 1
    assert len(read["Notes"]) == figures.in_all.notes + 1
    assert (
        len(read["Record findings"])
        == sum(c.found for (scope, _), c in figures.checks.items() if scope == "record") + 1
    )
    assert read["Summary"][0] == ["What was read"]


def test_nothing_in_the_workbook_is_a_formula_or_a_link(tmp_path):
    folder = batch(tmp_path, child_id=FORMULA, team="http://evil.example/")
    write_workbook(folder, gather(folder), tmp_path / "r.xlsx")
    assert sheets(tmp_path / "r.xlsx")["Records"][1][0] == FORMULA
    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts:
        inside = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))
    assert "<f>" not in inside
    assert "<hyperlink" not in inside


def test_days_before_the_formats_first_and_long_words_are_kept_as_words(tmp_path):
    folder = batch(tmp_path, written_on=date(1890, 1, 2), record_type="x" * 40_000)
    write_workbook(folder, gather(folder), tmp_path / "r.xlsx")
    head, first, *_ = sheets(tmp_path / "r.xlsx")["Notes"]
    assert first[head.index("written_on")] == "1890-01-02"
    assert first[head.index("record_type")].endswith("(cut here: a cell holds no more)")


def test_the_same_tables_give_the_same_workbook(tmp_path):
    folder = open_batch(invented(tmp_path / "out", 5))
    figures = gather(folder)
    for name in ("one", "two"):
        write_workbook(folder, figures, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_only_what_was_asked_for_is_left_behind(tmp_path):
    folder = batch(tmp_path)
    write_workbook(folder, gather(folder), tmp_path / "r.xlsx")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "r.xlsx"}
