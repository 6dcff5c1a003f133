"""XLSX workbooks, read by calamine: values as the spreadsheet last worked them out, nothing computed, nothing run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from service.doors.tables.archives import refuse_bombs
from service.doors.tables.table import Row, Table, headings
from service.errors import InputError, SettingsError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def open_sheet(path: Path, sheet: str | None = None) -> Table:
    """Return the table in a workbook's one sheet with rows, or in the one named. Its first filled row is its header.

    Unlike other files a sheet is held whole while it is read; it has at most 1,048,576 rows.
    """
    formulas = refuse_bombs(path)
    with _workbook(path) as book:
        name = _chosen(path, book, sheet)
        _number, cells = next(_filled(book.get_sheet_by_name(name)), (0, []))
        columns = headings(cells)
    remarks = (f"{formulas:,} cells hold formulas: what the spreadsheet last showed is read.",) if formulas else ()
    return Table(str(path), columns, partial(_rows, path, name, columns), remarks=remarks)


def _chosen(path: Path, book: CalamineWorkbook, sheet: str | None) -> str:
    names: list[str] = book.sheet_names
    if sheet is not None:
        if sheet not in names:
            msg = f"{path}: has no sheet of the name given ({len(names)} others). Check its spelling."
            raise InputError(msg)
        return sheet
    filled = [name for name in names if book.get_sheet_by_name(name).height > 1]
    if not filled:
        msg = f"{path}: no sheet has rows below a header. Is it the right file?"
        raise InputError(msg)
    if len(filled) > 1:
        msg = f'{path}: {len(filled)} sheets hold rows. Name the one to read: sheet = "Notes" in the mapping.'
        raise InputError(msg)
    return filled[0]


def _rows(path: Path, name: str, columns: tuple[str, ...], used: Collection[str] | None) -> Iterator[Row]:
    with _workbook(path) as book:
        for number, cells in islice(_filled(book.get_sheet_by_name(name)), 1, None):
            values = zip(columns, cells, strict=False)
            yield Row(number, {name: cell for name, cell in values if used is None or name in used})


def _filled(sheet: CalamineSheet) -> Iterator[tuple[int, Sequence[object]]]:
    """Return the rows that hold something, numbered as the sheet shows them."""
    return ((number, cells) for number, cells in enumerate(sheet.iter_rows(), 1) if any(cell != "" for cell in cells))


def _workbook(path: Path) -> CalamineWorkbook:
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        msg = "Workbooks need one more package. Run pip install 'wellnoted[sheets]'."
        raise SettingsError(msg) from None
    try:
        return load_workbook(path)
    except CalamineError as error:
        kind = "locked with a password" if type(error).__name__ == "PasswordError" else "not a workbook, or damaged"
        msg = f"{path}: {kind}. Save it again as .xlsx without a password."
        raise InputError(msg) from None
