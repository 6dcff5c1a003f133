"""A title that tells the reader of a list nothing, or something else than the note."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check
from service.finding import Severity
from service.reading.guidance.titles import read_title, topic_missed
from service.reading.read import Reading

LONGEST = 100
"""Characters of a title that record systems keep. Source: the field in a warehouse fed from Mosaic (domain notes)."""
_SHOWN = 40  # characters of a title in a message
_LIKELY = 0.9


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="Practice guidance: the title signals the content, so that the list of titles reads as an overview",
    needs=("title",),
)
def title(reading: Reading) -> Iterator[Hit]:
    """A title that is empty, a date, a kind of contact and no more, too long to be shown, or about something else.

    Why: whoever opens the record sees a list of titles, and forty notes called "Home visit" tell them nothing.
    What helps: a few words on what it was about: "Bedtimes and the new baby". Short is fine.
    Kinds of record, dates and people's names do not count as content; everything else does.
    """
    if question := _question(" ".join((reading.note.title or "").split()), reading):
        yield Hit(WHOLE_NOTE, question, None, _LIKELY)


def _question(shown: str, reading: Reading) -> str | None:
    short = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    if len(shown) > LONGEST:
        return f"The title has {len(shown)} characters; lists show {LONGEST}. Which few words say the most?"
    read = read_title(shown, reading)
    if not any(letter.isalnum() for letter in shown):
        return "This note has no title. What is it about, in a few words?"
    if read.is_date:
        return f"The title “{short}” is a date. What is the note about, in a few words?"
    if not read.about:
        return f"“{short}” could be the title of many notes. What was this one about?"
    missed = topic_missed(read, reading)
    return (
        f"The title speaks of “{missed[:_SHOWN]}” and the note does not. Is it this note's title?" if missed else None
    )
