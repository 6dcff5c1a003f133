"""Which of the plan's goals a note speaks of, and what it says of progress: better, the same, worse, or nothing.

A goal is found by its own words and by everyday words that go with them; progress by figures of now and
then, and by the phrases of the list `plan_goals`, in the sentences that speak of the goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.guidance.goal_words import (
    Goal,
    Said,
    read_goal,
    read_words,
    read_words_of,
    touches,
    touches_by_name,
)
from service.reading.guidance.progress import Progress, Told, is_met, way_told
from service.reading.read import Reading

TOUCHED = 0.6
"""How much a sentence must speak of a goal to count: one of its own words, or two that go with them."""
_LABEL_WORDS = 3  # "1. Bed." names what the rest of its line is about
_BY_NAME = 2.0  # what being called by its number or its topic adds
_COMPARED = 0.5  # what a comparison with before adds over a phrase
_MOST_EVIDENCE = 4
_FURTHER = 3  # sentences behind one on a goal in which "it was three in May" may still stand
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_BY_NUMBER = re.compile(
    rf"\W*(?:goal|aim|outcome|objective|decision)\s*(?:no\.?\s*)?(?P<n>\d|{'|'.join(_NUMBERS)})\b", re.IGNORECASE
)
_LABEL = re.compile(r"\W*(?:\d+[.):]?\s+)?(?P<words>[^\W\d_][^:;,.\n]{1,40}?)\s*(?::|\s[-–—]|\.(?=\s|\Z))")
_GOES_ON = re.compile(
    r"\W*(?:it|he|she|they|that|this|these|there|in|at|last|before|now|still|when|none|no|not|you|we|two|three|one|four"
    r"|five|\d+|never|only|up|down)\b",
    re.IGNORECASE,
)
_ALL_MET = re.compile(
    r"\b(?:all|both|each|every|the (?:two|three|four|five))\b[^.;\n]{0,25}"
    r"\b(?:goals?|aims?|outcomes?|objectives?|targets?|things|needs)\b[^.;\n]{0,40}"
    r"\b(?:met|achieved|done|reached|completed?|there|fulfilled)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GoalRead:
    """A goal as it was sent, what the note says of progress (None: not touched), and the sentences behind."""

    goal: str
    progress: Progress | None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A sentence that speaks of a goal, how much, and which way it says things went."""

    span: Span
    score: float
    way: Progress | None


def read_goals(reading: Reading) -> tuple[GoalRead, ...]:
    """Return what the note says of each of its plan's goals, in their order."""
    sent = reading.note.plan_goals
    if not sent:
        return ()
    names = tuple(reading.words_of(name) for name in reading.text.names)
    goals = tuple(read_goal(goal, reading.note, names) for goal in sent)
    said = tuple(read_words(reading.text.tokens_of(kind.sentence) for kind in reading.kinds))
    shares = _shares(reading, goals, said)
    told = [way_told(reading, kind, _next_on_line(reading, at)) for at, kind in enumerate(reading.kinds)]
    all_met = [kind.sentence.span for kind in reading.kinds if _says_all_met(reading, kind.sentence.span)]
    return tuple(
        _read(words, list(_spoken(reading, goal, at, said, told, shares=shares)), all_met)
        for at, (words, goal) in enumerate(zip(sent, goals, strict=True))
    )


def _says_all_met(reading: Reading, span: Span) -> bool:
    words = reading.words_of(span)
    return _ALL_MET.search(words) is not None and re.search(r"\b(?:not|n['’]t|will|once|if|until)\b", words) is None


def _read(goal: str, spoken: Sequence[_Spoken], all_met: Sequence[Span]) -> GoalRead:
    telling = [one for one in spoken if one.way]
    if not telling and all_met:
        return GoalRead(goal, "better", tuple(all_met[:1]))
    if not spoken:
        return GoalRead(goal, None)
    best = max(telling, key=lambda one: one.score, default=None)
    shown = sorted(sorted(telling or spoken, key=lambda one: -one.score)[:_MOST_EVIDENCE], key=lambda one: one.span)
    progress: Progress = best.way if best is not None and best.way is not None else "not_said"
    return GoalRead(goal, progress, tuple(one.span for one in shown))


def _shares(reading: Reading, goals: Sequence[Goal], said: Sequence[Said]) -> list[list[float]]:
    """Return how much each sentence speaks of each goal: by its words, by the goal's number, or under its topic."""
    shares: list[list[float]] = []
    text, end, number = reading.note.text, 0, None
    for kind, words in zip(reading.kinds, said, strict=True):
        here = kind.sentence.span
        if "\n" in text[end : here.start]:
            number = None
        end = here.end
        if found := _BY_NUMBER.match(text, here.start, here.end):
            called = found["n"].lower()
            number = (int(called) if called.isdigit() else _NUMBERS.index(called) + 1) - 1
        label = _LABEL.match(text, here.start, here.end)
        topic = read_words_of(label["words"]) if label else None
        shares.append(
            [
                touches(goal, words)
                + _BY_NAME * (at == number)
                + _BY_NAME * (topic is not None and touches_by_name(goal, topic))
                for at, goal in enumerate(goals)
            ]
        )
    return shares


def _spoken(  # noqa: PLR0913 - what was read of the sentences, line by line
    reading: Reading,
    goal: Goal,
    at_goal: int,
    said: Sequence[Said],
    told: Sequence[Told],
    *,
    shares: Sequence[Sequence[float]],
) -> Iterator[_Spoken]:
    """Yield the sentences that speak of a goal, and what goes on from them on their line, where it tells more.

    All that stands behind a label ("1. Bed.") is about the goal, until another goal is spoken of.
    """
    score, is_label, behind = 0.0, False, 0
    for at, kind in enumerate(reading.kinds):
        span = kind.sentence.span
        if at and "\n" in reading.note.text[reading.kinds[at - 1].sentence.span.end : span.start]:
            score, is_label = 0.0, False
        way = told[at].against if goal.is_against else told[at].way
        is_compared = told[at].is_compared
        if shares[at][at_goal] >= TOUCHED:
            if not is_compared and is_met(reading, goal, kind, said[at]):
                way = "better"
            score, behind = shares[at][at_goal], 0
            is_label = len(said[at].lowered) <= _LABEL_WORDS
            yield _Spoken(span, score + _COMPARED * is_compared, way)
            continue
        behind += 1
        if max(shares[at]) >= TOUCHED:
            score, is_label = 0.0, False
        if is_label:
            yield _Spoken(span, score, way)
        elif score and way and behind <= (_FURTHER if is_compared else 1) and _GOES_ON.match(reading.words_of(span)):
            yield _Spoken(span, score / 2, way)


def _next_on_line(reading: Reading, at: int) -> str:
    """Return the sentence after one, if it stands on the same line: "It was 44 in March."."""
    if at + 1 == len(reading.kinds):
        return ""
    here, after = reading.kinds[at].sentence.span, reading.kinds[at + 1].sentence.span
    return "" if "\n" in reading.note.text[here.end : after.start] else reading.words_of(after)
