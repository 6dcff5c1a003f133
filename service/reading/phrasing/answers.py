"""Whether a sentence answers the question that its own words raise."""

from __future__ import annotations

import re

from service.reading.phrasing.phrases import Phrase
from service.reading.read import Reading

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
# What counts as an answer when it follows the vague words within the sentence.
_ANSWER = re.compile(
    rf"""
    ^\W*(?:on|since|from|between|until|in|at|by|and|,|\(|:|-|–|the|about|around)*[\s,(:–-]*
    (?:\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}\b | \d{{1,2}}[/.]\d{{1,2}} | {_MONTH}[ ]\d | \d{{1,2}}[:.]\d\d)
    | ^[^.;]{{0,40}}(?:\be\.g\.|\bfor\ example\b|\bsuch\ as\b|\bnamely\b)
    | ^[^.;:]{{0,40}}:\s+\S
    """,
    re.IGNORECASE | re.VERBOSE,
)
NEAR = 80  # characters behind the words in which an answer may stand
_EXPLANATION = re.compile(
    r"\s*(?:\([^)\s]|[,:–-]*\s*(?:or\s+)?(?:which|that|this|it)\s+(?:means|is\s+when|is\s+where)\b"
    r"|,?\s*(?:meaning|i\.e\.|that\s+is)\b)",
    re.IGNORECASE,
)


def is_explained(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether what a term means stands right behind it: in brackets, or after "which means"."""
    return bool(_EXPLANATION.match(reading.note.text, phrase.span.end))


def is_answered(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether a date, time, list or example stands right behind the vague words."""
    sentence = reading.sentence_at(phrase.span)
    if sentence is None:
        return False
    behind = reading.note.text[phrase.span.end : min(sentence.end, phrase.span.end + NEAR)]
    return bool(_ANSWER.match(behind))
