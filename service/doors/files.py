"""Notes from files: plain text, one Note as JSON, or many as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.analyse import refuse_unreadable
from service.errors import InputError
from service.note import Note, read_note
from service.settings import settings

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A note and where it came from: a file's name, with the line in a .jsonl file."""

    name: str
    note: Note


def read_files(names: Sequence[str], details: Mapping[str, object]) -> list[Source]:
    """Read every file before anything is reviewed, so that a bad one leaves nothing half done.

    `details` are fields of a Note for plain-text files, such as `{"reader": "family"}`.
    Raises InputError that lists each unreadable file, at most ten, by path and line.
    """
    sources: list[Source] = []
    problems: list[str] = []
    for name in names:
        try:
            sources += _read(name, details)
        except InputError as error:
            problems.append(str(error))
    if problems:
        shown = problems[:10] + ([f"and {len(problems) - 10} more"] if len(problems) > 10 else [])  # noqa: PLR2004
        raise InputError("\n".join([*shown, "Nothing was reviewed."] if len(names) > 1 else shown))
    return sources


def _read(name: str, details: Mapping[str, object]) -> list[Source]:
    text = _decoded(name)
    shape = Path(name).suffix.lower()
    if shape == ".jsonl" or (name == STANDARD_INPUT and _is_json_lines(text)):
        return list(_lines(name, text))
    if shape == ".json" or (name == STANDARD_INPUT and text.lstrip().startswith("{")):
        return [Source(name, _note(name, _json(name, text)))]
    return [Source(name, _note(name, {"text": text, **details}))]


def _decoded(name: str) -> str:
    data = _bytes(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        msg = f"{name}:{line}: not UTF-8 at byte {error.start}. Save the file as UTF-8 and try again."
        raise InputError(msg) from None


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        msg = f"{name}: cannot be read ({error.strerror}). Check the path and its permissions."
        raise InputError(msg) from None


def _is_json_lines(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines)


def _lines(name: str, text: str) -> Iterator[Source]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{name}:{number}"
            yield Source(where, _note(where, _json(where, line)))


def _json(where: str, text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        msg = f"{where}: not JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        raise InputError(msg) from None
    except RecursionError:
        msg = f"{where}: nested too deeply to be a Note."
        raise InputError(msg) from None


def _note(where: str, data: object) -> Note:
    try:
        note = read_note(data)
        refuse_unreadable(note, settings())
    except InputError as error:
        msg = f"{where}: {error}"
        raise InputError(msg) from None
    return note
