"""Words that a child of this age has seldom met."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.ease.readability import aim_for
from service.reading.language.text import Token
from service.reading.read import Reading

HOW_MANY = 3  # the hardest few; the reading age speaks for the rest
SURENESS = 0.5  # the last to be shown: these are good words, only late


@check(
    group="child reader",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (write as if to the child); models/reading_age/card.md",
)
def hard_word(reading: Reading) -> Iterator[Hit]:
    """Words that are usually known only at a later age than the reader's.

    Why: unlike words of the trade these are good English, just late to be learned.
    What helps: the everyday word, if there is one.
    Silent on names, headings, quoted speech, and what another check asks about already.
    """
    aim = aim_for(reading.note.child_age_years, reading.note.reader)
    said: set[str] = set()
    for token, years in sorted(reading.hard_words, key=lambda pair: -pair[1]):
        if years <= aim.known_by_years or token.lemma in said or _is_left_alone(token, reading):
            continue
        said.add(token.lemma)
        yield Hit(
            token.span,
            first_that_fits(
                f"“{token.text}” is usually known from about age {years:.0f}. Is there an everyday word?",
                f"Usually known from about age {years:.0f}. Is there an everyday word?",
            ),
            None,
            SURENESS,
        )
        if len(said) == HOW_MANY:
            return


def _is_left_alone(token: Token, reading: Reading) -> bool:
    sentence = reading.sentence_at(token.span)
    in_heading = sentence is not None and sentence.is_heading
    asked = (*(phrase.span for phrase in reading.phrases), *reading.switched_off)
    return in_heading or any(token.span.overlaps(span) for span in asked)
