"""What the history says of a draft: offsets and dates, never a word, and no more of another child than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from service import sign_off, views
from service.analyse import settle
from service.checks.copied_text import copied_text
from service.doors.history_findings import compared_with, questions_about_caseload, questions_about_own
from service.errors import InputError
from service.finding import CopyKind, Finding, Review, Skipped
from service.note import Identifier, Note, Span
from service.reading.copies.earlier import read_quickly
from service.settings import Settings

if TYPE_CHECKING:  # SQLAlchemy is imported by whoever opens a history
    from service.history.history import History
    from service.history.looking import Echo

FoundIn = Literal["an earlier note of this child", "a record on your caseload"]
OWN: FoundIn = "an earlier note of this child"
CASELOAD: FoundIn = "a record on your caseload"

MOST_CHILDREN = 200  # asked about at once; a caseload has some 20
_MOST_SHARED = 0.5  # of a passage that a better one may hold before the lesser goes unsaid


class HistoryQuestion(BaseModel):
    """Asks the history about a note: of its own child, and of others whom the writer may open."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    also_check: Annotated[tuple[Identifier, ...], Field(max_length=MOST_CHILDREN)] = ()


class NoteToAnalyse(Note):
    """A note, and whether the history is to be asked about it."""

    history: HistoryQuestion | None = None


class HistoryPassage(BaseModel):
    """A stretch of the note that also stands elsewhere; only of the child's own notes it is said which and where."""

    start: int
    end: int
    found_in: FoundIn
    kind: CopyKind
    similarity: float
    note_id: str | None = None
    written_on: date | None = None
    source_start: int | None = None
    source_end: int | None = None


class HistoryAnswer(BaseModel):
    """What the history holds of a note, in reading order."""

    passages: tuple[HistoryPassage, ...] = ()


class ReviewWithHistory(Review):
    """A review, and what the history says; `copied` is filled from it where no earlier notes were sent."""

    history: HistoryAnswer


def refuse_no_child(note: NoteToAnalyse) -> None:
    """Raise for a question that names no child."""
    if note.history is not None and not note.child_id and not note.history.also_check:
        msg = "history: no child is named. Send the note's child_id, or children in also_check."
        raise InputError(msg)


class _Told(NamedTuple):
    """The echoes of a draft: the child's own and others', each passage once, and all that stand elsewhere."""

    own: list[Echo]
    others: list[Echo]
    elsewhere: list[Echo]


def with_history(review: Review, note: NoteToAnalyse, history: History, chosen: Settings) -> ReviewWithHistory:
    """Return the review with what the history says of the note, and what that gives cause to ask. Stores nothing."""
    told, draft = _told(note, history), read_quickly(note.text)
    is_compared = review.copied is None and bool(note.child_id)
    seen = compared_with(note, draft, told.own) if is_compared else None
    questions: list[Finding] = []
    if copied_text.name not in chosen.ignore:
        questions += questions_about_caseload(draft, told.others, told.elsewhere)
        questions += questions_about_own(note, draft, seen) if seen else ()
    findings = settle([*review.findings, *questions], chosen.consider_shown, note.text)
    skipped = _still_skipped(review, chosen) if seen else review.skipped
    changed: dict[str, object] = {
        "findings": findings,
        "skipped": skipped,
        "sign_off": sign_off.again(review.sign_off, findings, skipped),
    }
    if seen:
        changed["copied"] = views.copied(seen)
    return ReviewWithHistory(**{**dict(review), **changed, "history": _answer(told)})


def _told(note: NoteToAnalyse, history: History) -> _Told:
    also = note.history.also_check if note.history else ()
    children = list(dict.fromkeys([*filter(None, [note.child_id]), *also]))
    echoes = history.look_up(children, note.text, leave_out=note.note_id)
    elsewhere = [echo for echo in echoes if echo.child_id != note.child_id]
    own = _said_once(echo for echo in echoes if echo.child_id == note.child_id)
    return _Told(sorted(own, key=lambda echo: echo.span), _said_once(elsewhere, before=own), elsewhere)


def _answer(told: _Told) -> HistoryAnswer:
    passages = [*map(_of_own, told.own), *map(_of_other, told.others)]
    return HistoryAnswer(passages=tuple(sorted(passages, key=lambda passage: (passage.start, passage.end))))


def _still_skipped(review: Review, chosen: Settings) -> tuple[Skipped, ...]:
    """Return what was not looked at, without the check that the history has now answered."""
    answered = {copied_text.name} - chosen.ignore
    return tuple(skipped for skipped in review.skipped if skipped.check not in answered)


def _said_once(echoes: Iterable[Echo], before: Sequence[Echo] = ()) -> list[Echo]:
    """Return the longest echoes and, of equals, the newest: what is mostly held by those is left out."""
    kept = list(before)
    for echo in sorted(echoes, key=lambda one: (one.span.start - one.span.end, -_ordinal(one.written_on))):
        length = echo.span.end - echo.span.start
        if all(_common(echo.span, other.span) <= _MOST_SHARED * length for other in kept):
            kept.append(echo)
    return kept[len(before) :]


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _common(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _of_own(echo: Echo) -> HistoryPassage:
    return HistoryPassage(
        start=echo.span.start,
        end=echo.span.end,
        found_in=OWN,
        kind=echo.kind,
        similarity=round(echo.similarity, 3),
        note_id=echo.note_id,
        written_on=echo.written_on,
        source_start=echo.source_span.start,
        source_end=echo.source_span.end,
    )


def _of_other(echo: Echo) -> HistoryPassage:
    similarity = round(echo.similarity, 3)
    start, end = echo.span
    return HistoryPassage(start=start, end=end, found_in=CASELOAD, kind=echo.kind, similarity=similarity)
