"""`wellnoted batch …`: many notes at once."""

from __future__ import annotations

import re
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.errors import InputError

if TYPE_CHECKING:  # what a command needs it imports itself, so that --help is quick
    from collections.abc import Mapping, Sequence

    from service.doors.tables.proposing import Proposal
    from service.doors.tables.table import Values

_ROWS_LOOKED_AT = 200
_ROWS_SHOWN = 5
_CHARS_SHOWN = 70
_TYPES_SHOWN = 20
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")  # some would move or recolour a terminal
NOT_USABLE_YET = 2


@click.group()
def batch() -> None:
    """Review many notes at once, out of an export or a database."""


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
    from service.doors.tables.opening import open_table
    from service.doors.tables.proposing import propose

    table = open_table(file, query=query, sheet=sheet)
    rows = [row.values for row in islice(table.rows(None), _ROWS_LOOKED_AT) if row.values is not None]
    proposal = propose(table.columns, rows)
    _show_rows(proposal.columns, rows[:_ROWS_SHOWN])
    _say(table.remarks, proposal)
    _write(proposal.in_toml(), out)
    if proposal.missing:
        sys.exit(NOT_USABLE_YET)


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
