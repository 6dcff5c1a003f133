"""The report as an Excel workbook: sums first, then every record, what was found, and every note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from service.doors.batch.report import columns
from service.doors.batch.report.columns import Cell, Sheet
from service.doors.batch.report.folder import BatchFolder
from service.doors.batch.report.gathering import Figures
from service.doors.batch.report.plainly import Summary, summary
from service.doors.batch.report.sections import Seen
from service.doors.batch.report.writing import whole_file
from service.errors import SettingsError

MOST_ROWS = 1_048_576  # of a sheet, by the format
MOST_CHARS = 32_767  # of a cell
_CUT = "… (cut here: a cell holds no more)"
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones; the same tables give the same bytes
_FIRST_YEAR = 1900  # of the format
_WIDE, _NARROW, _TEXT = 28, 14, 100


def write_workbook(folder: BatchFolder, figures: Figures, out: Path) -> None:
    """Write the workbook, whole or not at all; it is written row by row and held in memory at no time."""
    xlsxwriter = _library()
    sheets = (
        columns.records(folder),
        columns.by_check(figures),
        columns.record_findings(folder),
        columns.notes(folder),
    )
    # Its own temporary files hold ids of children: they lie beside the workbook and go with it.
    with whole_file(out) as path, TemporaryDirectory(prefix=".rows-", dir=out.parent) as rows:
        options = {
            "constant_memory": True, "tmpdir": rows, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "nan_inf_to_errors": True, "default_date_format": "yyyy-mm-dd",
        }  # fmt: skip
        with xlsxwriter.Workbook(path, options) as book:
            book.set_properties({"title": "Review of notes", "created": _MADE_ON})
            _first_sheet(book, summary(Seen(figures), folder.told, folder.refused), is_complete=folder.is_complete)
            for sheet in sheets:
                _sheet(book, sheet)


def _library() -> Any:  # noqa: ANN401
    try:
        import xlsxwriter  # only a workbook needs it
    except ImportError:
        msg = "A workbook needs one more package. Run pip install 'wellnoted[batch]'."
        raise SettingsError(msg) from None
    return xlsxwriter


def _first_sheet(book: Any, told: Summary, *, is_complete: bool) -> None:  # noqa: ANN401
    sheet = book.add_worksheet("Summary")
    head, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, _TEXT, wrapped)
    at = 0
    for title, sentences in _parts(told, is_complete=is_complete):
        sheet.write_string(at, 0, title, head)
        for sentence in sentences:
            at += 1
            sheet.write_string(at, 0, sentence, wrapped)
        at += 2


def _parts(told: Summary, *, is_complete: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not is_complete:
        yield "This review is not finished", ("What follows is about the part that is done, and may change.",)
    yield "What was read", told.read
    yield "What stands out", told.stands_out
    yield "What is good practice", told.good
    yield "What to do first", told.first


def _sheet(book: Any, given: Sheet) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(given.name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, len(given.head) - 1, _NARROW)
    for column, name in enumerate(given.head):
        sheet.write_string(0, column, name, head)
    for at, row in enumerate(given.rows(), 1):
        if at == MOST_ROWS - 1:
            sheet.write_string(
                at, 0, "A sheet holds no more rows: the rest is in the plain tables and the Parquet parts."
            )
            break
        for column, cell in enumerate(row):
            _write(sheet, at, column, cell)


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401
    """Write a cell as what it is: words always as words, whatever they begin with."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell if len(cell) <= MOST_CHARS else cell[: MOST_CHARS - len(_CUT)] + _CUT)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell) if cell.year >= _FIRST_YEAR else sheet.write_string(
            row, column, f"{cell}"
        )
    elif cell is not None:
        sheet.write_number(row, column, cell)
