"""`wellnoted batch …`: many notes at once."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.doors.batch.report.command import report
from service.errors import InputError

if TYPE_CHECKING:  # what a command needs it imports itself, so that --help is quick
    from collections.abc import Iterator, Mapping, Sequence

    from service.doors.batch.pool import Stop
    from service.doors.tables.proposing import Proposal
    from service.doors.tables.table import Values

_ROWS_LOOKED_AT = 200
_ROWS_SHOWN = 5
_CHARS_SHOWN = 70
_TYPES_SHOWN = 20
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")  # some would move or recolour a terminal
NOT_USABLE_YET = 2
DONE, WITH_REFUSALS, STOPPED = 0, 3, 4


@click.group()
def batch() -> None:
    """Review many notes at once, out of an export or a database."""


batch.add_command(report)


@batch.command("map")
@click.argument("file")
@click.option("--query", help="The rows to look at, where FILE is the URL of a database.")
@click.option("--sheet", help="The sheet to look at, in a workbook with several.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the mapping here.")
def map_columns(file: str, query: str | None, sheet: str | None, out: Path | None) -> None:
    """Propose which column of FILE holds what, and show five rows read that way.

    FILE is a .csv, .xlsx, .parquet or .jsonl file, or the URL of a database. The mapping goes to standard output, or
    to --out; the rows, which are of children, go to the terminal only. Exit code 2: a column that must be there was
    not found.
    """
    from service.doors.tables.mapping import refuse_lone_column
    from service.doors.tables.opening import open_table
    from service.doors.tables.proposing import propose

    table = open_table(file, query=query, sheet=sheet)
    refuse_lone_column(table)
    rows = [row.values for row in islice(table.rows(None), _ROWS_LOOKED_AT) if row.values is not None]
    proposal = propose(table.columns, rows)
    _show_rows(proposal.columns, rows[:_ROWS_SHOWN])
    _say(table.remarks, proposal)
    _write(proposal.in_toml(), out)
    if proposal.missing:
        sys.exit(NOT_USABLE_YET)


@batch.command("run")
@click.argument("source", metavar="INPUT")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the tables.")
@click.option("--mapping", default="generic", show_default=True, help="What columns hold: a preset or a .toml file.")
@click.option("--query", help="The rows to review, where INPUT is the URL of a database.")
@click.option("--sheet", help="The sheet to review, in a workbook with several.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that share the work; by default one a core.")
@click.option(
    "--rows-a-unit",
    type=click.IntRange(1),
    default=500,
    show_default=True,
    help="About how many rows are done before they are kept: a kill loses no more a worker.",
)
@click.option(
    "--engine",
    type=click.Choice(("processes", "spark")),
    default="processes",
    show_default=True,
    help="What shares the work.",
)
@click.option("--master", default="local[*]", show_default=True, help="Where Spark is, with --engine spark.")
@click.option("--include-text", is_flag=True, help="Put the notes' words into the tables. They are left out otherwise.")
@click.option("--accept-refused", is_flag=True, help="Go on where more than 1% of rows cannot be read.")
@click.option("--fresh", is_flag=True, help="Throw away the tables that lie in the folder, and begin anew.")
def run_batch(source: str, mapping: str, workers: int | None, **asked: Any) -> None:  # noqa: ANN401 - as click passes them
    """Review all notes of INPUT and write tables of what was seen.

    INPUT is a .csv, .xlsx, .parquet or .jsonl file, or the URL of a database. Run the same command again after a stop:
    it goes on, and does nothing twice. Ctrl-C finishes what is at hand; a second one drops it.
    Exit code 0: done; 2: nothing was done; 3: done, with rows refused; 4: stopped, and can go on.
    """
    from service.doors.batch.job import Asked
    from service.doors.batch.pool import Stop
    from service.doors.batch.progress import progress_for
    from service.doors.batch.runner import Stopped, run
    from service.doors.batch.summary import in_words
    from service.doors.tables.mapping import column_map
    from service.settings import settings

    wanted = Asked(source, mapping=column_map(mapping), workers=workers or _cores(), **asked)
    progress, stop = progress_for(sys.stderr), Stop()
    with _heard(stop):
        outcome = run(wanted, settings(), progress, stop)
    if isinstance(outcome, Stopped):
        click.echo(f"{outcome.why}\nNext: run the same command again.")
        sys.exit(STOPPED)
    click.echo("\n".join(in_words(wanted, outcome)))
    sys.exit((WITH_REFUSALS if outcome.counts.refused else DONE) if outcome.is_complete else STOPPED)


def _cores() -> int:
    """Return how many cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _heard(stop: Stop) -> Iterator[None]:
    """Let Ctrl-C and TERM ask to stop: the first time after the units at hand, then at once."""

    def ask(_number: int, _frame: object) -> None:
        stop.ask()

    names = (name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))
    before = {number: signal.signal(number, ask) for number in (getattr(signal, name) for name in names)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _show_rows(columns: Mapping[str, str], rows: Sequence[Values]) -> None:
    for number, values in enumerate(rows, 1):
        click.echo(f"row {number} of those shown", err=True)
        for name, column in columns.items():
            click.echo(f"  {name:<16} {_shown(values.get(column))}", err=True)
    click.echo("", err=True)


def _shown(value: object) -> str:
    from service.doors.tables.markup import plain_text

    words = plain_text(value).text if isinstance(value, str) else "" if value is None else str(value)
    line = _CONTROLS.sub(" ", words)
    return line if len(line) <= _CHARS_SHOWN else f"{line[:_CHARS_SHOWN]}… ({len(line):,} characters)"


def _say(remarks: Sequence[str], proposal: Proposal) -> None:
    for remark in remarks:
        click.echo(remark, err=True)
    if proposal.missing:
        click.echo(f"No column seems to hold {' or '.join(proposal.missing)}: name it under [columns].", err=True)
    if proposal.unknown_types:
        shown = [_shown(name) for name in proposal.unknown_types[:_TYPES_SHOWN]]
        more = len(proposal.unknown_types) - len(shown)
        words = "; ".join(shown) + (f"; and {more} more" if more else "")
        click.echo(f"Record types to name under [record_types]: {words}", err=True)


def _write(toml: str, out: Path | None) -> None:
    if out is None:
        click.echo(toml, nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(toml)
    except FileExistsError:
        msg = f"{out}: is there already. Name another file, or delete it first."
        raise InputError(msg) from None
    except OSError as error:
        msg = f"{out}: cannot be written ({error.strerror}). Check the folder and its permissions."
        raise InputError(msg) from None
