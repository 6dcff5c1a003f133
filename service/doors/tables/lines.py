"""JSON lines: an object a row, each naming its own columns."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from service.doors.tables.table import MOST_ROW_CHARS, Row, Table

_SAMPLE_ROWS = 100
_BLOCK_BYTES = 65_536


def open_lines(path: Path) -> Table:
    """Return the table in a .jsonl file; its columns are those of the first 100 rows."""
    columns: dict[str, None] = {}
    for row in islice(_rows(path, None), _SAMPLE_ROWS):
        columns.update(dict.fromkeys(row.values or ()))
    return Table(str(path), tuple(columns), partial(_rows, path), is_loose=True)


def _rows(path: Path, used: Collection[str] | None) -> Iterator[Row]:
    number = 0
    with path.open("rb") as file:
        while line := file.readline(MOST_ROW_CHARS + 1):
            number += 1
            if len(line) > MOST_ROW_CHARS:
                while line and not line.endswith(b"\n"):
                    line = file.readline(_BLOCK_BYTES)
                yield Row(number, None, "RowTooLong", f"has more than {MOST_ROW_CHARS:,} bytes.")
            elif line.strip():
                yield _row(number, line, used)


def _row(number: int, line: bytes, used: Collection[str] | None) -> Row:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Row(number, None, "NotUnicode", f"not UTF-8 at byte {error.start}.")
    except json.JSONDecodeError as error:
        return Row(number, None, "NotJson", f"not JSON at character {error.pos}: {error.msg}.")
    except (RecursionError, ValueError):
        return Row(number, None, "NotJson", "not a JSON object of a note.")
    if not isinstance(values, dict):
        return Row(number, None, "NotJson", "not a JSON object.")
    if used is not None:
        values = {name: value for name, value in values.items() if name in used}
    return Row(number, values)
