"""Whether a note says why a visit, call, meeting or session took place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from service.reading.guidance.titles import read_title
from service.reading.language.words import listed
from service.reading.phrasing.wordlists import Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.reading.language.text import Token
    from service.reading.read import Reading

_RINGING = listed("ring rung phone call")
_REACHING = listed(
    "ring rung phone call telephone text email message write contact reach visit meet meeting session knock"
)
_MADE = listed("rang ringing called calling phoned phoning emailed emailing texted texting visited met came went wrote")
"""What was done, whatever is to come of it: "ringing to ask who is going"."""
_WRITERS = listed("i we")
_BY_PHONE = frozenset({"phone call", "case note"})
_REASONS = frozenset({"for", "about", "re", "regarding", "concerning"})
_HOW_LONG = listed("minute min hour hr half while bit day week time moment second")
_OPENING = 3  # sentences in which "To agree one page for the next class" is why
_ATTEMPT = "attempt"
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|ten|twelve)"
_ONE_OF_SOME = re.compile(rf"\b(?:{_NUMBER}|one|\w+th|first|second|third) of (?:the )?{_NUMBER}\b", re.IGNORECASE)
"""One of a series: "Session 4 of 6", "Second of four visits"."""


def says_why(reading: Reading) -> bool:
    """Tell whether the note or its title says why the contact took place; what somebody rang to say is enough."""
    if any(_tells(match, reading) for match in reading.matches("purpose")) or _title_tells(reading):
        return True
    if _opens_with_aim(reading) or _is_for_something(reading):
        return True
    return reading.note.record_type in _BY_PHONE and _somebody_rang(reading) and _is_passed_on(reading)


def _tells(match: Match, reading: Reading) -> bool:
    """Tell whether words say why this contact took place, and not what will be done next or to ring back."""
    kind = reading.kind_at(match.span)
    is_plan = kind is not None and kind.kind == "plan" and reading.text.tokens[match.first - 1].text not in _MADE
    if match.entry.kind != "named" and is_plan:
        return False
    beside = reading.matches("communication_log")
    return not any(other.span.overlaps(match.span) for other in beside if other.entry.kind == _ATTEMPT)


def _title_tells(reading: Reading) -> bool:
    title = reading.note.title or ""
    return "stat" in title.lower() or bool(_ONE_OF_SOME.search(title)) or bool(read_title(title, reading).about)


def _opens_with_aim(reading: Reading) -> bool:
    """Tell whether one of the first sentences begins "To see…", or says which of a series the contact was."""
    for sentence in reading.text.sentences[:_OPENING]:
        first, second = [*reading.text.tokens_of(sentence), None, None][:2]
        if first and second and first.text == "To" and second.pos == "VERB":
            return True
        if _ONE_OF_SOME.search(reading.words_of(sentence.span)):
            return True
    return False


def _is_for_something(reading: Reading) -> bool:
    """Tell whether somebody was rung, seen or written to for or about something: "Rang the surgery for the dates"."""
    tokens = reading.text.tokens
    things = (tokens[token.head] for token in tokens if token.dep == "case" and token.text.lower() in _REASONS)
    return any(
        thing.lemma not in _HOW_LONG and thing.pos != "NUM" and _is_reaching(tokens, tokens[thing.head])
        for thing in things
    )


def _is_reaching(tokens: Sequence[Token], head: Token) -> bool:
    """Tell whether a word is a contact, or whom it was with: "rang" and "surgery" of "rang the surgery for"."""
    return head.lemma in _REACHING or (head.dep in {"obj", "obl"} and tokens[head.head].lemma in _REACHING)


def _somebody_rang(reading: Reading) -> bool:
    """Tell whether a call came in: "Mum rang", "call from the ward"."""
    tokens = reading.text.tokens
    callers = (token for token in tokens if token.dep == "nsubj" and tokens[token.head].lemma in _RINGING)
    if any(token.text.lower() not in _WRITERS for token in callers):
        return True
    return any(
        token.lemma == "call" and any(after.lemma == "from" for after in tokens[token.index + 1 : token.index + 2])
        for token in tokens
    )


def _is_passed_on(reading: Reading) -> bool:
    return any(kind.kind == "reported" and kind.is_sure for kind in reading.kinds)
