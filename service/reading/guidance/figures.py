"""Figures of now and then in some words: "13 mornings of 16, it was 5 of 15", "41%, down from 58", "weekly now"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import inf
from typing import Literal

from service.reading.number_words import NUMBER_WORDS

Way = Literal["up", "down", "level"]

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = (
    {"no": 0, "none": 0, "nothing": 0, "never": 0, "zero": 0, "nil": 0, "once": 1, "twice": 2}
    | {word: number for number, word in enumerate(NUMBER_WORDS, start=1)}
    | _TENS
    | {
        f"{ten}{mark}{one}": _TENS[ten] + number
        for ten in _TENS
        for mark in "- "
        for number, one in enumerate(NUMBER_WORDS[:9], start=1)
    }
)
_N = r"(?:\d+(?:\.\d+)?|" + "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True)) + r")"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_UNIT = r"(?:day|night|morning|evening|afternoon|school day|weekday|week|weekend|fortnight|month|term)"
_AMOUNT = re.compile(
    rf"""
      (?P<word>monthly|fortnightly|weekly|daily|nightly|termly|quarterly|{_DAYS})\b
    | \b(?P<every>every|each|per|an?)\ (?:(?P<nth>two|three|four|five|six|second|other|single)\ )?(?P<unit>{_UNIT})s?\b
    | \b(?P<all>every|always|all\ of\ (?:them|the))\b
    | (?<![\w/.:])£?(?P<years>\d+)\ ?y(?:rs?|ears?)?,?\ (?:and\ )?(?P<months>\d+)\ ?m(?:ths?|onths?)?\b
    | (?<![\w/.:])(?P<share>\d{{1,3}})/(?P<whole>\d{{1,3}})(?![\w/])
    | (?<![\w/.:'’-])£?(?P<n>{_N})(?:kg|g|lbs?|cm|hrs?)?(?![\w/:'’]|\.\d|-\w)(?P<pc>\s?%|\ per\ ?cent)?
      (?:(?:\s+[^\W\d][\w'’]*){{0,3}}?\s+(?:of|out\ of|in)\s+(?:the\s+)?(?:last\s+|planned\s+)?(?P<of>{_N})(?![\w/:]))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PER_MONTH = {
    "monthly": 1.0, "fortnightly": 2.0, "weekly": 4.0, "daily": 30.0, "nightly": 30.0, "termly": 0.3, "quarterly": 0.3,
    "day": 30.0, "night": 30.0, "morning": 30.0, "evening": 30.0, "afternoon": 30.0, "school day": 22.0,
    "weekday": 22.0, "week": 4.0, "weekend": 4.0, "fortnight": 2.0, "month": 1.0, "term": 0.3,
}  # fmt: skip
_NTH = {"two": 2.0, "second": 2.0, "other": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_MOST_AMOUNTS = 12  # in one sentence; each is held against each
_CLOCK = re.compile(r"\d{1,2}\.[0-5]\d\Z")
_NAMES_A_THING = re.compile(
    r"(?:\b(?:that|this|but|which|another|the other|no|any|each|at|by|until|till|year|number|no\.?|goal|aim|outcome"
    r"|section|step|week|room|aged?|level|stage|flat|phase|tier|page|question|after|only|which) )\Z",
    re.IGNORECASE,
)
_DATED = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of )?{_MONTH}\b|\s?(?:am|pm)\b", re.IGNORECASE)
_APART = re.compile(
    r"[,;:()–—]|\.(?:\s|\Z)|\s-\s|\s(?=(?:(?:up|down) from|from|against|compared (?:with|to)|whereas|where|but"
    r"|instead of|and (?:in|the|at|last|before|now|it|they|there)|than)\b)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\b[^,;:.]*", re.IGNORECASE)
_OLDER = re.compile(r"\b(?:the (?:time|one|month|term|week|review) before|before that)\b", re.IGNORECASE)
_THEN = re.compile(
    rf"""
      \b(?:used\ to|last|previous(?:ly)?|earlier|originally|initially|formerly|ago|than|against|instead\ of)\b
    | \b(?:compared\ (?:with|to)|(?:up|down)\ from)\b | ^\W*from\b
    | \bbefore\b(?!\ (?:\d|school|bed|breakfast|lunch|tea|they|it\ |nine|eight|ten|six|seven))
    | \bat\ (?:the|his|her|their|our)\ (?:\w+\ ){{0,2}}(?:start|beginning|first|last|check|review|meeting|conference)\b
    | \bwhen\ (?:we|i|the\ plan)\ (?:began|started|first|last|met|opened)\b
    | \b(?:in|over|during|at|by|back\ in)\ (?:the\ )?(?:{_MONTH}|autumn|summer|spring|winter|christmas|easter)\b
    | ^\W*{_MONTH}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_IT_WAS = re.compile(
    r"\W*(?:(?:and |but )?(?:it|they|that|this|there|he|she) (?:was|were|had|used)|was|were|had been)\b", re.IGNORECASE
)
_WAS = re.compile(r"\b(?:was|were|had|did|['’]d)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:now|this (?:week|month|term|half[- ]term|time|year|review|period)|currently|today|these days|nowadays"
    r"|at present|so far|to date|up to|down to)\b",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(rf"\b{_MONTH}\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom\b(?P<old>.{1,40}?)\bto\b(?P<new>.{1,40})", re.IGNORECASE)
_STATED = re.compile(
    r"\b(?:(?P<up>up|rose|risen|rising|increased|increasing|more than doubled|doubled)"
    r"|(?P<down>down|fell|fallen|falling|dropped|decreased|reduced|halved))\b"
    rf"(?:(?P<to>\s+(?:(?:from|by|again|since)\b|to\s+£?{_N}\b))|(?=\W*(?:[:,;.(]|\Z)))",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:is|are|has|have|been|gone|went|came|going)\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with what it is out of, or how often something happens; `old` says how surely it is of then."""

    value: float
    whole: float | None = None
    per_month: float | None = None
    unit: str = ""
    old: int = 0
    month: int | None = None

    @property
    def share(self) -> float | None:
        if self.value == inf:
            return 1.0
        return self.value / self.whole if self.whole else None

    def is_like(self, other: _Amount) -> bool:
        """Tell whether two are surely of one thing: of the same unit, both shares, or both rates."""
        if self.unit and self.unit == other.unit:
            return True
        return (self.whole is not None and other.whole is not None) or (
            self.per_month is not None and other.per_month is not None
        )

    def against(self, other: _Amount) -> Way:
        """Return which way it went from `other` to this: by how often, by shares, or by plain numbers."""
        now, then = self.value, other.value
        if self.per_month is not None and other.per_month is not None:
            now, then = self.per_month, other.per_month
        elif self.share is not None and other.share is not None:
            now, then = self.share, other.share
        return "level" if now == then else "up" if now > then else "down"


def has_figure(words: str) -> bool:
    """Tell whether some words hold a number or say how often."""
    return next(_amounts(words), None) is not None


def way_of(words: str) -> Way | None:
    """Return which way the figures in some words went since last time, or None where they do not say."""
    for found in _FROM_TO.finditer(words):
        old, new = next(_amounts(found["old"]), None), next(_amounts(found["new"]), None)
        if old is not None and new is not None:
            return new.against(old)
    pair = _now_and_then(list(islice(_dated(words), _MOST_AMOUNTS)))
    if pair is not None:
        return pair[0].against(pair[1])
    return _stated(words)


def _stated(words: str) -> Way | None:
    """Return the way where it is said in a word: "up from 58", "lates are down"."""
    for found in _STATED.finditer(words):
        if found["to"] or _GONE.search(words, 0, found.start()):
            return "up" if found["up"] else "down"
    return None


def _now_and_then(amounts: Sequence[_Amount]) -> tuple[_Amount, _Amount] | None:
    """Return two amounts of which one is surely of an earlier time, those of like things first, then near ones."""
    places = sorted(
        combinations(range(len(amounts)), 2),
        key=lambda pair: (not amounts[pair[0]].is_like(amounts[pair[1]]), pair[1] - pair[0]),
    )
    pairs = ((amounts[first], amounts[second]) for first, second in places)
    for first, second in pairs:
        if first.old != second.old and max(first.old, second.old) > 0:
            return (first, second) if first.old < second.old else (second, first)
        if first.month is not None and second.month is not None and first.month != second.month:
            is_later = (first.month - second.month) % 12 < 6  # noqa: PLR2004 - half a year
            return (first, second) if is_later else (second, first)
    return None


def _dated(words: str) -> Iterator[_Amount]:
    """Yield the amounts in some words, each with how surely the stretch that it stands in tells of then."""
    start = 0
    for end in [*(found.end() for found in _APART.finditer(words)), len(words)]:
        stretch = words[start:end]
        told = _SINCE.sub("", stretch)
        named = _NAMED_MONTH.search(told)
        month = _MONTHS.index(named[0].lower()[:3]) if named else None
        old = max(_age(told), 2 * (start > 0 and _IT_WAS.match(told) is not None))
        for amount in _amounts(stretch):
            yield _Amount(amount.value, amount.whole, amount.per_month, amount.unit, old, month)
        start = end


def _age(stretch: str) -> int:
    """Return how surely words tell of an earlier time, from -1 for now to 3."""
    if _OLDER.search(stretch):
        return 3
    if _THEN.search(stretch):
        return 2
    return -1 if _NOW.search(stretch) else int(_WAS.search(stretch) is not None)


def _amounts(words: str) -> Iterator[_Amount]:
    for found in _AMOUNT.finditer(words):
        if (amount := _amount(words, found)) is not None:
            yield amount


def _amount(words: str, found: re.Match[str]) -> _Amount | None:
    if found["word"] or found["unit"] or found["all"]:
        return _how_often(found)
    if found["years"]:
        return _Amount(int(found["years"]) * 12 + int(found["months"]))
    if found["share"]:
        of = float(found["whole"])
        return _Amount(float(found["share"]), of) if of and float(found["share"]) <= of else None
    return _number(words, found)


def _how_often(found: re.Match[str]) -> _Amount | None:
    if found["word"]:
        word = found["word"].lower()
        return _Amount(inf if word == "daily" else 1.0, None, _PER_MONTH.get(word, 4.0))  # "Sundays" is weekly
    if found["all"]:
        return _Amount(inf)
    if found["every"].lower() in {"a", "an", "per"}:
        return None  # "five mornings a week" is five
    return _Amount(inf, None, _PER_MONTH[found["unit"].lower()] / _NTH.get((found["nth"] or "").lower(), 1.0))


def _number(words: str, found: re.Match[str]) -> _Amount | None:
    is_time = _CLOCK.search(found["n"]) and not found["pc"]
    if is_time or _DATED.match(words, found.end()) or _NAMES_A_THING.search(words, 0, found.start()):
        return None
    value = _value(found["n"])
    whole = _value(found["of"]) if found["of"] else None
    if whole is not None and (whole < value or whole == 0):
        whole = None
    unit = re.match(r"\s+([^\W\d_]{3,})", words[found.end() : found.end() + 25])
    return _Amount(value, whole, unit=unit[1].lower().rstrip("s") if unit and not whole else "")


def _value(word: str) -> float:
    lowered = word.lower()
    return float(_WORDS[lowered]) if lowered in _WORDS else float(lowered)
