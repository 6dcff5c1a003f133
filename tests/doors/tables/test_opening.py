from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from service.doors.tables.archives import refuse_bombs
from service.doors.tables.cells import formula_safe
from service.doors.tables.encodings import encoding_of
from service.doors.tables.mapping import preset
from service.doors.tables.opening import open_table
from service.errors import InputError, SettingsError, TooLargeError
from tests.doors.tables.exports import (
    BODY,
    CANARY,
    ROWS,
    as_csv,
    as_jsonl,
    as_parquet,
    as_xlsx,
    read,
    survey,
    told,
    written,
)

EXPECTED = [
    ("1001", "7", "home visit", "2025-03-12", BODY),
    ("1001", "8", "supervision", "2025-04-02", "Plan discussed."),
    ("2002", "9", "phone call", "2025-05-13", "School rang."),
]


@pytest.mark.parametrize(
    "content",
    [
        as_csv(ROWS),
        "\ufeff" + as_csv(ROWS),
        as_csv(ROWS).encode("utf-16"),
        as_csv(ROWS).encode("utf-16-le"),
        as_csv(ROWS).encode("utf-16-be"),
        as_csv(ROWS).encode("cp1252"),
        as_csv(ROWS, ";"),
        as_csv(ROWS, "\t"),
        as_csv(ROWS, "|"),
        "sep=;\r\n" + as_csv(ROWS, ";"),
        as_csv(ROWS).replace("person_id,id,note_type", '"Person ID", "ID","NoteType"'),
        as_csv(ROWS) + "\r\n\r\n",
        as_csv([{"a; b": "x;y;z", **row} for row in ROWS]),
    ],
)
def test_csv_is_read_however_it_was_written(tmp_path, content):
    assert told(read(written(tmp_path / "export.csv", content), "generic")) == EXPECTED


def test_all_kinds_of_table_give_the_same_notes(tmp_path):
    typed = [{**row, "created_on": date.fromisoformat(row["created_on"])} for row in ROWS]
    timed = [{**row, "id": int(row["id"]), "created_on": datetime.fromisoformat(row["created_on"])} for row in ROWS]
    sources = [
        written(tmp_path / "a.jsonl", as_jsonl(ROWS)),
        as_parquet(tmp_path / "a.parquet", typed),
        as_parquet(tmp_path / "b.parquet", timed),
        as_xlsx(tmp_path / "a.xlsx", ROWS),
        as_xlsx(tmp_path / "b.xlsx", typed),
        as_xlsx(tmp_path / "c.xlsx", [{**row, "person_id": float(row["person_id"])} for row in timed]),
    ]
    for source in sources:
        assert told(read(source, "generic")) == EXPECTED, source
        assert told(read(source, "mosaic")) == EXPECTED, source


def test_a_database_gives_the_rows_of_its_query(tmp_path):
    path = tmp_path / "case.sqlite"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE mo_notes (person_id INTEGER, id INTEGER, note_type, created_on, note)")
        store.executemany("INSERT INTO mo_notes VALUES (:person_id, :id, :note_type, :created_on, :note)", ROWS)
    source = f"sqlite:///{path}"
    query = "SELECT * FROM mo_notes WHERE note LIKE '%' OR note = ':x' ORDER BY id"
    assert told(read(source, "generic", query=query)) == EXPECTED
    with pytest.raises(InputError, match="it could not be asked"):
        read(source, query="DELETE FROM mo_notes RETURNING *")
    with pytest.raises(InputError, match=r"returns no rows|could not be asked"):
        read(source, query="DELETE FROM mo_notes")
    assert told(read(source, "generic", query=query)) == EXPECTED


@pytest.mark.parametrize(
    ("url", "query", "said"),
    [
        ("sqlite:////nowhere/at/all.sqlite", "SELECT 1", "no such file"),
        (f"{CANARY}://a:{CANARY}@b/c", "SELECT 1", "URL cannot be used"),
        ("sqlite://", CANARY, "could not be asked"),
        ("sqlite://", None, "Give a query"),
    ],
)
def test_a_database_that_cannot_be_asked_is_told_without_its_password(url, query, said):
    with pytest.raises((InputError, SettingsError), match=said) as raised:
        open_table(url, query=query)
    assert CANARY not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"id,note\n1,caf\xe9 and na\xc3\xafve, caf\xc3\xa9\n", "a.csv", "two encodings"),
        (b"id,note\n1,\x81\xe9\n", "a.csv", "not UTF-8 or Windows-1252"),
        ("not parquet", "a.parquet", "not Parquet"),
        ("not a workbook", "a.xlsx", "not an .xlsx workbook"),
        ("x", "a.docx", r"a table is a \.csv"),
        (None, "gone.csv", "cannot be read"),
        (None, "gone.xlsx", "cannot be read"),
        (None, "gone.jsonl", "cannot be read"),
        (None, "gone.parquet", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path, content, name, said):
    path = tmp_path / name
    if content is not None:
        written(path, content)
    with pytest.raises(InputError, match=said) as raised:
        list(open_table(str(path)).rows(None))
    assert name in str(raised.value)


def test_a_note_is_no_table_and_none_of_its_words_are_taken_for_headings(tmp_path):
    table = open_table(written(tmp_path / "note.txt", "Visit to Ava.\nShe was at school."))
    with pytest.raises(InputError, match="wellnoted review FILE") as raised:
        preset("generic").columns_in(table)
    assert "Ava" not in str(raised.value)


def test_a_line_without_end_is_one_refused_row_and_the_rest_is_read(tmp_path):
    endless = ("x" * 1_000_000 + ",") * 30
    rows = as_csv(ROWS).splitlines(keepends=True)
    path = written(tmp_path / "a.csv", "".join([*rows[:1], f"{CANARY}{endless}\n", *rows[1:]]))
    assert told(read(path, "generic")) == [("reading", "", "RowTooLong"), *EXPECTED]
    lines = as_jsonl(ROWS)
    path = written(tmp_path / "a.jsonl", json.dumps({"note": endless}) + "\n" + lines)
    assert told(read(path, "generic")) == [("reading", "", "RowTooLong"), *EXPECTED]


@pytest.mark.parametrize("tail", ["x", "x\n" * 50, "x" * 10_000_001, "x\n" * 6_000_000])
def test_an_open_quotation_mark_is_told_and_swallows_nothing_in_silence(tmp_path, tail):
    path = written(tmp_path / "a.csv", as_csv(ROWS) + f'3003,10,Visit,2025-06-01,"{CANARY} {tail}')
    with pytest.raises(InputError, match="quotation mark left open") as raised:
        read(path, "generic")
    assert CANARY not in str(raised.value)


def test_rows_with_too_many_or_too_few_cells_are_refused(tmp_path):
    content = as_csv(ROWS[:1]) + f"1,2,x,2025-01-01,{CANARY},{CANARY}\n1,3\n"
    reads = read(written(tmp_path / "a.csv", content), "generic")
    assert told(reads)[1:] == [("reading", "", "TooManyCells"), ("mapping", "text", "MissingCell")]
    assert [one.row for one in reads[1:]] == [3, 4]  # as a spreadsheet counts, whatever line breaks a cell holds
    assert CANARY not in repr(reads[1:])


@pytest.mark.parametrize(
    ("line", "error"),
    [('{"note": "' + CANARY, "NotJson"), (f'["{CANARY}"]', "NotJson"), ("[" * 100_000, "NotJson")],
)
def test_a_json_line_that_is_no_row_is_refused(tmp_path, line, error):
    reads = read(written(tmp_path / "a.jsonl", f"{as_jsonl(ROWS[:1])}{line}\n{as_jsonl(ROWS[1:])}"), "generic")
    assert told(reads) == [EXPECTED[0], ("reading", "", error), *EXPECTED[1:]]
    assert CANARY not in repr(reads[1])


def test_a_formula_is_kept_as_it_is_shown_and_written_so_that_nothing_computes_it(tmp_path):
    formula = '=HYPERLINK("http://x.example","Rowan")'
    rows = [{**ROWS[0], "note": formula}]
    for path in (written(tmp_path / "a.csv", as_csv(rows)), as_xlsx(tmp_path / "a.xlsx", rows)):
        [read_note] = read(path, "generic")
        assert read_note.note.text == formula
    assert formula_safe(formula) == f"'{formula}"
    assert [formula_safe(word) for word in ("+1", "-1", "@x", "\tx", "a=1", "")] == [
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "a=1",
        "",
    ]


def test_cells_that_hold_formulas_are_counted(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="no writer of workbooks here: pip install xlsxwriter")
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["person_id", "note"])
    sheet.write(1, 0, "1")
    sheet.write_formula(1, 1, "=1+1", value="Seen at home.")
    book.close()
    table = open_table(str(path))
    assert [row.values for row in table.rows(None)] == [{"person_id": "1", "note": "Seen at home."}]
    assert table.remarks == ("1 cells hold formulas: what the spreadsheet last showed is read.",)


def test_a_workbook_with_several_sheets_of_rows_is_asked_about(tmp_path):
    path = as_xlsx(tmp_path / "a.xlsx", ROWS, sheets=("Notes", "Old"))
    with pytest.raises(InputError, match="2 sheets hold rows"):
        open_table(path)
    assert told(read(path, "generic", sheet="Old")) == EXPECTED
    with pytest.raises(InputError, match="no sheet of the name given"):
        open_table(path, sheet=CANARY)


def test_a_note_as_long_as_a_cell_of_excel_is_told_as_perhaps_cut(tmp_path):
    path = as_xlsx(tmp_path / "a.xlsx", [{**ROWS[0], "note": "Rowan. " * 4_680}, *ROWS[1:]])
    assert survey(path, "generic").may_be_cut == 0
    path = as_xlsx(tmp_path / "b.xlsx", [{**ROWS[0], "note": ("Rowan. " * 5_000)[:32_767]}, *ROWS[1:]])
    assert survey(path, "generic").may_be_cut == 1
    assert "32,767" in "".join(survey(path, "generic").in_words)


def bomb(path, size: int, members: int = 1) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(members):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * size)
    return str(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_opened(tmp_path):
    for name, size, members in (("steep.xlsx", 30_000_000, 1), ("many.xlsx", 1, 2_001)):
        path = bomb(tmp_path / name, size, members)
        with pytest.raises(TooLargeError, match="was not opened"):
            open_table(path)


def test_a_workbook_that_lies_about_its_size_is_refused(tmp_path):
    path = tmp_path / "lie.xlsx"
    bomb(path, 30_000_000)
    real, small = (30_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(real, small))
    with pytest.raises(InputError, match="damaged"):
        refuse_bombs(path)


def test_an_encoding_is_told_by_the_whole_file(tmp_path):
    path = tmp_path / "a.csv"
    for content, encoding in (
        (b"a" * 3_000_000 + "\u2019".encode(), "utf-8"),
        (b"a" * 3_000_000 + b"\x92", "cp1252"),
        (b"a" * ((1 << 20) - 1) + "\u2019\u2019".encode(), "utf-8"),
        (b"caf\xc3", "cp1252"),
        (b"", "utf-8"),
    ):
        path.write_bytes(content)
        assert encoding_of(path) == encoding


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@how(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LINES, min_size=1, max_size=5), delimiter=st.sampled_from(",;\t|"))
def test_any_text_comes_out_as_it_went_in(tmp_path, texts, delimiter):
    rows = [{"child_id": "1", "note_id": str(at), "text": text, "date": ""} for at, text in enumerate(texts)]
    path = tmp_path / "any.csv"
    path.write_text(as_csv(rows, delimiter), encoding="utf-8", newline="")
    assert [row.values["text"] for row in open_table(str(path)).rows(None)] == texts


def test_rows_of_a_sheet_are_numbered_as_it_shows_them(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="no writer of workbooks here: pip install xlsxwriter")
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, cells in ((2, ["person_id", "note"]), (3, ["1", "Seen."]), (6, ["2", "Rang."])):
        sheet.write_row(row, 1, cells)
    book.close()
    rows = list(open_table(str(path)).rows(None))
    assert [(row.number, row.values) for row in rows] == [
        (4, {"person_id": "1", "note": "Seen."}),
        (7, {"person_id": "2", "note": "Rang."}),
    ]
