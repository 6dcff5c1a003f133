"""Cells as exports write them: ids, words, ages, lists of people."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from service.doors.tables.unusable import Unusable

MOST_ID_CHARS = 200
EXCEL_CUTS_AT = 32_767
"""The most characters that a cell of Excel holds; what is longer it cuts without a word."""

_MOST_EXACT = 2**53  # from here on a spreadsheet's numbers lose digits
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r"\s*[;\n|]\s*")
_WITH_ROLE = re.compile(r"([^()]+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def identifier(value: object) -> str:
    """Return an id as text. Raises Unusable."""
    written = _whole_number(value) if isinstance(value, int | float | Decimal) else value
    if isinstance(written, UUID):
        return str(written)
    if written is None or (isinstance(written, str) and not written.strip()):
        msg = "Empty"
        raise Unusable(msg, "is empty.")
    if not isinstance(written, str):
        msg = "NotAnId"
        raise Unusable(msg, "is neither text nor a whole number.")
    return _fitting(written.strip())


def _fitting(written: str) -> str:
    if len(written) > MOST_ID_CHARS:
        msg = "IdTooLong"
        raise Unusable(msg, f"has {len(written)} characters; an id has at most {MOST_ID_CHARS}.")
    if not _is_unicode(written):
        msg = "NotUnicode"
        raise Unusable(msg, "holds half of a surrogate pair.")
    if _SHORTENED.fullmatch(written):
        why = "is a number that a spreadsheet has shortened. Format the column as text and export it again."
        msg = "ShortenedId"
        raise Unusable(msg, why)
    return written


def _whole_number(value: float | Decimal) -> object:
    if isinstance(value, bool) or value != value or value % 1:  # noqa: PLR0124 - NaN, of either kind, is not itself
        return object()
    if isinstance(value, float) and abs(value) >= _MOST_EXACT:
        why = "is a number too long for a spreadsheet. Format the column as text and export it again."
        msg = "ShortenedId"
        raise Unusable(msg, why)
    return str(int(value))


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def words(value: object) -> str | None:
    """Return a short text such as a title or a name, None where the cell is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float | Decimal | UUID) and not isinstance(value, bool):
        return identifier(value) if not isinstance(value, float) or value.is_integer() else str(value)
    if not isinstance(value, str):
        msg = "NotText"
        raise Unusable(msg, "is not text.")
    return value.strip() or None


def listed(value: object) -> tuple[str, ...]:
    """Return the items of a list, or of a cell that parts them by semicolons, bars or line breaks."""
    if isinstance(value, list | tuple):
        return tuple(item for item in map(words, value) if item)
    written = words(value)
    return tuple(filter(None, _BETWEEN_PEOPLE.split(written))) if written else ()


def people(value: object) -> tuple[dict[str, str], ...]:
    """Return names and roles out of "Ann Moss (aunt); Mr Hale (teacher)", or out of a list of objects."""
    items: object = value
    if isinstance(value, str) and value.lstrip().startswith("["):
        items = _decoded(value)
    if isinstance(items, Sequence) and not isinstance(items, str) and all(isinstance(item, dict) for item in items):
        return tuple({key: str(item[key]) for key in ("name", "role") if item.get(key)} for item in items)
    return tuple(_person(item) for item in listed(items))


def _decoded(value: str) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _person(written: str) -> dict[str, str]:
    parted = _WITH_ROLE.fullmatch(written)
    return {"name": parted[1].strip(), "role": parted[2]} if parted else {"name": written}


def formula_safe(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula; write every cell of a CSV through it.

    Source: OWASP, CSV Injection: an apostrophe before = + - @, tab and carriage return.
    """
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
