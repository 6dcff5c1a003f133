"""Words that leave the reader asking."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.phrasing.answers import is_answered
from service.reading.read import Reading

GENERAL_QUESTION = "Could you say exactly what, who, when or how many?"


@check(
    group="wording",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (avoid vague language); wordlists/vague.toml",
    flags=(
        "There are [ongoing concerns] about home.",
        "Mum will be [offered support].",
    ),
    passes=(
        "He was late recently, on 3, 5 and 6 May.",
        "She has a positive test result from the GP.",
        'He told me "it was fine, I suppose".',
    ),
)
def vague(reading: Reading) -> Iterator[Hit]:
    """Words that leave the reader asking how many, how often, since when, who, or what exactly.

    Why: "some concerns" cannot be checked, answered or acted on, and grows in the retelling.
    What helps: the number, the date, the name, or one example.
    Silent when the same sentence gives it.
    """
    for phrase in reading.phrases:
        if phrase.label == "vague" and not is_answered(phrase, reading):
            ask = phrase.entry.ask if phrase.entry else None
            yield Hit(phrase.span, ask or GENERAL_QUESTION, None, phrase.confidence)
