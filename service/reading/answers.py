"""Whether a sentence answers the question that its own vague words raise."""

from __future__ import annotations

import re

from service.reading.phrases import Phrase
from service.reading.read import Reading

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
# What counts as an answer when it follows the vague words within the sentence.
_ANSWER = re.compile(
    rf"""
    ^\W*(?:on|since|from|between|until|in|at|by|and|,|\(|:|-|–|the|about|around)*[\s,(:–-]*
    (?:\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}\b | \d{{1,2}}[/.]\d{{1,2}} | {_MONTH}[ ]\d | \d{{1,2}}[:.]\d\d)
    | ^[^.;]{{0,40}}(?:\be\.g\.|\bfor\ example\b|\bsuch\ as\b|\bnamely\b)
    | ^\s*:\s*\S
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_answered(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether a date, time, list or example stands right behind the vague words."""
    sentence = reading.sentence_at(phrase.span)
    if sentence is None:
        return False
    return bool(_ANSWER.match(reading.note.text[phrase.span.end : sentence.end]))
