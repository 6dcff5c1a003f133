"""Sentences that cost a reader most."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.ease.readability import SentenceCost, aim_for
from service.reading.read import Reading

HOW_MANY = 2  # the two that carry most; a list of every long sentence would be read by nobody
LONGEST_WORDS = 25  # source: GOV.UK content design, which splits sentences above it
LEAST_YEARS = 0.5  # what a long sentence must add to the note's reading age to be worth an interruption
SHORT_BUT_HARD_YEARS = 1.0  # and a shorter one
SURENESS = 0.6  # a matter of taste more than of sense, so it gives way to words that nobody may follow


@check(
    group="child reader",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (write as if to the child); models/reading_age/card.md",
    needs=("readability",),
)
def hard_sentence(reading: Reading) -> Iterator[Hit]:
    """The two sentences that are hardest to read, and why: length, nesting or words.

    Why: one sentence of forty words can lose a reader who would have followed four of ten.
    What helps: one thing a sentence.
    Silent where the whole note is easy enough for its reader.
    """
    seen, aim = reading.readability, aim_for(reading.note.child_age_years, reading.note.reader)
    if seen is None or seen.reading_age_years is None or seen.reading_age_years <= aim.reading_age_years:
        return
    costly = [cost for cost in seen.costs if _is_costly(cost)]
    for cost in sorted(costly, key=lambda cost: -cost.years)[:HOW_MANY]:
        yield Hit(
            cost.span, f"This sentence is hard to read ({cost.why}). Could it be shorter or plainer?", None, SURENESS
        )


def _is_costly(cost: SentenceCost) -> bool:
    return cost.years >= (LEAST_YEARS if cost.words > LONGEST_WORDS else SHORT_BUT_HARD_YEARS)
