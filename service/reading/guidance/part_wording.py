"""Signs of what a record holds that stand in its wording and figures alone, whoever they are about."""

from __future__ import annotations

import re
from itertools import pairwise

from service.reading.calendar_words import MONTHS, dates_in
from service.reading.guidance.signs import pieces
from service.reading.language.words import listed
from service.reading.read import Reading

CONDITION = frozenset({"if", "unless", "should"})
"""Words that open what is done if something happens."""
_MEETS_AGAIN = listed("meet meets met review reviews group next again reconvene back revisit gather")
_MONTHS = "|".join((*MONTHS, *(month[:3] for month in MONTHS), "sept"))
_ENTRY_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}\b|\b(?:{_MONTHS})\b|\b\d{{1,2}}(?:st|nd|rd|th)\b"
    r"|\b(?:spring|summer|autumn|winter|term|birth|born|aged?)\b",
    re.IGNORECASE,
)
_ENTRY_WORDS = 3
_TASKS = listed(
    "arrange ask book bring call chase check collect complete confirm consider contact continue discuss email ensure "
    "explore fill find follow get give go help invite keep liaise make meet message monitor obtain offer organise "
    "phone plan prepare print progress record refer remind request review ring schedule see seek send share sort speak "
    "submit support take talk tell text try update visit wait work write"
)
_FIGURES = listed("none once twice one two three four five six seven eight nine ten eleven twelve half")
_THEN = listed("was were last before previously earlier against ago then now up down than")
_DAY = re.compile(r"\b\d{1,2}[/.:]\d{1,2}(?:[/.:]\d{2,4})?\b|\b\d{1,2}(?:st|nd|rd|th)\b")


def a_date_to_meet(reading: Reading) -> bool:
    """Tell whether a meeting or a review has a day to come."""
    day = reading.note.written_on
    for sentence in reading.text.sentences:
        if _MEETS_AGAIN.isdisjoint(pieces(reading.words_of(sentence.span))):
            continue
        if day and any(found.day > day for found in dates_in(reading.note.text, sentence.span, day)):
            return True
        if day is None and _ENTRY_DATE.search(reading.words_of(sentence.span)):
            return True
    return False


def praise(reading: Reading) -> bool:
    """Tell whether something is praised."""
    return any(match.entry.kind == "praise" for match in reading.matches("opinion_as_fact"))


def dated_entries(reading: Reading) -> bool:
    """Tell whether most lines of a chronology have a date."""
    entries = [line for line in reading.note.text.splitlines() if len(pieces(line)) >= _ENTRY_WORDS]
    return 2 * sum(_ENTRY_DATE.search(entry) is not None for entry in entries) >= len(entries)


def a_condition(reading: Reading) -> bool:
    """Tell whether the note says what is done if something happens: "if it fails", "should Sundays fail"."""
    tokens = reading.text.tokens
    for token, after in pairwise(tokens):
        word = token.text.lower()
        if token.spoken_for or after.spoken_for or word not in CONDITION:
            continue
        opens = token.index == 0 or not tokens[token.index - 1].is_word or tokens[token.index - 1].text.lower() == "and"
        if opens or (word != "should" and tokens[token.head].dep == "advcl"):
            return True
    return False


def a_task_given(reading: Reading) -> bool:
    """Tell whether a line tells somebody to do something: "Chase housing", "Arrange another visit"."""
    for sentence in reading.text.sentences:
        words = [token for token in reading.text.tokens_of(sentence) if token.is_word][:2]
        if len(words) > 1 and words[0].lemma in _TASKS and words[0].text.lower() == words[0].lemma:
            return True
    return False


def figures_compared(reading: Reading) -> bool:
    """Tell whether a sentence holds two figures and a word that sets then against now: "2 days in 5, was 4"."""
    for sentence in reading.text.sentences:
        words = pieces(_DAY.sub(" ", reading.words_of(sentence.span)))
        figures = sum(word.isdigit() or word in _FIGURES for word in words)
        if figures > 1 and not _THEN.isdisjoint(words):
            return True
    return False
