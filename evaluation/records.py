"""Whole records about one child, and the passages planted in them; the format is in `gold/RECORDS.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from evaluation.gold_notes import GOLD
from service.errors import InputError
from service.note import Span

RECORDS = GOLD / "records-r1.txt"

PasteKind = Literal["verbatim", "swap", "edited", "restated", "purpose"]

_PASTE = re.compile(r"\{\{(?P<note>\S+) (?P<kind>verbatim|swap|edited|restated|purpose)\|(?P<words>[^{}]*)\}\}")


@dataclass(frozen=True, slots=True)
class Paste:
    """A passage of a note that also stands in the note `source`, and how alike the two are."""

    span: Span
    source: str
    kind: PasteKind


@dataclass(frozen=True, slots=True)
class RecordNote:
    """One note of a record, its text without the mark-up."""

    note_id: str
    record_type: str
    written_on: date
    author: str
    title: str
    text: str
    pastes: tuple[Paste, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One child's notes in the order of their dates.

    `child` and `family` stand as written after the tags; `expected` holds what a reviewer should
    be told, as pairs of the word after `@expect` and the rest of the line.
    """

    record_id: str
    child: str
    family: str
    linked: str | None
    notes: tuple[RecordNote, ...]
    expected: tuple[tuple[str, str], ...]


def read_records(path: Path = RECORDS) -> tuple[Record, ...]:
    """Return the records of one file, in order."""
    return tuple(_record(path, block) for block in _blocks(path))


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line == "@endrecord":
            yield block
            block = []
        elif block or line.startswith("@record "):
            block.append((number, line))


def _record(path: Path, block: list[tuple[int, str]]) -> Record:
    known = dict.fromkeys(("record", "child", "family", "linked"), "")
    expected: list[tuple[str, str]] = []
    notes: list[RecordNote] = []
    inside: list[tuple[int, str]] = []
    for number, line in block:
        if line == "@end":
            notes.append(_note(path, inside))
            inside = []
        elif inside or line.startswith("@note "):
            inside.append((number, line))
        elif line.startswith("@"):
            tag, _, rest = line[1:].partition(" ")
            if tag == "expect":
                what, _, where = _bare(rest).partition(" ")
                expected.append((what, where))
            else:
                known[tag] = _bare(rest) if tag == "linked" else rest.strip()
    return Record(
        known["record"], known["child"], known["family"], known["linked"] or None, tuple(notes), tuple(expected)
    )


def _bare(line: str) -> str:
    """Return a line of data without the remark in brackets behind it."""
    return re.sub(r"\s{2,}\(.*\)\s*\Z", "", line).strip()


def _note(path: Path, block: list[tuple[int, str]]) -> RecordNote:
    known: dict[str, str] = {}
    lines: list[str] = []
    for _, line in block:
        if line.startswith("@") and not lines:
            tag, _, rest = line[1:].partition(" ")
            known[tag] = rest.strip()
        else:
            lines.append(line)
    text, pastes = unmark_pastes("\n".join(lines))
    if "{{" in text or "}}" in text:
        message = f"{path.name}:{block[0][0]}: a passage of this note is not marked as RECORDS.md describes"
        raise InputError(message)
    return RecordNote(
        note_id=known["note"],
        record_type=known["type"],
        written_on=date.fromisoformat(known["date"]),
        author=known.get("author", ""),
        title=known.get("title", ""),
        text=text,
        pastes=pastes,
    )


def unmark_pastes(marked: str) -> tuple[str, tuple[Paste, ...]]:
    """Return the text without its {{marks}}, and the passages they named."""
    plain = ""
    pastes: list[Paste] = []
    last = 0
    for found in _PASTE.finditer(marked):
        plain += marked[last : found.start()]
        start = len(plain)
        plain += found["words"]
        kind: PasteKind = found["kind"]  # type: ignore[assignment]
        pastes.append(Paste(Span(start, len(plain)), found["note"], kind))
        last = found.end()
    return plain + marked[last:], tuple(pastes)
