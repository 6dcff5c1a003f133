"""What is called off, withdrawn or refused, whatever it was: "The caravan weekend has been called off"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.note import Span
from service.reading.guidance.items import Item
from service.reading.guidance.owners import is_child, is_family
from service.reading.language.text import Token
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

_THINGS = re.compile(r"\W*(?:the|this|that|all|his|her|their|your|any|no|\w+['’]s)\s", re.IGNORECASE)
_BETWEEN = r"(?:(?:\w+ly|now|all|also)\s+)?"
_HAS_BEEN = re.compile(
    rf"\b(?:(?:has|have|had)\s+{_BETWEEN}been|was|were|is being|are being)\s+{_BETWEEN}\Z", re.IGNORECASE
)
_BODIES = re.compile(
    r"\b(?:i|we|panel|court|meeting|conference|manager|chair|group|judge|council|team|school|college|nursery|academy"
    r"|home|house|lodge|unit|centre|club|service|trust|agency|department)\b|(?-i:\b[A-Z]{2,3}\b)",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"nsubj:pass", "nsubj"})
_FEW = 6  # words of whoever refuses: "the fostering panel at Kirk Street"


def is_halted(reading: Reading, item: Item, halts: Sequence[Match], passing: Sequence[Match]) -> bool:
    """Tell whether an item says that a thing was halted.

    `halts` are the words for it, `passing` those for what comes and goes, such as appointments, whose end
    is no decision about a child.
    """
    return any(_is_halted(reading, item, halt, passing) or halts_it(reading, item, halt) for halt in halts)


def is_body(words: str) -> bool:
    """Tell whether words name whoever can decide: us, a court, a school, a home, or somebody by initials."""
    return "," not in words and _BODIES.search(words) is not None


def _is_halted(reading: Reading, item: Item, halt: Match, passing: Sequence[Match]) -> bool:
    """Tell whether it is said of a thing, and not of a person, that it has been halted."""
    before = Span(item.span.start, max(item.span.start, halt.span.start))
    has_been = _HAS_BEEN.search(reading.words_of(before))
    if has_been is None or item.kind.kind == "reported":
        return False
    said = reading.words_of(before).rfind(" that ", 0, has_been.start())  # "I explained that the trip has been"
    thing = Span(before.start + (said + len(" that ") if said >= 0 else 0), before.start + has_been.start())
    if not _THINGS.match(reading.words_of(thing)) or any(match.span.overlaps(thing) for match in passing):
        return False
    heads = [token for token in _within(item, thing) if token.dep in _SUBJECTS and token.head == halt.first]
    return bool(heads) and not any(is_family(reading, head.span) or is_child(reading, head.span) for head in heads)


def halts_it(reading: Reading, item: Item, halt: Match) -> bool:
    """Tell whether we, a school or some other body refuses or calls off something: "The panel turned down the move"."""
    who = Span(item.span.start, max(item.span.start, halt.span.start))
    words = reading.words_of(who)
    thing = reading.words_of(Span(halt.span.end, max(halt.span.end, item.span.end))).strip(" .")
    if (
        not words.strip()
        or not thing
        or thing.startswith("to ")
        or len(words.split()) > _FEW
        or _HAS_BEEN.search(words)
    ):
        return False
    return is_body(words) and not is_family(reading, who)


def _within(item: Item, span: Span) -> list[Token]:
    return [token for token in item.tokens if span.start <= token.start < span.end]
