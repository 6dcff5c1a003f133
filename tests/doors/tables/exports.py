"""Exports as files, made for the tests: the same three notes in every form that is read."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from service.doors.tables.mapping import ColumnMap, column_map
from service.doors.tables.notes import ReadNote, Refused, read_notes
from service.doors.tables.opening import open_table
from service.doors.tables.survey import Survey, decide_days, look_over
from service.settings import Settings

CANARY = "Zebedeequill"
CHOSEN = Settings(_env_file=None)
BODY = 'Rowan said "it is quieter here".\r\n\r\nHe shares a room; they talk, at night – café.'
ROWS = [
    {"person_id": "1001", "id": "7", "note_type": "Home visit", "created_on": "2025-03-12", "note": BODY},
    {"person_id": "1001", "id": "8", "note_type": "Supervision", "created_on": "2025-04-02", "note": "Plan discussed."},
    {"person_id": "2002", "id": "9", "note_type": "Phone call", "created_on": "2025-05-13", "note": "School rang."},
]


def as_csv(rows, delimiter: str = ",") -> str:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_parquet(path: Path, rows) -> str:
    pyarrow = pytest.importorskip("pyarrow", reason="no reader of Parquet here: pip install pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return str(path)


def as_xlsx(path: Path, rows, sheets: tuple[str, ...] = ("Notes",)) -> str:
    pytest.importorskip("python_calamine", reason="no reader of workbooks here: pip install python-calamine")
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="no writer of workbooks here: pip install xlsxwriter")
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    for name in sheets:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row.values()):
                sheet.write(number, at, value)
    book.close()
    return str(path)


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def read(source: str, mapping: str | ColumnMap = "mosaic", **how) -> list[ReadNote | Refused]:
    chosen = column_map(mapping) if isinstance(mapping, str) else mapping
    table = open_table(source, **how)
    return list(read_notes(table, chosen, decide_days(table, chosen), CHOSEN))


def survey(source: str, mapping: str = "mosaic") -> Survey:
    return look_over(open_table(source), column_map(mapping), CHOSEN)


def told(reads) -> list[tuple]:
    """What became of each row, to compare: the note's own fields, or why there is none."""
    return [_told(one) for one in reads]


def _told(one) -> tuple:
    if isinstance(one, Refused):
        return (one.stage, one.field, one.error)
    note = one.note
    return (note.child_id, note.note_id, note.record_type, str(note.written_on), note.text)
