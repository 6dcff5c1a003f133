"""Actions that are carried from note to note, or whose day went by without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.note import Span
from service.reading.calendar_words import dates_in
from service.record.check import RecordEvidence, Told, record_check
from service.record.content import Said, alike, sentences_of, stems
from service.record.gaps import day_words
from service.record.limits import TIMES_CARRIED, Limits
from service.record.record import Entry, Record

SAME = 0.6  # of what two actions are about
FEWEST_WORDS = 2
TOLD_BY = 2  # content words of an action in one later sentence: enough to take it for an answer, so as not to nag
ASKS_AFTER = frozenset({
    "supervision", "core group", "child in need review", "looked after review", "midway review", "three-month summary",
})  # fmt: skip
"""The records in which one would look for what came of an action."""
_COMES_ROUND = re.compile(
    r"\b(?:next|again)\b[^.;]{0,30}"
    r"\b(?:supervision|meeting|review|visit|session|core group|conference|weeks?|months?)\b"
    r"|\b(?:discussed?|reviewed?|looked? at|meet|visit|see)\b[^.;]{0,30}\bagain\b|^\W*(?:next|review) "
    r"|\b(?:weekly|fortnightly|monthly|daily|every|each)\b",
    re.IGNORECASE,
)


_REACH_SOMEBODY = re.compile(
    r"\b(?:ring|call|phone|speak (?:to|with)|talk (?:to|with)|meet|see|visit|email|text|write to|contact|chase)"
    r" (?:with |Mrs? |Ms |Dr )*([A-Z]\w+)"
)


@dataclass(slots=True)
class _Task:
    """An action and where it stands, first to last."""

    about: frozenset[str]
    places: list[tuple[Entry, Span]] = field(default_factory=list)

    @property
    def times_carried(self) -> int:
        return len({entry.note_id for entry, _ in self.places}) - 1


@record_check(source="Practice guidance: plans are time-limited; an action carried forward three times has drifted")
def drift(record: Record, limits: Limits) -> Iterator[Told]:  # noqa: ARG001 - no time limit is about this
    """An action that stands in note after note, or whose day has passed with nothing said of it.

    Why: what is always still to be done is what a child goes on waiting for.
    What helps: what came of it; or that it was dropped, and why; or what stands in its way and who can move it.
    Meetings and visits that come round are passed over, and so are actions whose words come up again later.
    """
    tasks = _tasks(record.dated)
    for task in tasks:
        if task.times_carried >= TIMES_CARRIED:
            message = (
                f"An action of {day_words(task.places[0][0].day)} stands again in {task.times_carried} later notes."
            )
            yield _told(task, message)
    yield from _overdue(record, [task for task in tasks if task.times_carried < TIMES_CARRIED])


def _tasks(entries: Sequence[Entry]) -> list[_Task]:
    tasks: list[_Task] = []
    by_word: dict[str, list[_Task]] = defaultdict(list)
    for entry in entries:
        for span in _actions(entry):
            about = stems(entry.words_of(span))
            known = (task for word in sorted(about) for task in by_word[word])
            same = max(known, key=lambda task: alike(task.about, about), default=None)
            if same is None or alike(same.about, about) < SAME:
                same = _Task(about)
                tasks.append(same)
                for word in about:
                    by_word[word].append(same)
            same.places.append((entry, span))
    return tasks


def _actions(entry: Entry) -> Iterator[Span]:
    """Yield a note's actions but what comes round by itself, quotes the plan, or says too little to be known again."""
    quoted = [Span(p.start, p.end) for p in (entry.review.copied.passages if entry.review.copied else ()) if p.proper]
    for span in entry.actions:
        words = entry.words_of(span)
        if _COMES_ROUND.search(words) or len(stems(words)) < FEWEST_WORDS or any(q.overlaps(span) for q in quoted):
            continue
        yield span


def _overdue(record: Record, tasks: Sequence[_Task]) -> Iterator[Told]:
    """Tell of actions whose day has passed: somebody met after it, and no later sentence has their words."""
    sentences = {entry.note_id: _not_actions(entry) for entry in record.dated}
    for task in tasks:
        entry, span = task.places[0]
        day = _due(entry, span)
        if day is None or not any(e.note.record_type in ASKS_AFTER and e.day > day for e in record.dated):
            continue
        later = [other for other in record.dated if other.day >= entry.day and other is not entry]
        if not any(_answers(task, day, other, sentences[other.note_id]) for other in later):
            yield _told(task, f"An action was due by {day_words(day)}. No later note says what came of it.", day)


def _answers(task: _Task, due: date, entry: Entry, said: Sequence[Said]) -> bool:
    """Tell whether a note may say what came of an action: its words, its day, or somebody whom it was to reach."""
    entry_title = f"{entry.note.record_type or ''} {entry.note.title or ''}"
    wanted = min(TOLD_BY, len(task.about))
    if any(len(task.about & about) >= wanted for about in (stems(entry_title), *(each.about for each in said))):
        return True
    text = entry.note.text
    if any(found.day == due for found in dates_in(text, Span(0, len(text)), entry.day)):
        return True
    first, span = task.places[0]
    reached = _REACH_SOMEBODY.search(first.words_of(span))
    return reached is not None and re.search(rf"\b{reached[1]}\b", f"{entry_title} {text}") is not None


def _due(entry: Entry, span: Span) -> date | None:
    """Return the day an action is due: the last one it names, if that was still to come."""
    days = [found.day for found in dates_in(entry.note.text, span, entry.day)]
    return max(days) if days and max(days) > entry.day else None


def _not_actions(entry: Entry) -> list[Said]:
    """Return the sentences that are not themselves actions: an action said again is no outcome."""
    return [said for said in sentences_of(entry) if not any(action.overlaps(said.span) for action in entry.actions)]


def _told(task: _Task, message: str, *due: date) -> Told:
    days = tuple(sorted({*(entry.day for entry, _ in task.places), *due}))
    evidence = tuple(RecordEvidence(note_id=e.note_id, start=span.start, end=span.end) for e, span in task.places)
    ids = tuple(dict.fromkeys(entry.note_id for entry, _ in task.places))
    return Told("action", message, days, ids, evidence)
