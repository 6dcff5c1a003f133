"""Acronyms: what looks like one, and whether the note has spelled it out."""

from __future__ import annotations

import re

from service.reading.phrasing.phrases import Phrase
from service.reading.read import Reading

_CAPITALS = re.compile(r"(?:[A-Z][A-Z&/+]{1,6}(?:\d{1,2})?s?|[A-Z]{1,3}[a-z]?[A-Z]{1,3}s?)")
_SHORT = re.compile(r"[A-Za-z]{1,3}/[A-Za-z]{1,3}")
_WORD = re.compile(r"[^\W\d_]+")
MANY_WORDS = 3  # fewer words in capitals may well be acronyms: "CIN, CP or LAC?"
_JOINING = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})


def is_acronym(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether a phrase is an abbreviation rather than a word."""
    if phrase.entry is not None:
        return bool(phrase.entry.stands_for)
    words = reading.words_of(phrase.span)
    return bool(_CAPITALS.fullmatch(words) or _SHORT.fullmatch(words))


def are_initials(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether the letters are those of a person in the note: "DP" where Dorota Pawlak is named."""
    return "".join(letter.lower() for letter in reading.words_of(phrase.span) if letter.isalpha()) in reading.initials


def is_shouted(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether the phrase stands among other words in capitals, where letters say nothing."""
    sentence = reading.sentence_at(phrase.span)
    if sentence is None:
        return False
    words = [word for word in _WORD.findall(reading.words_of(sentence.span)) if len(word) > 1]
    shouted = [word for word in words if word.isupper()]
    return len(words) > MANY_WORDS and len(shouted) > len(words) / 2


def spelled_out_from(phrase: Phrase, reading: Reading) -> int | None:
    """Return from which character of the note on these letters are explained; None if they never are.

    "initial child protection conference (ICPC)", "ICPC (initial child protection conference)",
    or the full words anywhere before. Searches the whole note: ask once for the same letters.
    """
    if _stands_beside_its_words(reading.words_of(phrase.span), reading.note.text):
        return 0
    full_forms = phrase.entry.stands_for if phrase.entry else ()
    ends = [at + len(full) for full in full_forms if (at := reading.lowered.find(full.lower())) >= 0]
    return min(ends, default=None)


def is_spelled_out(phrase: Phrase, reading: Reading) -> bool:
    """Tell whether the note has explained the letters by the time it uses them here."""
    start = spelled_out_from(phrase, reading)
    return start is not None and start <= phrase.span.start


def _stands_beside_its_words(letters: str, text: str) -> bool:
    """Find "Full Words (FW)" or "FW (full words)" anywhere in the text."""
    bare = letters.rstrip("s") if letters[-1:] == "s" and letters[:-1].isupper() else letters
    for found in re.finditer(rf"\(\s*{re.escape(bare)}s?\s*\)", text):
        if _has_initials(text[max(found.start() - 120, 0) : found.start()], bare, from_end=True):
            return True
    return any(
        _has_initials(found[1], bare, from_end=False)
        for found in re.finditer(rf"\b{re.escape(bare)}s?\s*\(([^()\n]{{4,120}})\)", text)
    )


def _has_initials(words: str, letters: str, *, from_end: bool) -> bool:
    wanted = "".join(letter.lower() for letter in letters if letter.isalpha())
    found = [word.lower() for word in _WORD.findall(words)]
    return any(
        any(_spells(near, wanted) for near in _runs(initials, len(wanted), from_end=from_end))
        for initials in (found, [word for word in found if word not in _JOINING])
    )


def _runs(words: list[str], longest: int, *, from_end: bool) -> list[list[str]]:
    """The last, or first, two to `longest` words."""
    return [words[-count:] if from_end else words[:count] for count in range(2, longest + 1)]


def _spells(words: list[str], letters: str) -> bool:
    """Tell whether each word in turn gives one or more of its first letters: SEN(D) CO-ordinator."""
    if not words:
        return not letters
    return any(
        _spells(words[1:], letters[taken:])
        for taken in range(1, 4)
        if words[0].startswith(letters[:taken]) and len(letters) >= taken
    )
