"""Sentences that tell of something significant in a child's life, as guidance on chronologies lists it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from service.note import Span
from service.reading.calendar_words import DAYS, dates_in
from service.record.content import Said, alike, sentences_of
from service.record.copies import copied
from service.record.record import Entry, Record

KINDS = {
    "child protection": r"section 47 enquir\w+|child protection medical|strategy discussion (?:was )?held"
    r"|(?:initial|review) (?:child protection )?conference (?:was )?held"
    r"|(?:made|became|is|are) (?:the )?subjects? (?:of|to)"
    r"|safeguarding referral (?:has been |was )?made|made a disclosure"
    r"|child protection plan (?:since|was made|began|started)|child in need plan since",
    "police and court": r"(?:was|been|were|got) (?:arrested|charged|convicted|sentenced|bailed|cautioned|remanded)"
    r"|(?:court|care|supervision|emergency protection|non[- ]molestation|interim care) order (?:was )?(?:made|granted)"
    r"|warning notice (?:was )?served|(?:police|officers) (?:arrested|attended|were called|removed)",
    "injury or harm": r"bruis(?:e|es|ing)(?! (?:has |have |had )?(?:gone|healed|faded|fading))|fractur\w+|black eye"
    r"|injur(?:y|ies) (?:to|on)|(?:has|had|with) (?:an? )?injur\w+|assaulted|overdos\w+|self[- ]harm(?:ed|ing)"
    r"|(?:went|taken|rushed|attended|admitted) (?:to )?(?:ed|a ?(?:&|and) ?e|hospital)"
    r"|pushed (?:mum|dad|him|her|them)|(?:punched|kicked|slapped|strangled|stabbed)",
    "violence at home": r"domestic (?:abuse|violence|incident|dispute)|verbal altercation",
    "move": r"moved (?:in|out|house|on \d|to live|into (?:the|a|his|her|their) \w+)|(?:family|they|we) moved"
    r"|(?:was|were) (?:placed with|evicted|accommodated)|came into care|is accommodated"
    r"|given \d+ days['’] notice|locked (?:him|her|them) out|returned home",
    "missing": r"(?:went|reported|been|was) missing|did not come back|ran away|absconded",
    "birth, death and loss": r"(?:was|were) born|gave birth|(?:has |had )?died|passed away|miscarr\w+",
    "health": r"(?:was|been) (?:diagnosed|sectioned|detained)|under section [23] of the mental health act"
    r"|admitted to (?:hospital|the ward|ward|a (?:psychiatric )?(?:unit|ward))|glue ear",
    "school": r"(?:was|been) (?:excluded|suspended)|permanently excluded|started (?:at|school|nursery|college)"
    r"|new school|left school",
    "plan": r"step(?:ped)? down (?:to|stands)|ended the plan|plan (?:has |was )?(?:been )?(?:ended|closed)"
    r"|decision: close|became involved|(?:case|plan) (?:was )?closed",
    "achievement": r"(?:given|got|gave \w+|awarded|won) (?:a |the |his |her |their )?(?:certificate|prize|award|medal)"
    r"|finished (?:the |his |her )?programme|programme finished",
}
_EVENTS = [(name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in KINDS.items()]
_NOT_SO = re.compile(
    r"\b(?:no|not|never|nobody|none|without|if|whether|would|could|might|may|should|risk of|worr\w+|afraid|hopes?"
    r"|want\w*|wish\w*|due to|booked|likely|will|to be|in case|until|asked|unless|before s?he|since (?!then))\b"
    r"[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
"""What, shortly before an event's words, means that it has not happened."""
_OF_THE_MONTH = re.compile(r"\b(?:on|since|from) the (\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b(?:on|last|this) ({'|'.join(DAYS)})\b", re.IGNORECASE)
_AGO = ((re.compile(r"\b(?:last night|yesterday)\b", re.IGNORECASE), 1), (re.compile(r"\btoday\b", re.IGNORECASE), 0))
LOOK_BACK = frozenset({"three-month summary", "transfer summary", "closing summary", "chronology", "assessment"})
"""Records that tell of what was long before: an event without a day in them is not of the day they were written."""
_SAME = 0.5
_NEARBY = timedelta(days=31)
_WEEK = 7

DatedBy = Literal["day", "month", "note"]


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence that tells of an event, when that was, and of what kind.

    `dated_by` tells what the day rests on: a day that the sentence names, a month (its first day stands for it), or
    only the day of the note.
    """

    said: Said
    day: date
    kind: str
    dated_by: DatedBy


def events(record: Record) -> tuple[Event, ...]:
    """Return the significant events that the notes tell of, each once, as first told, in order of their days."""
    found: list[Event] = []
    for entry in record.dated:
        for event in _events_in(entry):
            if not any(_is_same(event, known) for known in found):
                found.append(event)
    return tuple(sorted(found, key=lambda event: event.day))


def _events_in(entry: Entry) -> Iterator[Event]:
    pasted = [Span(passage.start, passage.end) for passage in copied(entry)]
    for said in sentences_of(entry):
        if said.kind not in {"plan", "other"} and not any(each.overlaps(said.span) for each in pasted):
            kind = _kind(said.words)
            if kind is not None:
                day, dated_by = _day(said)
                if dated_by != "note" or entry.note.record_type not in LOOK_BACK:
                    yield Event(said, day, kind, dated_by)


def _kind(words: str) -> str | None:
    """Return what kind of event a sentence tells of; a question tells of none."""
    if words.rstrip().endswith("?"):
        return None
    found = ((name, match) for name, pattern in _EVENTS for match in pattern.finditer(words))
    return next((name for name, match in found if not _NOT_SO.search(words[: match.start()])), None)


def _day(said: Said) -> tuple[date, DatedBy]:
    written_on = said.entry.day
    named = [found for found in dates_in(said.entry.note.text, said.span, written_on) if found.day <= written_on]
    for found in named:
        if any(letter.isdigit() for letter in said.entry.words_of(found.span)):
            return found.day, "day"
    ago = _days_ago(said.words, written_on)
    if ago is not None:
        return written_on - timedelta(days=ago), "day"
    return (named[0].day.replace(day=1), "month") if named else (written_on, "note")


def _days_ago(words: str, written_on: date) -> int | None:
    """Return how long before the day of writing "the 8th", "on Sunday" or "last night" was."""
    if found := _OF_THE_MONTH.search(words):
        number = int(found[1])
        return next((ago for ago in range(31) if (written_on - timedelta(days=ago)).day == number), None)
    if found := _WEEKDAY.search(words):
        return (written_on.weekday() - DAYS.index(found[1].lower())) % _WEEK
    return next((days for pattern, days in _AGO if pattern.search(words)), None)


def _is_same(event: Event, known: Event) -> bool:
    """Tell whether two sentences tell of one event: nearly the same words, or one kind on one day or in one note."""
    if event.kind == known.kind:
        are_dated = event.dated_by == known.dated_by == "day"
        if event.day == known.day if are_dated else event.said.entry is known.said.entry:
            return True
    return abs(event.day - known.day) <= _NEARBY and alike(event.said.about, known.said.about) >= _SAME
