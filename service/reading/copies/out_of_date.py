"""What a copied passage says that was true on its day and need not be now: at most one doubt a sentence.

Rules on words, each with what the two days, the child's details or a later note say against it. Silent
where a day is not known, where the writer has changed the words, and where they stand in the past.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from service.note import Note, Span
from service.reading.calendar_words import DAYS, dates_in, school_year
from service.reading.copies.compared import Compared, day_words, sentences_in
from service.reading.copies.copying import Copy
from service.reading.copies.overtaken import overtaken
from service.reading.language.text import Text
from service.reading.number_words import NUMBER_WORDS

_NUMBERS = NUMBER_WORDS[:18]  # the years of a childhood
_NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_FEW = rf"(?:a|an|\d{{1,2}}|few|couple of|{'|'.join(_NUMBERS)})"

_PAST = re.compile(r"\b(?:was|were|had|did|since|born|last|happened|took place)\b[^.;]{0,60}\Z", re.IGNORECASE)
_SUPPOSED = re.compile(r"(?:\b(?:would|could|might|if)\b|['’]d\b)[^.;]{0,60}\Z", re.IGNORECASE)
_DAY_WORDS = re.compile(
    r"\b(?:today|tomorrow|tonight|yesterday|last night|this (?:morning|afternoon|evening))\b", re.IGNORECASE
)
_WEEK_WORDS = re.compile(rf"\b(?:this|next|last|this coming) (?:week(?:end)?|{'|'.join(DAYS)})\b", re.IGNORECASE)
_MONTH_WORDS = re.compile(r"\b(?:this|next|last) month\b", re.IGNORECASE)
_TERM_WORDS = re.compile(r"\b(?:this|next|last) (?:half[ -])?term\b", re.IGNORECASE)
_YEAR_WORDS = re.compile(r"\b(?:this|next|last) year\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\bthe (?:last|past|next) {_FEW} \w+|\b{_FEW} (?:days?|weeks?|fortnight|months?) ago\b"
    rf"|\bin {_FEW} (?:days|weeks|months)['’]? time\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:\bnot\b|n['’]t\b|\bno\b)[^.;:]{0,60}\byet\b|\bhas yet to\b"
    r"|(?:\b(?:is|are|still)|['’](?:s|re))(?: still)? waiting\b|\bon (?:a|the) waiting list\b"
    r"|(?<!was )(?<!were )\bawaiting\b|\bawaited\b|\bcurrently\b|\bat the moment\b|\bfor the time being\b"
    r"|\b(?:is|are|remains?) (?:still )?(?:pending|due|pregnant|expecting|excluded|suspended|off sick|signed off"
    r"|missing|on (?:remand|ward \w+|bail)"
    r"|in (?:hospital|custody|prison|police custody|a refuge|temporary accommodation))\b"
    r"|\bhas bail conditions\b|\b(?:weeks|months) pregnant\b",
    re.IGNORECASE,
)
_CLASS = re.compile(r"\b(?:in|into|a|up to|joined|now) (?:Year \d{1,2}|Reception)\b")
_AGE = re.compile(
    rf"\b(?:aged?|(?P<soon>turns|turning|will be|nearly)) {_NUMBER}\b"
    r"(?!\s*(?:per|%|am|pm|o['’]clock|hours|days|weeks|months|minutes))"
    rf"|\b{_NUMBER.replace('number', 'old')}[- ]years?[- ]old\b"
    rf"|\b(?:is|he['’]s|she['’]s) (?:now |only |just )?{_NUMBER.replace('number', 'bare')}"
    r"(?=\s*(?:[.,;)]|and\b|years\b|now\b|\Z))",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:lives?|living|placed|stays|staying) with (?P<names>[A-Z][\w'’-]+(?:(?: and| &|,)? [A-Z][\w'’-]+)*)"
)

_WEEKS, _OPEN_DAYS, _TERM_DAYS, _YEAR_DAYS = 14, 21, 90, 365


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be out of date, and what to ask about them."""

    span: Span
    question: str


@dataclass(frozen=True, slots=True)
class _Then:
    """A stretch of a copied sentence, the day it was first written, and the day of the draft."""

    note: Note
    within: Span
    written: date
    now: date

    @property
    def days(self) -> int:
        """Days that have gone by."""
        return (self.now - self.written).days

    @property
    def on(self) -> str:
        """The first day, as a message names it."""
        return day_words(self.written, self.note)

    def found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern stands in the stretch."""
        return pattern.finditer(self.note.text, self.within.start, self.within.end)

    def before(self, at: int) -> str:
        """Return the words of the stretch up to `at`."""
        return self.note.text[self.within.start : at]


def out_of_date(copy: Copy, seen: Compared, note: Note, text: Text) -> Iterator[Doubt]:
    """Yield what is doubtful in one passage, in reading order."""
    written, now = seen.written_on(copy), note.written_on
    if written is None or now is None or written >= now or copy.kind == "restated":
        return
    changed = [change.span for change in copy.changes if change.span]
    for sentence in sentences_in(text, copy.span):
        within = Span(max(sentence.start, copy.span.start), min(sentence.end, copy.span.end))
        then = _Then(note, within, written, now)
        doubts = (doubt for rule in _RULES for doubt in rule(then))
        doubt = next((doubt for doubt in doubts if not any(doubt.span.overlaps(span) for span in changed)), None)
        if doubt:
            yield doubt
        elif found := overtaken(copy, within, seen, note, text):
            yield Doubt(*found)


def _passed(then: _Then) -> Iterator[Doubt]:
    for dated in dates_in(then.note.text, then.within, then.written):
        if then.written < dated.day < then.now and not _PAST.search(then.before(dated.span.start)):
            yield Doubt(dated.span, f"This lay ahead when it was written on {then.on}. What came of it?")


def _relative(then: _Then) -> Iterator[Doubt]:
    is_other_week = then.written.isocalendar()[:2] != then.now.isocalendar()[:2]
    is_other_month = (then.written.year, then.written.month) != (then.now.year, then.now.month)
    for pattern, is_over in (
        (_DAY_WORDS, True),
        (_WEEK_WORDS, is_other_week),
        (_MONTH_WORDS, is_other_month),
        (_TERM_WORDS, then.days >= _TERM_DAYS),
        (_YEAR_WORDS, then.written.year != then.now.year),
        (_COUNTED, then.days >= _WEEKS),
    ):
        for found in then.found(pattern) if is_over else ():
            if not _SUPPOSED.search(then.before(found.start())):
                yield Doubt(Span(*found.span()), f"This was written on {then.on}. Which day or time is meant now?")


def _open(then: _Then) -> Iterator[Doubt]:
    for found in then.found(_OPEN) if then.days >= _OPEN_DAYS else ():
        yield Doubt(Span(*found.span()), f"This was so on {then.on}. Is it still, or what has come of it?")


def _age(then: _Then) -> Iterator[Doubt]:
    for found in then.found(_AGE):
        word = (found["number"] or found["old"] or found["bare"]).lower()
        stated = int(word) if word.isdigit() else _NUMBERS.index(word) + 1
        if _is_outgrown(then, stated, is_soon=bool(found["soon"]), is_plain=not found["bare"]):
            yield Doubt(Span(*found.span()), f"This was the age on {then.on}. What is it now?")


def _is_outgrown(then: _Then, stated: int, *, is_soon: bool, is_plain: bool) -> bool:
    child = then.note.child
    if child is not None and child.birth_date is not None:
        born = child.model_copy(update={"age_years": None})
        was, is_now = born.age_on(then.written), born.age_on(then.now)
        return was is not None and is_now is not None and was == stated - is_soon and is_now != was
    if child is not None and child.age_years is not None and child.name:
        is_named = child.name.split()[0] in then.note.text[slice(*then.within)]
        return is_named and stated - is_soon < int(child.age_years) <= stated + then.days // _YEAR_DAYS + 1
    return is_plain and then.days >= _YEAR_DAYS


def _class(then: _Then) -> Iterator[Doubt]:
    for found in then.found(_CLASS) if school_year(then.written) != school_year(then.now) else ():
        if not _PAST.search(then.before(found.start())):
            yield Doubt(Span(*found.span()), f"A school year has begun since {then.on}. Which class is it now?")


def _carers(then: _Then) -> Iterator[Doubt]:
    people = then.note.people
    known = {word.lower() for person in people for word in re.findall(r"[^\W\d_]+", person.name)}
    if not any("carer" in (person.role or "").lower() for person in people):
        return
    for found in then.found(_WITH):
        if known.isdisjoint(word.lower() for word in re.findall(r"[^\W\d_]{2,}", found["names"])):
            yield Doubt(Span(*found.span()), "The people sent with this note name other carers. Is this still right?")


_RULES: tuple[Callable[[_Then], Iterator[Doubt]], ...] = (_passed, _relative, _open, _age, _class, _carers)
