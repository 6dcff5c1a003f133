"""Time in which no note lets the child be heard or seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from service.record.check import Told, record_check
from service.record.gaps import Gap, day_words, gaps
from service.record.limits import Limits
from service.record.record import Entry, Record, Spell


@record_check(source="Working Together to Safeguard Children: a child-centred approach, throughout the record")
def voice_gap(record: Record, limits: Limits) -> Iterator[Told]:
    """Weeks of notes without the child's words, wishes, or the child seen and described.

    Why: the notes go on, and the child is not in them; decisions of that time rest on what adults said.
    What helps: seeing the child, and writing down what the child said, did or looked like.
    Told only where there are notes in that time: where there are none, other checks ask.
    """
    limit = limits.of("home visit", "child heard")
    if limit is None:
        return
    for spell in record.spells:
        heard = tuple(entry for entry in spell.entries if entry.review.voice not in {None, "none"})
        for gap in gaps(heard, limit, spell.start, spell.end):
            silent = _silent(spell, gap)
            if silent:
                ids = tuple(entry.note_id for entry in silent)
                yield Told("child's voice", _message(gap, silent), _dates(gap, silent), ids)


def _silent(spell: Spell, gap: Gap) -> tuple[Entry, ...]:
    """Return the notes of a gap in which the child was looked for and not found."""
    return tuple(e for e in spell.entries if gap.since <= e.day <= gap.until and e.review.voice == "none")


def _dates(gap: Gap, silent: tuple[Entry, ...]) -> tuple[date, ...]:
    return (gap.since, silent[0].day, silent[-1].day, gap.until)


def _message(gap: Gap, silent: tuple[Entry, ...]) -> str:
    notes = "one note" if len(silent) == 1 else f"{len(silent)} notes"
    if gap.after is None:
        return f"The child is not heard or seen since {day_words(gap.since)}, {gap.days} days to the last note."
    between = f"{day_words(gap.since)} to {day_words(gap.until)}"
    return f"The child is not heard or seen for {gap.days} days, {between}, and not in {notes} of that time."
