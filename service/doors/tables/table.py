"""What a table is, whatever it is read from: named columns, and rows that can be read more than once."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

MOST_ROW_CHARS = 10_000_000
"""A longer row is refused without being held: an open quotation mark makes one row of the rest of a file."""

Values = Mapping[str, object]
Rows = Callable[[Collection[str] | None], Iterator["Row"]]

_NOT_IN_A_NAME = re.compile(r"[\W_]+")


class Row(NamedTuple):
    """A row's number and its values by column; None where it could not be parted, with what went wrong.

    Rows are counted as a spreadsheet shows them: the header is row 1. JSON lines, Parquet and databases have no
    header and begin with 1. `error` is a word to count by, `why` a sentence; neither repeats the row.
    """

    number: int
    values: Values | None
    error: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as they are headed, and `rows(used)`, which begins anew each time and reads no more than is used.

    `is_loose` where a row names its own columns, so that `columns` holds those of the first rows only.
    `remarks` are for whoever sent the table.
    """

    name: str
    columns: tuple[str, ...]
    rows: Rows
    is_loose: bool = False
    remarks: tuple[str, ...] = ()


def folded(name: str) -> str:
    """Return a heading as it is compared: "Person ID", "person_id" and "PersonID" are one."""
    return _NOT_IN_A_NAME.sub("", name).casefold()


def headings(cells: Iterable[object]) -> tuple[str, ...]:
    """Return the names of columns, each once: a second "Date" is "Date (2)", one without a name "column 4"."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = str(cell).strip() if cell is not None and str(cell).strip() else f"column {number}"
        same = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({same + 1})" if same else name)
    return tuple(names)
