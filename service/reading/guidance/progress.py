"""Which way a sentence says that things went for a goal: better, the same, worse, or nothing of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from service.reading.guidance.figures import has_figure, way_of
from service.reading.guidance.goal_words import Goal, Said
from service.reading.kinds.kinded import Kinded
from service.reading.read import Reading

LIST = "plan_goals"
Progress = Literal["better", "same", "worse", "not_said"]

_WAYS: tuple[Progress, ...] = ("worse", "same", "better")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_AS_BEFORE = re.compile(
    rf"""
      \b(?:as|like)\ (?:(?:it|they|he|she|that|things)\ (?:was|were|did|had|stood)|before|previously|ever
      |(?:at\ |in\ )?(?:the\ )?(?:last|previous)\b|(?:in\ |at\ )?the\ (?:one|time|month|week|term|review)\ before
      |(?:in|at|over|during)\ (?:the\ )?(?:{_MONTH}|autumn|summer|spring|winter|christmas|easter|half[- ]term)
      |when\ we)\b
    | \b(?:the\ )?same\ (?:as|again|picture|story|number|position)\b | \bunchanged\b
    | \bno\ (?:real\ )?(?:change|different)\b
    | \b(?:not|n['’]t|nothing)\ (?:has\ |have\ |really\ |much\ )*(?:changed|moved|shifted)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BAD_THINGS = re.compile(
    r"\b(?:miss(?:ed|es|ing)|late|lates|lateness|rows?|incidents?|absen\w+|police|shout\w*|wet|woke|wakes|waking"
    r"|detentions?|exclu\w+|positives?|drunk|drinks?|argu\w+|fell out|tears|fights?|bruis\w+|self-harm\w*|sanctions?"
    r"|hit(?:s|ting)?|kick\w*|bit(?:es|ing)?|smoke\w*|cans|bottles|debts?|arrears|owes?|rent|costs?|carried|hiding"
    r"|away|runs? away|ran away|accidents?|seizures?|lost|off school|cancelled|suspen\w+|beep\w*|mould\w*|damp|leaks?"
    r"|arrests?|offences?|complaints?|call-?outs?|nightmares|bad dreams|outbursts?|meltdowns?|restraints?|episodes?"
    r"|relaps\w+|lapses?|falls|injur\w+|burns?|attacks?|threats?|threaten\w*|refus\w+|alone|fail\w*|no-shows?"
    r"|unopened|old name|wrong name|worr\w+|panic\w*|admissions?|warnings?|cut(?:s|ting)?|overdos\w+|wait\w*)\b",
    re.IGNORECASE,
)
"""Things of which more is worse."""
_NONE_OF_IT = re.compile(
    r"\b(?:not|n['’]t|never|no|none|nobody|no one|no longer|without|neither|stopped|free of|clear of)\b", re.IGNORECASE
)
_SO_FAR = re.compile(
    r"\b(?:has|have|had|['’]s|['’]ve|since|no longer|now|any ?more|once|this|stopped)\b", re.IGNORECASE
)
_NO_MORE_HARM = re.compile(
    rf"(?:\b(?:not|never|no|none|nobody|no longer|without)\b|n['’]t\b)[^.;\n]{{0,40}}{_BAD_THINGS.pattern}"
    r"[^.;\n]{0,40}\b(?:since|any ?more|once|now)\b",
    re.IGNORECASE,
)
_IS_NEW = re.compile(
    rf"""
      (?:\b(?:not|never|nobody)\b|n['’]t\b)\ (?:\w+\ )?(?:seen|known|heard|had|been|done|gone|said|met)\b[^.;\n]{{0,60}}
      \bbefore\b(?!\ (?:the|a|his|her|their|my|we|i)\b)
    | \bwhich\ (?:he|she|they|you|it)\ (?:did|could|would|had|was|were)(?:\ not|n['’]t|\ never)\b
    | \b(?:last\ (?:time|week|month|term|year|review|visit)|in\ {_MONTH}|at\ first|when\ we\ (?:began|started|met)
      |a\ (?:month|year)\ ago)\b[^.;\n]{{0,25}}(?:\b(?:not|never)\b|n['’]t\b)
    | \b(?:again|at\ last|after\ all)\W*\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BACK_THEN = re.compile(
    r"\W*(?:it|they|that|there|he|she) (?:was|were|had)\b|\W*(?:before|last|previously|in|at|back in|earlier|then"
    rf"|against|compared|was|were|from|up|down|{_MONTH})\b",
    re.IGNORECASE,
)

_AROUND = " \t.:;()–-*•0123456789"


@dataclass(frozen=True, slots=True)
class Told:
    """Which way a sentence says things went: for a goal, and for one that something should not happen.

    `is_compared` is true where it compares with before, and not only says "better" or "settled".
    """

    way: Progress | None = None
    against: Progress | None = None
    is_compared: bool = False


def way_told(reading: Reading, kind: Kinded, following: str) -> Told:
    """Return which way a sentence says things went; plans say nothing."""
    words = reading.words_of(kind.sentence.span)
    if (kind.kind == "plan" and kind.is_sure) or _is_a_goal_itself(words, reading.note.plan_goals):
        return Told()
    if _AS_BEFORE.search(words):
        return Told("same", "same", is_compared=True)
    went = way_of(words)
    if went is None and following and has_figure(words) and _BACK_THEN.match(following):
        words = f"{words} {following}"
        went = way_of(words)
    if went is not None:
        if went == "level":
            return Told("same", "same", is_compared=True)
        is_bad = _BAD_THINGS.search(words) is not None
        against: Progress = "better" if went == "down" else "worse"
        return Told("better" if (went == "up") != is_bad else "worse", against, is_compared=True)
    found = {match.entry.kind for match in reading.matches(LIST, kind.sentence.span)}
    way = next((way for way in _WAYS if way in found), None)
    return Told(way, way)


def _is_a_goal_itself(words: str, goals: Sequence[str]) -> bool:
    """Tell whether a line is but the wording of a goal: "1. Precious has breakfast every day."."""
    return any(words.casefold().strip(_AROUND) == goal.casefold().strip(_AROUND) for goal in goals)


def is_met(reading: Reading, goal: Goal, kind: Kinded, said: Said) -> bool:
    """Tell whether a sentence shows a goal met, or nearer: what should not be is no more, what should be is new."""
    if kind.kind not in {"fact", "reported", "opinion"}:
        return False
    words = reading.words_of(kind.sentence.span)
    if goal.is_against and not goal.words.isdisjoint(said.stems):
        return _NONE_OF_IT.search(words) is not None and _SO_FAR.search(words) is not None
    return _NO_MORE_HARM.search(words) is not None or _IS_NEW.search(words) is not None
