"""What the history gives cause to ask: as `copied_text` asks where earlier notes are sent, and of the caseload."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from service.checks.copied_text import WORTH_ASKING, copied_text
from service.finding import Finding, Severity
from service.note import Note, PriorNote, Span
from service.reading.copies.compared import Compared
from service.reading.copies.copying import Copy, shares
from service.reading.copies.token_views import grams, view_of_words
from service.reading.language.text import Text
from service.reading.read import Reading

if TYPE_CHECKING:  # SQLAlchemy is imported by whoever opens a history
    from service.history.looking import Echo

ON_CASELOAD = "These words also stand in a record on your caseload. Do they belong to this child?"

_COMMON = 3
"""Other children's records that hold the same words, from which they are a form's and not a paste."""

_GOAL_GRAM = 5
_GOAL_SHARE = 0.6  # of a passage that stands in a goal of the plan; as in `reading.proper_repeats`


def compared_with(note: Note, draft: Text, own: Sequence[Echo]) -> Compared:
    """Return the child's own echoes as passages without text; headings are not counted."""
    copies = tuple(_copy(echo, draft, note.plan_goals) for echo in own)
    share, new_share = shares(draft, copies)
    sent = {echo.note_id: PriorNote(note_id=echo.note_id, text="", written_on=echo.written_on) for echo in own}
    return Compared(copies, share, new_share, sent=sent)


def questions_about_own(note: Note, draft: Text, seen: Compared) -> Iterator[Finding]:
    """Ask what `copied_text` asks."""
    reading = Reading(note, draft, copying=seen)
    for hit in copied_text.run(reading):
        yield _finding(hit.span, hit.message, hit.severity or copied_text.severity, hit.confidence)


def questions_about_caseload(draft: Text, others: Iterable[Echo], every: Sequence[Echo]) -> Iterator[Finding]:
    """Ask about passages long enough that stand in another child's record, unless they stand in many.

    `every` holds all echoes in other children's notes, `others` each passage once.
    """
    for echo in others:
        holders = {each.child_id for each in every if _holds_most(each.span, echo.span)}
        if _words(draft, echo.span) * echo.similarity >= WORTH_ASKING and len(holders) < _COMMON:
            yield _finding(echo.span, ON_CASELOAD, Severity.MUST_SEE, echo.similarity)


def _holds_most(span: Span, other: Span) -> bool:
    return 2 * (min(span.end, other.end) - max(span.start, other.start)) > other.end - other.start


def _copy(echo: Echo, draft: Text, goals: Sequence[str]) -> Copy:
    return Copy(
        span=echo.span,
        source_span=echo.source_span,
        note_id=echo.note_id,
        kind=echo.kind,
        similarity=round(echo.similarity, 3),
        matched_words=round(_words(draft, echo.span) * echo.similarity),
        proper=_stands_in(echo.span.of(draft.text), goals),
    )


def _words(draft: Text, span: Span) -> int:
    """Return how many words of the draft a span holds, without headings."""
    return sum(
        token.is_word and span.holds(token.span)
        for sentence in draft.sentences
        if not sentence.is_heading and sentence.span.overlaps(span)
        for token in draft.tokens_of(sentence)
    )


def _stands_in(words: str, goals: Sequence[str]) -> bool:
    known = {gram for goal in goals for gram in grams(view_of_words(goal).literal.shown, _GOAL_GRAM)}
    held = [gram in known for gram in grams(view_of_words(words).literal.shown, _GOAL_GRAM)]
    return bool(held) and sum(held) >= _GOAL_SHARE * len(held)


def _finding(span: Span, message: str, severity: Severity, confidence: float) -> Finding:
    return Finding(
        start=span.start,
        end=span.end,
        check=copied_text.name,
        severity=severity,
        message=message,
        confidence=round(confidence, 3),
        source=copied_text.source,
    )
