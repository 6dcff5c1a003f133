"""Whether a reader can see who is behind words such as "it was felt" or "it was reported"."""

from __future__ import annotations

from service.note import Span
from service.reading.language.text import Sentence
from service.reading.read import Reading

MINUTES = frozenset(
    {
        "strategy discussion",
        "core group",
        "child in need review",
        "looked after review",
        "midway review",
        "school meeting",
        "supervision",
    }
)
"""Types of record in which a view may be the meeting's, and those who came are listed."""
_FEWEST_NAMED = 2
_POINTING = frozenset({"by", "from", "per", "to"})  # "according to"
_REACH = 5  # words behind "by" in which somebody stands ("by his older sister, Ann")


def names_a_source(reading: Reading, phrase: Span) -> bool:
    """Tell whether "by", "from" or "according to" somebody stands in the phrase's sentence."""
    sentence = reading.sentence_at(phrase)
    return sentence is not None and any(
        token.lemma in _POINTING and _is_somebody(reading, sentence, token.index)
        for token in reading.text.tokens_of(sentence)
        if token.lemma != "to" or _is_according(reading, token.index)
    )


def is_in_minutes(reading: Reading) -> bool:
    """Tell whether the note is of a meeting and names those who were there."""
    named = len({reading.words_of(name).lower() for name in reading.text.names}) + len(reading.note.people)
    return reading.note.record_type in MINUTES and named >= _FEWEST_NAMED


def _is_according(reading: Reading, at: int) -> bool:
    return at > 0 and reading.text.tokens[at - 1].lemma in {"according", "accord"}


def _is_somebody(reading: Reading, sentence: Sentence, at: int) -> bool:
    """Tell whether a name, a role or a pronoun stands within a few words behind token `at`."""
    behind = reading.text.tokens[at + 1 : min(at + 1 + _REACH, sentence.last)]
    if not behind:
        return False
    if any(token.is_name or token.pos == "PROPN" for token in behind):
        return True
    if behind[0].pos == "PRON" and behind[0].lemma not in {"it", "this", "that", "which"}:
        return True
    return bool(reading.matches("role", Span(behind[0].start, behind[-1].end)))
