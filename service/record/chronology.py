"""A draft chronology: what happened, when, and what it meant for the child, in the notes' own sentences.

Nothing is written here: each line is a sentence of a note, with its place. Whoever uses it decides what belongs in it.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from service.note import Note
from service.record.check import RecordEvidence
from service.record.content import Said, sentences_of
from service.record.events import DatedBy, Event, events
from service.record.record import Record

_REACH = 3  # sentences after the event in which its effect is looked for
_EFFECT = re.compile(r"\b(?:effect|impact|meant|means|matters|feels?|felt|sad|scared|frightened|afraid|cross|worr\w+"
                     r"|cried|upset|angry|happy|better|worse|safer?|settled|tired|misses|missed|wants?|wished?|quiet"
                     r"|proud|calm\w*|clings?|sleep\w*|slept)\b", re.IGNORECASE)  # fmt: skip
_OF_THE_PLAN = re.compile(r"\b(?:plan|goals?|aims?|outcomes?)\b", re.IGNORECASE)


class ChronologyLine(BaseModel):
    """An event as a note tells it; `effect` is null where the next sentences do not say what it meant for the child.

    `dated_by` tells what `day` rests on: a day or a month (then its first day) that the sentence names, or the note.
    """

    model_config = ConfigDict(frozen=True)

    day: date
    dated_by: DatedBy
    kind: str
    note_id: str
    event: str
    effect: str | None
    evidence: tuple[RecordEvidence, ...]


def chronology(record: Record) -> tuple[ChronologyLine, ...]:
    """Return the significant events of a record in order, each with its effect where the same note says it."""
    return tuple(_line(event) for event in events(record))


def _line(event: Event) -> ChronologyLine:
    effect = _effect(event)
    evidence = [event.said, *([effect] if effect else [])]
    return ChronologyLine(
        day=event.day,
        dated_by=event.dated_by,
        kind=event.kind,
        note_id=event.said.entry.note_id,
        event=event.said.words,
        effect=effect.words if effect else None,
        evidence=tuple(
            RecordEvidence(note_id=said.entry.note_id, start=said.span.start, end=said.span.end) for said in evidence
        ),
    )


def _effect(event: Event) -> Said | None:
    """Return the sentence soon after an event that tells how the child was."""
    entry = event.said.entry
    child = _child_words(entry.note)
    said = list(sentences_of(entry))
    at = next(place for place, each in enumerate(said) if each.span == event.said.span)
    about_child = bool(child.search(event.said.words))
    for before, each in pairwise(said[at : at + _REACH + 1]):
        about_child = bool(child.search(each.words)) or (
            about_child and each.words.startswith(("He ", "She ", "They "))
        )
        if before.kind == "plan" or each.kind == "plan":
            return None
        if about_child and _EFFECT.search(each.words) and not _OF_THE_PLAN.search(each.words):
            return each
    return None


def _child_words(note: Note) -> re.Pattern[str]:
    child = note.child
    names = [name for name in ((child.name or "").split()[:1] + list(child.known_as) if child else []) if name]
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, [*names, 'the child', 'the children', 'the boys', 'the girls']))})\b"
    )
