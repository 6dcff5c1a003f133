"""`wellnoted batch report`: what a batch found, as a page to read, a workbook and plain tables."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Write the page here (.html)."
)
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Write an Excel workbook here, too.")
@click.option(
    "--csv", "tables", type=click.Path(file_okay=False, path_type=Path), help="Write plain tables into this folder."
)
def report(folder: Path, out: Path, xlsx: Path | None, tables: Path | None) -> None:
    """Make the report of a batch out of DIR, where `wellnoted batch run` put its tables.

    The page holds everything it needs and can be printed or sent by itself. It names records by their ids, as the
    input does: keep it as safe as the notes. A batch that is not finished is reported as far as it is.
    """
    from service.doors.batch.report.folder import open_batch
    from service.doors.batch.report.gathering import gather

    batch = open_batch(folder)
    figures = gather(batch)
    if xlsx:
        from service.doors.batch.report.workbook import write_workbook

        write_workbook(batch, figures, xlsx)
    if tables:
        from service.doors.batch.report.plain_tables import write_tables

        write_tables(batch, figures, tables)
    from service.doors.batch.report.page import report_page  # with its pictures 0.5 s
    from service.doors.batch.report.writing import whole_file

    page = report_page(batch, figures)
    with whole_file(out) as path:
        path.write_text(page, encoding="utf-8", newline="\n")
    for written in (out, xlsx, tables):
        if written:
            click.echo(f"{written} is written.", err=True)
