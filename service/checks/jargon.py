"""Words of the trade."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.ease.readers import READER, reads_jargon
from service.reading.phrasing.acronyms import is_acronym
from service.reading.phrasing.answers import is_explained
from service.reading.phrasing.phrases import Phrase
from service.reading.read import Reading


@check(
    group="wording",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (avoid jargon); wordlists/jargon.toml",
    flags=(
        "Sam's [placement] ended in May and he went back to his gran.",
        "We will hold a [strategy discussion] with police this afternoon.",
    ),
    passes=(
        "She placed the cup on the table and sat down.",
        "He caught the ball and it made contact with his nose.",
        'Leah said "I hate contact and I hate reviews".',
    ),
)
def jargon(reading: Reading) -> Iterator[Hit]:
    """Words of the trade that a ten-year-old or a parent would not follow in the meant sense.

    Why: children and families read these notes, some of them years later. A word that
    everybody in the office uses can shut the reader out of their own story.
    What helps: the plain words, or the word once with what it means.
    Silent where the meaning stands right behind the word, inside quotation marks and pasted
    letters, and in notes written for professionals that no family is likely to be handed.
    """
    if reads_jargon(reading.note):
        return
    for phrase in reading.phrases:
        if phrase.label == "jargon" and not _is_left_alone(phrase, reading):
            words = reading.words_of(phrase.span)
            plain = phrase.entry.replacement_for(words) if phrase.entry else None
            yield Hit(phrase.span, _message(phrase, words, reading), plain, phrase.confidence)


def _is_left_alone(phrase: Phrase, reading: Reading) -> bool:
    """Another check's, explained in its place, or a heading or shout that no list holds ("CONFIDENTIAL")."""
    if is_acronym(phrase, reading) or is_explained(phrase, reading):
        return True
    return phrase.entry is None and reading.words_of(phrase.span).isupper()


def _message(phrase: Phrase, words: str, reading: Reading) -> str:
    entry, reader = phrase.entry, READER[reading.note.reader]
    if entry and entry.plain:
        return first_that_fits(f"“{words}”: would {reader} know it? In plain words: “{entry.plain}”.")
    if entry and entry.explain:
        return first_that_fits(
            f"“{words}”: would {reader} know it? It means: {entry.explain}.",
            f"“{words}” means: {entry.explain}.",
            f"It means: {entry.explain}.",
        )
    return first_that_fits(
        f"“{words}”: would {reader} know what this means?", f"Would {reader} know what these words mean?"
    )
