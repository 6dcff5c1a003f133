"""Records made by hand: entries with just what a record check looks at, so that no model is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from service.finding import Copied, Finding, GoalSeen, Passage, Review, SentenceKind, Severity, Voice
from service.note import Note, Span
from service.record.check import RecordCheck, RecordFinding
from service.record.limits import read_limits
from service.record.record import Entry, Record
from service.settings import Settings

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]?")


def entry(day: str | None, record_type: str | None = "case note", text: str = "A note.", **seen: Any) -> Entry:
    """Return a note of a day, with its sentences of the kinds given as `kinds`, facts where none is given.

    `seen` may have kinds, voice, passages, share, goals (with whether the note speaks of each), wrong (words that are
    somebody else's name), actions (as they stand in the text), title, note_id and child.
    """
    note_id = seen.get("note_id", f"note of {day}")
    note = Note.model_validate({
        "text": text, "note_id": note_id, "record_type": record_type, "written_on": day, "title": seen.get("title"),
        "child": seen.get("child"),
    })  # fmt: skip
    return Entry(note, _review(text, seen), tuple(place(text, words) for words in seen.get("actions", ())))


def _review(text: str, seen: dict[str, Any]) -> Review:
    voice: Voice | None = seen.get("voice", "own_words")
    passages: Sequence[Passage] = seen.get("passages", ())
    share = seen.get("share", 0.3 if passages else 0.0)
    goals: dict[str, bool] = seen.get("goals", {})
    return Review(
        sentences=tuple(_sentences(text, seen.get("kinds", ()))),
        copied=Copied(share=share, new_share=1 - share, passages=tuple(passages)),
        findings=tuple(_wrong(place(text, words)) for words in seen.get("wrong", ())),
        voice=voice,
        plan_goals=tuple(
            GoalSeen(goal=goal, progress="better" if is_said else None) for goal, is_said in goals.items()
        ),
    )


def _sentences(text: str, kinds: Sequence[str]) -> Iterable[SentenceKind]:
    for at, found in enumerate(match for match in _SENTENCE.finditer(text) if match[0].strip()):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        kind: Any = kinds[at] if at < len(kinds) else "fact"
        yield SentenceKind(start=start, end=found.end(), kind=kind, confidence=0.9)


def _wrong(span: Span) -> Finding:
    return Finding(
        start=span.start, end=span.end, check="wrong_person", severity=Severity.MUST_SEE, message="Who is this?",
        confidence=0.9, source="",
    )  # fmt: skip


def passage(here: Entry | str, words: str, source: Entry, *, proper: bool = False) -> Passage:
    """Return a passage of a text that stands in an earlier entry word for word."""
    text = here if isinstance(here, str) else here.note.text
    span, there = place(text, words), place(source.note.text, words)
    return Passage(
        start=span.start, end=span.end, note_id=source.note_id, written_on=source.note.written_on,
        source_start=there.start, source_end=there.end, kind="verbatim", similarity=1.0, proper=proper,
    )  # fmt: skip


def place(text: str, words: str) -> Span:
    """Return where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def record(*entries: Entry, linked: Iterable[str] = ()) -> Record:
    """Return a record of entries that are given in order."""
    return Record("c1", entries, frozenset(linked))


def told(check: RecordCheck, *entries: Entry, wordlists: Path | None = None) -> list[RecordFinding]:
    """Return what a check says of entries, under our limits or with a council's folder laid over them."""
    return list(check.findings(record(*entries), read_limits(Settings(_env_file=None, wordlists=wordlists))))


def days(finding: RecordFinding) -> list[str]:
    """Return a finding's dates as they are written in tests."""
    return [day.isoformat() for day in finding.dates]


def on(text: str) -> date:
    """Return a date from its ISO form."""
    return date.fromisoformat(text)
