"""A record that only describes, and a cause that is only guessed."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import WHOLE_NOTE, Hit, check, first_that_fits
from service.finding import Severity
from service.reading.guidance.guesses import lone_guesses
from service.reading.kinds.kinded import Kinded
from service.reading.people.speaker_mentions import name_of
from service.reading.read import Reading

FEWEST_WORDS = 60
"""Below this a note is a jotting, and nobody expects a so-what in it (GUIDANCE.md, `analysis`)."""
ASK = "This says what happened. What does it mean for {name}, or what follows from it?"
POINTING = frozenset({"this", "that", "these", "those", "it", "both"})
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
    if reading.record and "analysis" in reading.record.checks and _only_describes(reading):
        names = (name_of(reading.note.child), "the child")
        yield Hit(WHOLE_NOTE, first_that_fits(*(ASK.format(name=name) for name in names)))
    for span in lone_guesses(reading, reading.clauses):
        yield Hit(span, GUESS, severity=Severity.CONSIDER)


def _only_describes(reading: Reading) -> bool:
    if reading.matches("analysis") or any(_weighs(reading, at) for at in reading.kinds):
        return False
    return sum(token.is_word for token in reading.text.tokens) >= FEWEST_WORDS


def _weighs(reading: Reading, kind: Kinded) -> bool:
    """Tell whether a sentence is somebody's own view, or one of what stands before it: "This is grief"."""
    first = reading.text.tokens[kind.sentence.first]
    return kind.kind == "opinion" and (bool(kind.owned) or first.text.lower() in POINTING)
