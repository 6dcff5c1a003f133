"""A record that only describes, and a cause that is only guessed."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check, first_that_fits
from service.finding import Severity
from service.reading.guidance.describing import only_describes
from service.reading.guidance.guesses import lone_guesses
from service.reading.people.speaker_mentions import name_of
from service.reading.read import Reading

ASK = "This says what happened. What does it mean for {name}, or what follows from it?"
GUESS = "One explanation stands alone here. What else could explain it, and how could you find out?"


@check(
    group="guidance",
    severity=Severity.OVERVIEW,
    source="BASW: Top ten tips for case recording (purposeful and analytical); wordlists/analysis.toml",
    needs=("record_type",),
)
def analysis(reading: Reading) -> Iterator[Hit]:
    """A record that only describes where it should say what it means; and a lone guess at why somebody does something.

    Why: a list of what happened leaves the next reader, and the child, to guess how worrying or hopeful it was.
    What helps: one sentence on what it means for the child, what may explain it, or what follows from it; for a
    guess, a second explanation beside it, or how it will be found out.
    """
    if only_describes(reading):
        names = (name_of(reading.note.child), "the child")
        yield Hit(WHOLE_NOTE, first_that_fits(*(ASK.format(name=name) for name in names)))
    for span in lone_guesses(reading, reading.clauses):
        yield Hit(span, GUESS, severity=Severity.CONSIDER)
