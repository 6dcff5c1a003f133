"""`wellnoted history …`: notes fed in and taken out, and what is stored told in counts and dates."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # what a command needs it imports itself, so that --help is quick
    from service.doors.history_feeding import Fed, Read
    from service.doors.history_rows import Row
    from service.history.history import History, Status

UNUSABLE_ROWS = 2
STOPPED = 130  # as a shell says of a program that Ctrl-C ended


@click.group()
def history() -> None:
    """Keep fingerprints of earlier notes, so that copied text is found without sending them again.

    WELLNOTED_HISTORY says where: on, the path of a file, or the URL of a PostgreSQL database.
    No text is kept, and nothing can be read without the key file.
    """


@history.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--day-first", is_flag=True, help="Dates are written as 12/03/2025 where not as 2025-03-12.")
def add(files: tuple[str, ...], day_first: bool) -> None:  # noqa: FBT001 - click passes flags by keyword
    """Add notes from .csv, .jsonl or .parquet files, or replace those that have changed.

    Columns: child_id, note_id, text, written_on; if there, also household (children whose notes are
    compared under one key) and keep_until (the note's last day). Run it again at any time: what is stored and
    unchanged is passed over. Exit code 0: all rows are stored; 2: some could not be used.
    """
    from service.doors.history_feeding import Fed, Progress, feed
    from service.doors.history_rows import open_feed

    feeds = [open_feed(name) for name in files]  # every file is looked at before anything is stored
    fed, progress = Fed(), Progress(sys.stderr)
    with _opened() as store:
        try:
            for rows in feeds:
                feed(store, _read(rows, day_first=day_first), fed, progress.tell)
        except KeyboardInterrupt:
            progress.clear()
            click.echo(f"Stopped. {fed.in_words}. Run it again to go on.", err=True)
            sys.exit(STOPPED)
        finally:
            progress.clear()
    click.echo(fed.in_words)
    if fed.bad:
        _tell_bad_rows(fed)
        sys.exit(UNUSABLE_ROWS)


@history.command()
@click.argument("child")
@click.argument("note")
def remove(child: str, note: str) -> None:
    """Delete one note of a child."""
    with _opened() as store:
        click.echo("The note is deleted." if store.remove(child, note) else "There was no such note.")


@history.command()
@click.argument("child")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(child: str, yes: bool) -> None:  # noqa: FBT001
    """Delete all notes of a child, and its key. Back-ups of the store are yours to delete."""
    with _opened() as store:
        if not yes:
            notes = store.status(child).notes
            click.confirm(f"Delete what is stored of this child ({_count(notes)})? It cannot be undone.", abort=True)
        store.erase(child)
    click.echo("Nothing of this child is stored.")


@history.command()
@click.argument("child", required=False)
def status(child: str | None) -> None:
    """Say how many notes are stored, of one child or in all, and from when."""
    with _opened() as store:
        click.echo(_in_words(store.totals() if child is None else store.status(child)))


@history.command()
@click.argument("new_key_file", type=click.Path(dir_okay=False, path_type=Path))
def rekey(new_key_file: Path) -> None:
    """Put every key under a new key file, made if it is not there. Stopped half-way, run it again.

    Stop the service before, and set WELLNOTED_HISTORY_KEY_FILE to the new file after.
    """
    with _opened() as store:
        store.rekey(new_key_file)
    click.echo("Done. Set WELLNOTED_HISTORY_KEY_FILE to the new file; the old one opens nothing any more.")


@history.command()
@click.argument("child")
@click.argument("file")
def reconcile(child: str, file: str) -> None:
    """Delete a child's notes that are not in FILE: what the case system no longer has.

    FILE is a text file with a note's id in each line, or a .csv, .jsonl or .parquet file with a column note_id.
    """
    from service.doors.history_columns import live_ids

    live = live_ids(file, child)
    with _opened() as store:
        gone = store.reconcile(child, live)
    click.echo(f"{_count(gone)} deleted.")


@history.command()
def expire() -> None:
    """Delete the notes whose keep_until is past. Run it daily where notes have one."""
    with _opened() as store:
        gone = store.expire(date.today())  # noqa: DTZ011 - a last day is meant where the program runs
    click.echo(f"{_count(gone)} deleted.")


def _opened() -> History:
    from service.doors.history_setting import open_chosen
    from service.settings import settings

    return open_chosen(settings())


def _read(rows: Iterator[Row], *, day_first: bool) -> Iterator[Read]:
    from service.doors.history_columns import to_earlier

    for row in rows:
        yield row.where, to_earlier(row, day_first=day_first)


def _tell_bad_rows(fed: Fed) -> None:
    for line in fed.bad_in_words:
        click.echo(line, err=True)
    if fed.is_hopeless:
        click.echo("Too many rows could not be used: the rest of the file was left.", err=True)
    click.echo("All other rows are stored. Mend these and run it again.", err=True)


def _in_words(status: Status) -> str:
    dates = f", {_day(status.first)} to {_day(status.last)}" if status.first and status.last else ""
    old = f" {_count(status.outdated)} from another version: send them again to compare with them."
    return f"{_count(status.notes)}{dates}.{old if status.outdated else ''}"


def _count(notes: int) -> str:
    return "1 note" if notes == 1 else f"{notes:,} notes"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
