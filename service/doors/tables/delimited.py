"""CSV as case systems and spreadsheets write it: encoding and delimiter found, line breaks in cells, endless lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TextIO

from service.doors.tables.encodings import ANY, encoding_of
from service.doors.tables.table import MOST_ROW_CHARS, Row, Table, folded, headings
from service.errors import InputError

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARS = 65_536
_SAMPLE_ROWS = 50
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|:^~])\r?\n?", re.IGNORECASE)  # Excel's own first line, which is no header


class _TooLong(Exception):  # noqa: N818 - it never leaves this file
    """A row is longer than is held."""


class _OpenQuote(Exception):  # noqa: N818
    """The file ends within quotation marks."""


def open_delimited(path: Path, wanted: Sequence[str] = (), encodings: frozenset[str] = ANY) -> Table:
    """Return the table in a .csv or .tsv file. `wanted` are headings that help to tell the delimiter."""
    csv.field_size_limit(MOST_ROW_CHARS)
    encoding = encoding_of(path, encodings)
    try:
        with path.open(encoding=encoding, newline="") as file:
            sample = file.read(_SAMPLE_CHARS)
    except UnicodeError:
        raise _not_readable(path, encoding, 0) from None
    separator = _SEPARATOR_LINE.match(sample)
    delimiter = separator[1] if separator else _delimiter(sample, wanted)
    before = 1 if separator else 0
    columns = _header(sample[separator.end() if separator else 0 :], delimiter)
    remarks = () if encoding != "cp1252" else ("The file is not UTF-8; it was read as Windows-1252.",)
    return Table(str(path), columns, partial(_rows, path, encoding, delimiter, before, columns), remarks=remarks)


def _delimiter(sample: str, wanted: Sequence[str]) -> str:
    """Return the delimiter that gives most of the wanted headings, then most columns, then the most even rows."""
    names = {folded(name) for name in wanted}

    def score(mark: str) -> tuple[int, int, int]:
        header = _header(sample, mark)
        known = len(names & {folded(name) for name in header})
        even = sum(
            len(cells) == len(header)
            for cells in islice(csv.reader(StringIO(sample, newline=""), delimiter=mark), _SAMPLE_ROWS)
        )
        return known, len(header), even

    return max(_DELIMITERS, key=score)


def _header(sample: str, delimiter: str) -> tuple[str, ...]:
    reader = csv.reader(StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    return headings(next(reader, []))


def _rows(  # noqa: PLR0913, PLR0917 - all but `used` are what was found out of the file
    path: Path, encoding: str, delimiter: str, before: int, columns: Sequence[str], used: Collection[str] | None
) -> Iterator[Row]:
    number = 1
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter)
        for _ in range(before):
            file.readline()
        try:
            for number, cells in enumerate(_records(reader, lines), 1 + before):
                if number > 1 + before and cells != []:
                    yield _row(number, columns, cells, used)
        except UnicodeError:
            raise _not_readable(path, encoding, number) from None
        except (csv.Error, _OpenQuote):
            msg = f"{path}: not CSV after row {number}. Is a quotation mark left open?"
            raise InputError(msg) from None


def _records(reader: Iterator[list[str]], lines: _Lines) -> Iterator[list[str] | None]:
    """Return the records; None for one that is too long, of which nothing is kept."""
    while True:
        lines.begin_row()
        try:
            yield next(reader)
        except _TooLong:
            yield None
        except StopIteration:
            return


def _row(number: int, columns: Sequence[str], cells: Sequence[str] | None, used: Collection[str] | None) -> Row:
    if cells is None:
        why = f"has more than {MOST_ROW_CHARS:,} characters. Is a quotation mark left open?"
        return Row(number, None, "RowTooLong", why)
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        why = f"has {len(cells)} cells; the first row names {len(columns)} columns."
        return Row(number, None, "TooManyCells", why)
    values = zip(columns, cells, strict=False)
    return Row(number, dict(values) if used is None else {name: cell for name, cell in values if name in used})


def _not_readable(path: Path, encoding: str, number: int) -> InputError:
    name = {"cp1252": "UTF-8 or Windows-1252"}.get(encoding, encoding.removesuffix("-sig").upper())
    return InputError(f"{path}: not {name} after row {number}. Save the file as UTF-8 and try again.")


class _Lines:
    """The lines of a file, for a reader of CSV that asks for more of them while a quotation mark is open."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.begin_row()

    def begin_row(self) -> None:
        """Forget the row before."""
        self._chars = self._quotes = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MOST_ROW_CHARS + 1)
        if not line:
            if self._chars:
                raise _OpenQuote
            raise StopIteration
        self._chars += len(line)
        self._quotes += line.count('"')
        if self._chars > MOST_ROW_CHARS:
            self._pass_over(line)
            raise _TooLong
        return line

    def _pass_over(self, line: str) -> None:
        """Read on to the row's end: a line break with as many quotation marks opened as closed."""
        while not (line.endswith(("\n", "\r")) and self._quotes % 2 == 0):
            line = self._file.readline(_SAMPLE_CHARS)
            if not line:
                if self._quotes % 2:
                    raise _OpenQuote
                return
            self._quotes += line.count('"')
