"""How old a child would be to read a note with ease, and what makes it hard.

The age comes from a linear model over plain values of each sentence (`hardness.py`), so it can be
taken apart again: what every sentence adds, and whether by its length, its build or its words.
The classic formulas stand beside it as measures. How the model was made: `models/reading_age`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from service.note import Span
from service.reading.ease.formulas import formulas
from service.reading.ease.hardness import (
    GROUP,
    NAMES,
    SentenceLoad,
    for_each_sentence,
    is_content,
    known_from,
    sentence_loads,
)
from service.reading.ease.word_levels import WordFacts, rough_syllables, word_level, word_table
from service.reading.language.text import Sentence, Text, Token
from service.reading.memory import Memory
from service.reading.models import model_folder
from service.reading.number_words import NUMBER_WORDS

__all__ = [
    "Aim",
    "Readability",
    "SentenceCost",
    "age_model",
    "aim_for",
    "estimate_years",
    "hard_words",
    "read_readability",
    "sentence_years",
    "warm_up",
    "word_level",
]

FEWEST_WORDS = 30  # under it one word moves the age by a year
SURE_FROM_WORDS = 100  # under it the age is given as a range; errors by length are in models/reading_age/card.md
LONG_FROM_WORDS = 20  # plain-English practice; a shorter sentence is hard for another reason
YOUNGEST, OLDEST = 5.0, 18.0
ADULT_FROM = 16.5

WORTH_NAMING_YEARS = 8.0
SHORTEST_HARD_WORD = 4  # shorter ones are units and shorthand: cm, wk

_NUMBERS = ("none", *NUMBER_WORDS)


@dataclass(frozen=True, slots=True)
class SentenceCost:
    """What one sentence adds to the reading age.

    `years` is how far the age of the note would fall if this sentence were a plain one; `why` is
    the largest reason, in words for the writer.
    """

    span: Span
    years: float
    words: int
    why: str


@dataclass(frozen=True, slots=True)
class Readability:
    """A note's reading age in years, or the reason why there is none.

    `measures` holds textstat's formulas by name, and ours: mean words a sentence, mean age of the
    words, share of words learned after eleven, subordinate clauses and passives a sentence.
    `costs` holds every sentence in reading order but headings and other people's words.
    """

    reading_age_years: float | None
    band: str
    measures: Mapping[str, float]
    words: int
    sentences: int
    reason: str | None = None
    costs: tuple[SentenceCost, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Aim:
    """What a note should be like for its reader: ages in years, the longest sentence in words."""

    reading_age_years: float
    longest_sentence_words: int
    known_by_years: float


@dataclass(frozen=True, slots=True)
class AgeModel:
    """Years = constant + the sum of weight × value; `plain` is the value of a plain sentence."""

    constant: float
    weights: tuple[float, ...]
    plain: tuple[float, ...]
    error_years: tuple[tuple[int, float], ...]


def read_readability(text: Text) -> Readability:
    """Return how hard the text is to read: an age, its band, the measures, each sentence's cost."""
    loads = sentence_loads(text)
    words = sum(load.words for load in loads)
    measures = MappingProxyType(formulas(text.text) | _own_measures(loads))
    if words < FEWEST_WORDS:
        reason = f"Only {words} word{'s' * (words != 1)}: a reading age needs at least {FEWEST_WORDS}."
        return Readability(None, "", measures, words, len(loads), reason)
    years = round(_bounded(_years_of(loads)), 1)
    return Readability(years, band(years, words), measures, words, len(loads), None, _costs(text, loads))


def estimate_years(text: Text) -> float | None:
    """Return the age for a text of any length, one sentence included; None without a word.

    For evaluation: on under 30 words too rough to be shown to anybody.
    """
    loads = sentence_loads(text)
    return _years_of(loads) if loads else None


def sentence_years(load: SentenceLoad) -> float:
    """Return the age of one sentence alone, as a note of that sentence would have it."""
    model = age_model()
    return model.constant + sum(weight * value for weight, value in zip(model.weights, load.values, strict=True))


def hard_words(text: Text) -> tuple[tuple[Token, float], ...]:
    """Return each word that is learned late and the age from which it is usually known.

    Left out: names, numbers, other people's words, words that no graded list holds (a word is not
    hard because it is missing, and note shorthand is on no list), and words known before eight.
    """
    by_sentence = for_each_sentence(text, _hard_words, _hard_in)
    return tuple(
        (text.tokens[sentence.first + place], years)
        for sentence, found in zip(text.sentences, by_sentence, strict=True)
        for place, years in found
    )


_hard_words: Memory[tuple[tuple[int, float], ...]] = Memory()
"""The hard words of sentences, by their place in them."""


def _hard_in(text: Text, sentence: Sentence, facts: dict[str, WordFacts]) -> tuple[tuple[int, float], ...]:
    found = []
    for token in text.tokens_of(sentence):
        if token.spoken_for or len(token.text) < SHORTEST_HARD_WORD:
            continue
        if not is_content(token, opens_sentence=token.index == sentence.first):
            continue
        known = known_from(token, facts)
        if known.graded and known.years > WORTH_NAMING_YEARS:
            found.append((token.index - sentence.first, round(known.years, 1)))
    return tuple(found)


def aim_for(child_age_years: float | None, reader: str) -> Aim:
    """Return what to aim for: by the child's age if the child is the reader, else by the reader.

    A child under seven will read the note later, so the aim is that of a ten-year-old. Without an
    age the aim is the same. A family is aimed at as adults are, a professional a step above.

    Source: own proposal, on plain-English practice for public bodies (an adult text at 12 to 13
    years); a guide, not a gate.
    """
    if reader == "professional":
        return Aim(16.0, 30, 18.0)
    if reader == "family":
        return Aim(13.0, 20, 15.0)
    if child_age_years is None or child_age_years < 7:  # noqa: PLR2004
        return Aim(10.0, 20, 13.0)
    return next(aim for until, aim in _AIMS if child_age_years < until)


_AIMS = (
    (10, Aim(8.0, 12, 12.0)),
    (13, Aim(10.0, 15, 13.0)),
    (16, Aim(12.0, 18, 14.0)),
    (float("inf"), Aim(13.0, 20, 15.0)),
)


def band(years: float, words: int) -> str:
    """Return the age in words; a range where the text is short."""
    if words < SURE_FROM_WORDS:
        error = next(error for fewer_than, error in reversed(age_model().error_years) if words >= fewer_than)
        youngest, oldest = (_whole(_bounded(years - error)), _whole(_bounded(years + error)))
        return f"somewhere from {_NUMBERS[youngest]} to {_NUMBERS[oldest]} years: too short to say more closely"
    if years >= ADULT_FROM:
        return "written for adults: most sixteen-year-olds would find it hard"
    return f"most {_NUMBERS[_whole(years)]}-year-olds can read this"


def warm_up() -> None:
    """Load the model and the table of words now rather than with the first note."""
    age_model()
    word_table()
    formulas("Yxqw.")


@cache
def age_model() -> AgeModel:
    """Load the weights; ModelError where a file is missing or altered."""
    held = json.loads((model_folder("reading_age") / "weights.json").read_bytes())
    return AgeModel(
        constant=held["constant"],
        weights=tuple(held["weights"].get(name, 0.0) for name in NAMES),
        plain=tuple(held["plain"].get(name, 0.0) for name in NAMES),
        error_years=tuple((int(words), error) for words, error in held["error_years"]),
    )


def _years_of(loads: Sequence[SentenceLoad]) -> float:
    total = sum(load.words for load in loads)
    return sum(load.words * sentence_years(load) for load in loads) / total


def _own_measures(loads: Sequence[SentenceLoad]) -> dict[str, float]:
    words, count = sum(load.words for load in loads), len(loads)
    if not words:
        return {}
    place = {name: NAMES.index(name) for name in ("years", "from_eleven", "passives")}
    by_words = {name: sum(load.words * load.values[place[name]] for load in loads) / words for name in place}
    return {
        "words_a_sentence": round(words / count, 2),
        "word_age_years": round(by_words["years"], 2),
        "late_words_share": round(by_words["from_eleven"], 4),
        "clauses_a_sentence": round(sum(load.clauses for load in loads) / count, 2),
        "passives_a_sentence": round(sum(load.values[place["passives"]] for load in loads) / count, 2),
    }


def _costs(text: Text, loads: Sequence[SentenceLoad]) -> tuple[SentenceCost, ...]:
    total = sum(load.words for load in loads)
    return tuple(
        _cost(load, load.words / total)
        for load in loads
        if not load.sentence.is_heading and not _is_other_peoples(text, load.sentence)
    )


def _cost(load: SentenceLoad, share: float) -> SentenceCost:
    parts = dict.fromkeys(("length", "nesting", "vocabulary", "style", "noise"), 0.0)
    model = age_model()
    for name, weight, value, plain in zip(NAMES, model.weights, load.values, model.plain, strict=True):
        parts[GROUP[name]] += weight * (value - plain)
    years = max(0.0, sum(parts.values()) * share)
    return SentenceCost(load.sentence.span, round(years, 3), load.words, _why(load, parts))


def _why(load: SentenceLoad, parts: Mapping[str, float]) -> str:
    """Return the largest reason that can be shown in the sentence, its length if there is no other."""
    reasons = {"nesting": _nesting(load), "vocabulary": _late_words(load)}
    if load.words > LONG_FROM_WORDS:
        reasons["length"] = f"{load.words} words"
    shown = [group for group in sorted(reasons, key=lambda group: -parts[group]) if reasons[group]]
    return reasons[shown[0]] if shown else f"{load.words} word{'s' * (load.words != 1)}"


def _nesting(load: SentenceLoad) -> str:
    if load.depth >= 2:  # noqa: PLR2004
        return f"{_NUMBERS[load.depth + 1]} clauses inside each other"
    return f"{_NUMBERS[min(load.clauses + 1, 18)]} clauses in one sentence" if load.clauses >= 3 else ""  # noqa: PLR2004


def _late_words(load: SentenceLoad) -> str:
    named = dict.fromkeys(word.lower()[:20] for word, years in load.hardest if years > WORTH_NAMING_YEARS + 1)
    words = list(named)[:2]
    if not words:
        return ""
    kind = "long" if all(rough_syllables(word) > 2 for word in words) else "hard"  # noqa: PLR2004
    return f"{kind} word{'s' * (len(words) > 1)}: {', '.join(f'‘{word}’' for word in words)}"


def _is_other_peoples(text: Text, sentence: Sentence) -> bool:
    """Tell whether more than half of a sentence's words are quoted or pasted."""
    words = [token for token in text.tokens_of(sentence) if token.is_word]
    return 2 * sum(token.spoken_for for token in words) > len(words)


def _bounded(years: float) -> float:
    return min(OLDEST, max(YOUNGEST, years))


def _whole(years: float) -> int:
    return int(years + 0.5)
