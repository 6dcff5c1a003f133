"""What was read, as a Review shows it."""

from __future__ import annotations

from service.finding import (
    Copied,
    Evidence,
    GoalSeen,
    Passage,
    PassageChange,
    PersonMention,
    PersonSeen,
    ReadabilityView,
    SentenceKind,
)
from service.reading.copies.compared import Compared
from service.reading.copies.copying import Copy
from service.reading.guidance.goals import read_goals
from service.reading.kinds.kinded import Kinded
from service.reading.people.people import Somebody
from service.reading.read import Reading


def sentences(reading: Reading) -> tuple[SentenceKind, ...]:
    """Return what each sentence is, in order."""
    return tuple(_sentence(read) for read in reading.kinds)


def _sentence(read: Kinded) -> SentenceKind:
    return SentenceKind(
        start=read.sentence.start,
        end=read.sentence.end,
        kind=read.kind,
        owned=read.owned,
        evidenced=read.evidenced,
        confidence=round(read.confidence, 3),
        sure=read.is_sure,
    )


def readability(reading: Reading) -> ReadabilityView | None:
    """Return the reading age and what is behind it; None where the note could not be measured."""
    seen = reading.readability
    if seen is None or seen.reading_age_years is None:
        return None
    return ReadabilityView(
        reading_age_years=seen.reading_age_years,
        band=seen.band,
        measures=dict(seen.measures),
        words=seen.words,
        sentences=seen.sentences,
    )


def copied(seen: Compared) -> Copied:
    """Return what was compared as a Review shows it; passages from the history know of no changes inside."""
    return Copied(
        share=round(seen.share, 3),
        new_share=round(seen.new_share, 3),
        passages=tuple(_passage(copy, seen) for copy in seen.copies),
    )


def _passage(copy: Copy, seen: Compared) -> Passage:
    changes = (
        PassageChange(
            kind=change.kind,
            start=change.span.start if change.span else None,
            end=change.span.end if change.span else None,
            source_start=change.source_span.start if change.source_span else None,
            source_end=change.source_span.end if change.source_span else None,
        )
        for change in copy.changes
    )
    return Passage(
        start=copy.span.start,
        end=copy.span.end,
        note_id=copy.note_id,
        written_on=seen.written_on(copy),
        source_start=copy.source_span.start,
        source_end=copy.source_span.end,
        kind=copy.kind,
        similarity=copy.similarity,
        proper=copy.proper,
        changes=tuple(changes),
    )


def people(reading: Reading) -> tuple[PersonSeen, ...]:
    """Return everybody whom the note mentions, by first mention."""
    return tuple(_person(somebody) for somebody in reading.people if somebody.mentions)


def _person(somebody: Somebody) -> PersonSeen:
    return PersonSeen(
        name=somebody.name,
        role=somebody.role,
        kind=somebody.kind,
        mentions=tuple(
            PersonMention(start=mention.span.start, end=mention.span.end, form=mention.form)
            for mention in somebody.mentions
        ),
    )


def plan_goals(reading: Reading) -> tuple[GoalSeen, ...]:
    """Return what the note says of each goal that was sent with it, in the order sent."""
    return tuple(
        GoalSeen(
            goal=goal.goal,
            progress=goal.progress,
            evidence=tuple(Evidence(start=span.start, end=span.end) for span in goal.evidence),
        )
        for goal in read_goals(reading)
    )
