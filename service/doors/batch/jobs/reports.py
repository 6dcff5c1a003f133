"""What can be had of a finished batch: the page, a workbook, plain tables, and the tables as they are."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from service.doors.batch.jobs.intake import REPORTS
from service.errors import SettingsError

_HEAD_CHARS = 2_000
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
_NOTHING = " 'none'"
_SHUT = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def write_reports(tables: Path, into: Path) -> None:
    """Write each report, whole or not at all; a workbook only where its library is installed."""
    from service.doors.batch.report.folder import open_batch  # with its pictures 0.5 s
    from service.doors.batch.report.gathering import gather
    from service.doors.batch.report.page import report_page
    from service.doors.batch.report.plain_tables import write_tables
    from service.doors.batch.report.workbook import write_workbook
    from service.doors.batch.report.writing import whole_file

    batch = open_batch(tables)
    figures = gather(batch)
    with whole_file(into / REPORTS["html"]) as page:
        page.write_text(report_page(batch, figures), encoding="utf-8", newline="\n")
    with suppress(SettingsError):
        write_workbook(batch, figures, into / REPORTS["xlsx"])
    with TemporaryDirectory(prefix=".csv-", dir=into) as plain:
        write_tables(batch, figures, Path(plain))
        _pack(Path(plain), "*.csv", into / REPORTS["csv"], ZIP_DEFLATED)
    _pack(tables, "**/part-*.parquet", into / REPORTS["parquet"], ZIP_STORED)  # they are packed already


def _pack(folder: Path, pattern: str, out: Path, how: int) -> None:
    from service.doors.batch.report.writing import whole_file

    with whole_file(out) as path, ZipFile(path, "x", compression=how) as packed:
        for file in sorted(folder.glob(pattern)):
            packed.write(file, file.relative_to(folder))


def policy_of(report: Path) -> str:
    """Return a report's content policy, which names the one style that it may use, and shuts it off from the service.

    The style is the report's own, not that of the program that serves it by now.
    """
    with report.open(encoding="utf-8") as file:
        head = file.read(_HEAD_CHARS)
    hashes = "".join(f" {found}" for found in _HASH.findall(head)[:1])
    return f"default-src 'none'; style-src{hashes or _NOTHING}; {_SHUT}"
