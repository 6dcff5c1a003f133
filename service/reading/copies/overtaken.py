"""What a copied sentence says of home, school or a weekly day, where a later note tells of a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service.note import Note, Span
from service.reading.calendar_words import DAYS
from service.reading.copies.compared import Compared, day_words, new_sentences
from service.reading.copies.copying import Copy
from service.reading.language.text import Text

_TAIL = r"(?:(?! and\b| with\b)[^.;,])*"
_HOME = re.compile(
    r"\b(?:lives? (?:at|in|on|with)|living (?:at|in|on|with)|(?:is|are) living|the (?:flat|house|home|tenancy) is"
    r"|(?:his|her|their) (?:address|home|placement) is|shares? (?:a|the) (?:\w+ )?(?:bed)?room)\b" + _TAIL,
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:[Tt]hey|[Ww]e|[Hh]e|[Ss]he|[Ff]amily|[Cc]hildren|[Mm]um|[A-Z]\w+)(?<!days)(?<!day)(?: (?:all|both))?"
    r"(?: have| has| had)? moved"
    r" (?:in|into|out|house|home|on (?:the )?\d|to (?:(?:his|her|their|a|the) )?(?:[A-Z]|new\b|live))"
    r"|\b(?:at|to|of) the new (?:address|house|flat|home|placement)\b|\bsince (?:the|their|her|his) move\b"
    r"|\bplacement (?:has )?(?:broken? down|ended)\b"
)
_SCHOOL = re.compile(
    r"\b(?:attends|goes to|is (?:a pupil )?at|is on roll at|(?:is|are) (?:out of|not in) school"
    r"|(?:has|have) (?:not been (?:inside|in|to|at) (?:a |any )?school|no school place))\b" + _TAIL,
    re.IGNORECASE,
)
_IS_SCHOOL = re.compile(
    r"\b(?:school|primary|infants?|juniors?|academy|college|nursery|centre|unit|St)\b", re.IGNORECASE
)
_STARTED = re.compile(
    r"\b(?:[Ss]tarted|[Bb]egan|[Dd]ay one|[Ff]irst (?:day|week))(?: \w+){0,2} at (?:the |her |his |their )?"
    r"(?P<where>new\b|[A-Z]\w+)|\b[Nn]ew school (?:since|from)\b|\b[Cc]hanged schools?\b"
)
_WEEKLY = re.compile(rf"\b(?:every|each|on) (?P<day>{'|'.join(DAYS)})s?\b", re.IGNORECASE)
_DAY_CHANGED = (
    r"\b{day}s? (?:have|has|had|was|were) (?:been |now )?(?:moved|changed|stopped|cancelled|swapped)\b"
    r"|\b(?:instead of|moved from|no longer (?:on )?) ?{day}s?\b"
)
_PRESENT_ONLY = re.compile(r"\b(?:was|were|used to|had)\s+\Z", re.IGNORECASE)

_AROUND = 60  # characters in which the name of a school ends

Later = tuple[date | None, str]
"""A later sentence or note, and its day; None for the draft itself."""


def overtaken(copy: Copy, within: Span, seen: Compared, note: Note, text: Text) -> tuple[Span, str] | None:
    """Return the words of a copied stretch that a later note has overtaken, with what to ask, or None."""
    stated = [
        (found, rule)
        for pattern, rule in ((_HOME, _home), (_SCHOOL, _school), (_WEEKLY, _weekly))
        for found in pattern.finditer(note.text, within.start, within.end)
        if not _PRESENT_ONLY.search(note.text, within.start, found.start())
    ]
    if not stated:
        return None
    later = list(_later(copy, seen, note, text))
    for found, rule in stated:
        for day, words in later:
            if (what := rule(found, words)) is not None:
                return Span(*found.span()), _question(seen.written_on(copy), day, what, note)
    return None


def _later(copy: Copy, seen: Compared, note: Note, text: Text) -> Iterator[Later]:
    for sentence in new_sentences(text, seen.copies):
        yield None, sentence.span.of(note.text)
    for prior in reversed(seen.since(copy)):
        if prior.child_id == note.child_id:
            yield prior.written_on, prior.text


def _home(_: re.Match[str], words: str) -> str | None:
    return "a move" if _MOVED.search(words) else None


def _school(found: re.Match[str], words: str) -> str | None:
    if not _IS_SCHOOL.search(found[0]):
        return None
    for started in _STARTED.finditer(words):
        is_school = _IS_SCHOOL.search(words, started.start(), started.end() + _AROUND)
        if is_school and (started["where"] or "new") not in found[0]:
            return "another school"
    return None


def _weekly(found: re.Match[str], words: str) -> str | None:
    pattern = _DAY_CHANGED.format(day=found["day"])
    return "another day" if re.search(pattern, words, re.IGNORECASE) else None


def _question(written: date | None, later: date | None, what: str, note: Note) -> str:
    teller = f"a note of {day_words(later, note)}" if later else "this note"
    was = f"This was so on {day_words(written, note)}; " if written else ""
    return f"{was}{teller} tells of {what}. Is it still right?"
