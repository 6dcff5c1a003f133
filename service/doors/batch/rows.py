"""What was seen in a child's record, as rows: figures and places always, words only where text is included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

from service.doors.tables.notes import ReadNote
from service.finding import Finding, Passage
from service.note import Note, RecordType
from service.reading.guidance.record_types import record_types
from service.record.check import RecordFinding, record_checks
from service.record.chronology import ChronologyLine
from service.record.measures import NoteMeasures
from service.record.record import Entry
from service.record.review import RecordReview
from service.settings import Settings

Row = dict[str, Any]


class Names:
    """The ids of a child's notes and of the linked ones, which may be the same ids: those have others meanwhile.

    A note without an id is named by its row, which no other note of the batch has.
    """

    def __init__(self, notes: Sequence[ReadNote], linked: Sequence[ReadNote]) -> None:
        self._linked = {f"linked row {each.row}": each for each in sorted(linked, key=lambda each: each.row)}
        self.read = {_named(each): each for each in notes}

    def own(self, read: ReadNote) -> Note:
        """Return a note of the child, with an id."""
        return read.note.model_copy(update={"note_id": _named(read)})

    def linked(self) -> list[Note]:
        """Return the linked notes, each with an id that none of the child's notes has."""
        return [each.note.model_copy(update={"note_id": name}) for name, each in self._linked.items()]

    def of(self, note_id: str) -> tuple[str | None, str]:
        """Return the child, if it is another, and the id by which the note came."""
        linked = self._linked.get(note_id)
        return (linked.note.child_id, _named(linked)) if linked else (None, note_id)

    def text(self, note_id: str) -> str:
        """Return the text of a note, linked ones too."""
        return (self._linked.get(note_id) or self.read[note_id]).note.text


def _named(read: ReadNote) -> str:
    return read.note.note_id or f"row {read.row}"


class Telling:
    """The rows of one child's record."""

    def __init__(self, reviewed: RecordReview, names: Names, chosen: Settings, *, include_text: bool) -> None:
        self._reviewed, self._names, self._include_text = reviewed, names, include_text
        self._abouts = _abouts(chosen.wordlists)
        self._child_id = reviewed.child_id
        self._household = next((each.household for each in names.read.values() if each.household), None)

    def notes(self) -> Iterator[Row]:
        """Yield a row a note, in order of date."""
        for entry, measures in zip(self._reviewed.entries, self._reviewed.notes, strict=True):
            yield self._note(entry, measures, self._names.read[entry.note_id])

    def _note(self, entry: Entry, measures: NoteMeasures, read: ReadNote) -> Row:
        return {
            "row": read.row,
            "child_id": self._child_id,
            "household": self._household,
            "team": read.team,
            **measures.model_dump(),
            "copied_from": self._sources(entry),
            "may_be_cut": read.may_be_cut,
            "unknown_type": read.unknown_type,
            "text": self._words(entry.note.text),
        }

    def _sources(self, entry: Entry) -> list[Row]:
        """Return the notes that this one has passages of, the longest first, with how many words; no proper repeats."""
        words: Counter[str] = Counter()
        for passage in _copied(entry):
            words[passage.note_id] += len(entry.note.text[passage.start : passage.end].split())
        return [
            dict(zip(("child_id", "note_id"), self._names.of(note_id), strict=True)) | {"words": count}
            for note_id, count in words.most_common()
        ]

    def findings(self) -> Iterator[Row]:
        """Yield the findings of each note in reading order, then those of the record."""
        for entry in self._reviewed.entries:
            row = self._names.read[entry.note_id].row
            yield from (self._finding(entry, row, finding) for finding in entry.review.findings)
        yield from (self._record_finding(finding) for finding in self._reviewed.findings)

    def _finding(self, entry: Entry, row: int, finding: Finding) -> Row:
        return {
            "scope": "note",
            "child_id": self._child_id,
            "note_id": entry.note_id,
            "row": row,
            "check": finding.check,
            "severity": finding.severity.value,
            "start": finding.start,
            "end": finding.end,
            "confidence": finding.confidence,
            "folded": finding.folded,
            "source": finding.source,
            "dates": [entry.note.written_on] if entry.note.written_on else [],
            "note_ids": [],
            "about": None,
            "message": self._words(finding.message),
            "suggestion": self._words(finding.suggestion),
            "words": self._words(entry.note.text[finding.start : finding.end]),
        }

    def _record_finding(self, finding: RecordFinding) -> Row:
        where = (self._names.text(each.note_id)[each.start : each.end] for each in finding.evidence)
        return {
            "scope": "record",
            "child_id": self._child_id,
            "note_id": None,
            "row": None,
            "check": finding.check,
            "severity": None,
            "start": None,
            "end": None,
            "confidence": None,
            "folded": None,
            "source": _sources()[finding.check],
            "dates": list(finding.dates),
            "note_ids": [self._names.of(note_id)[1] for note_id in finding.note_ids],
            "about": finding.about if self._include_text or finding.about in self._abouts else None,
            "message": self._words(finding.message),
            "suggestion": None,
            "words": self._words(" … ".join(where)),
        }

    def record(self, rows: int) -> Row:
        """Return the row of the whole record; `rows` says how many the child had, refused ones among them."""
        figures = self._reviewed.measures.model_dump()
        kinds = Counter(entry.note.record_type for entry in self._reviewed.entries)
        return {
            **figures,
            "findings": _counts("check", sorted(figures["findings"].items())),
            "household": self._household,
            "rows": rows,
            "record_types": _counts("record_type", sorted(kinds.items(), key=lambda pair: pair[0] or "")),
            "good_practice": [each.check for each in self._reviewed.good_practice],
            "chronology": [self._line(line) for line in self._reviewed.chronology],
        }

    def _line(self, line: ChronologyLine) -> Row:
        event = line.evidence[0]
        return {
            "day": line.day,
            "dated_by": line.dated_by,
            "kind": line.kind,
            "note_id": line.note_id,
            "start": event.start,
            "end": event.end,
            "event": self._words(line.event),
            "effect": self._words(line.effect),
        }

    def _words(self, words: str | None) -> str | None:
        return words or None if self._include_text else None


def _counts(name: str, pairs: Iterable[tuple[str | None, int]]) -> list[Row]:
    return [{name: what, "count": count} for what, count in pairs]


def _copied(entry: Entry) -> list[Passage]:
    passages = entry.review.copied.passages if entry.review.copied else ()
    return [passage for passage in passages if not passage.proper]


@cache
def _sources() -> dict[str, str]:
    return {check.name: check.source for check in record_checks()}


@cache
def _abouts(wordlists: Path | None) -> frozenset[str]:
    """Return what a finding may be about that is no words of a note: kinds of record and names of limits."""
    limits = (limit.name for kind in record_types(wordlists).values() for limit in kind.limits)
    return frozenset((*get_args(RecordType), *limits))
