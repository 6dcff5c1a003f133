"""A record: one child's notes in order of date, each with its review, and the spells of work they fall into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from service.finding import Review
from service.note import Note, Span

CLOSING = "closing summary"
_STILL_CLOSING = timedelta(days=28)  # letters and calls that follow a closing summary are no new work


@dataclass(frozen=True, slots=True)
class Entry:
    """A note with what was seen in it; `actions` are the stretches that commit somebody to act.

    The note is without its `prior_notes`: they are the entries before it.
    """

    note: Note
    review: Review
    actions: tuple[Span, ...] = ()

    @property
    def note_id(self) -> str:
        """The note's id; `review_record` gives one to notes that came without."""
        return self.note.note_id or ""

    @property
    def day(self) -> date:
        """The day the note was written, for entries that are dated."""
        return self.note.written_on or date.min

    def words_of(self, span: Span) -> str:
        """Return the note's own words at `span`."""
        return span.of(self.note.text)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time of work with the child, from its first note to its last: a closing summary ends one."""

    entries: tuple[Entry, ...]

    @property
    def start(self) -> date:
        """The day of the first note."""
        return self.entries[0].day

    @property
    def end(self) -> date:
        """The day of the last note: nothing is known of what comes after, so nothing is counted after it."""
        return self.entries[-1].day

    def of(self, *record_types: str) -> tuple[Entry, ...]:
        """Return the entries of some kinds of record."""
        return tuple(entry for entry in self.entries if entry.note.record_type in record_types)


@dataclass(frozen=True)
class Record:
    """One child's entries in order of date, undated ones first; `linked` names notes of brothers and sisters."""

    child_id: str | None
    entries: tuple[Entry, ...]
    linked: frozenset[str] = frozenset()

    @cached_property
    def dated(self) -> tuple[Entry, ...]:
        """The entries that say when they were written."""
        return tuple(entry for entry in self.entries if entry.note.written_on)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The entries by the ids of their notes."""
        return {entry.note_id: entry for entry in self.entries}

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """The times of work that the dated entries fall into."""
        return tuple(Spell(tuple(entries)) for entries in _spells(self.dated))


def _spells(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    spell: list[Entry] = []
    closed: date | None = None
    for entry in entries:
        if closed is not None and entry.day > closed + _STILL_CLOSING:
            yield spell
            spell, closed = [], None
        spell.append(entry)
        if entry.note.record_type == CLOSING:
            closed = entry.day
    if spell:
        yield spell
