"""The tables as CSV that a spreadsheet can open without running anything that is in them."""

from __future__ import annotations

import csv
from pathlib import Path

from service.doors.batch.report import columns
from service.doors.batch.report.columns import Cell, Sheet
from service.doors.batch.report.folder import BatchFolder
from service.doors.batch.report.gathering import Figures
from service.doors.batch.report.writing import whole_file

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would take for a formula, or for the rest of one."""


def write_tables(folder: BatchFolder, figures: Figures, out: Path) -> None:
    """Write notes.csv, records.csv, findings.csv and checks.csv into a folder, each whole or not at all."""
    sheets = {
        "notes.csv": columns.notes(folder),
        "records.csv": columns.records(folder),
        "findings.csv": columns.every_finding(folder),
        "checks.csv": columns.by_check(figures),
    }
    for name, sheet in sheets.items():
        with whole_file(out / name) as path:
            _write(sheet, path)


def _write(sheet: Sheet, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(sheet.head)
        for row in sheet.rows():
            lines.writerow([_safe(cell) for cell in row])


def _safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs: words that begin like a formula get an apostrophe before them."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUNS) else cell
