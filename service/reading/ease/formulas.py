"""The classic readability formulas, with the counts and constants that textstat uses.

The numbers are textstat's (the tests compare them), worked out here because textstat 0.7
fetches its syllable dictionary over the network, keeps whole notes in caches, and takes one
second and 130 MB to import. Syllables come from `word_levels` instead, which holds the
counts of the CMU Pronouncing Dictionary; other words are hyphenated by pyphen, as there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from service.reading.ease.word_levels import LONGEST_WORD, levels_of
from service.reading.memory import Memory

if TYPE_CHECKING:
    from pyphen import Pyphen

_SENTENCE = re.compile(r"\b[^.!?]+[.!?]*")
_STRAY_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_NOT_WORD_OR_APOSTROPHE = re.compile(r"[^\w\s']")
_NOT_WORD = re.compile(r"[^\w\s]")
_POLYSYLLABLE = 3
_LONG_LETTERS = 7
_MINI_LETTERS = 3
_LINSEAR_WORDS = 100
_LINSEAR_TURN = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas are made of. Words and sentences are textstat's, not our own."""

    words: int
    sentences: int
    syllables: int
    letters: int
    characters: int
    chunks: int
    polysyllables: int
    long_words: int
    mini_words: int
    not_easy: int
    not_easy_two: int
    not_easy_three: int
    linsear: float


def formulas(text: str) -> dict[str, float]:
    """Return every formula by textstat's name; 0 for a text without words.

    Grades are years of schooling in the United States (add 5 for an age in England), but
    `flesch_reading_ease` is higher for easier texts, and `lix`, `rix` and `mcalpine_eflaw` have
    their own scales.

    Source: textstat 0.7.13, whose documentation names the paper behind each.
    """
    counts = _counts(text)
    if not counts.words:
        return dict.fromkeys(_FORMULAS, 0.0)
    return {name: round(formula(counts), 4) for name, formula in _FORMULAS.items()}


def split_words(text: str) -> list[str]:
    """Return the words as textstat splits them: marks removed, `don't` and `well-known` one each."""
    return _NOT_WORD_OR_APOSTROPHE.sub("", _STRAY_APOSTROPHE.sub("", text)).split()


def count_sentences(text: str) -> int:
    """Return textstat's number of sentences: runs up to a full stop that have over two words."""
    if not text:
        return 0
    found = _SENTENCE.findall(text)
    return max(1, sum(len(split_words(sentence)) > 2 for sentence in found))  # noqa: PLR2004


def _counts(text: str) -> Counts:
    words = [word.lower() for word in split_words(text)]
    facts = levels_of(words)
    unlisted = _syllables_of([word for word, known in facts.items() if not known.syllables])
    syllables = {word: known.syllables or unlisted[word] for word, known in facts.items()}
    spoken = [syllables[word] for word in words]
    hard = [spoken[place] for place, word in enumerate(words) if not facts[word].easy]
    bare = _NOT_WORD.sub("", text).split()
    chunks = text.split()
    return Counts(
        words=len(words),
        sentences=count_sentences(text),
        syllables=sum(spoken),
        letters=sum(map(len, bare)),
        characters=sum(map(len, chunks)),
        chunks=len(chunks),
        polysyllables=sum(count >= _POLYSYLLABLE for count in spoken),
        long_words=sum(len(word) >= _LONG_LETTERS for word in bare),
        mini_words=sum(len(word) <= _MINI_LETTERS for word in bare),
        not_easy=len(hard),
        not_easy_two=sum(count >= 2 for count in hard),  # noqa: PLR2004
        not_easy_three=sum(count >= _POLYSYLLABLE for count in hard),
        linsear=_linsear(chunks, spoken, text),
    )


def _linsear(chunks: list[str], spoken: list[int], text: str) -> float:
    """Return the Linsear Write grade, which reads the first hundred words only."""
    if len(chunks) > _LINSEAR_WORDS:
        text, count = _opening(chunks)
        spoken = spoken[:count]
    points = sum(3 if syllables >= _POLYSYLLABLE else 1 for syllables in spoken)
    score = points / max(1, count_sentences(text))
    return (score - 2 if score <= _LINSEAR_TURN else score) / 2


def _opening(chunks: list[str]) -> tuple[str, int]:
    words = 0
    for place, chunk in enumerate(chunks, start=1):
        words += bool(split_words(chunk))
        if words == _LINSEAR_WORDS:
            return " ".join(chunks[:place]), words
    return " ".join(chunks), words


def _syllables_of(words: Sequence[str]) -> dict[str, int]:
    """Return the syllables of words that no dictionary holds, hyphenating only those not met a while ago."""
    keys = [_memory().key(word.encode("utf-8", "surrogatepass")) for word in words]
    found = _memory().answers(keys, lambda places: (_hyphenated(words[place]) for place in places))
    return dict(zip(words, found, strict=True))


@cache
def _memory() -> Memory[int]:
    return Memory()


def _hyphenated(word: str) -> int:
    """Return one more than the places where the word may be broken."""
    pyphen = hyphenator()
    places = len(pyphen.positions(word[:LONGEST_WORD]))
    # pyphen remembers every word it was ever asked about; a note's words must not stay.
    pyphen.hd.cache.clear()
    return places + 1


@cache
def hyphenator() -> Pyphen:
    """Load the American hyphenation patterns, as textstat does; they outlive the note, its words do not."""
    from pyphen import Pyphen  # 45 ms and 4 MB; only words outside the dictionary need it

    return Pyphen(lang="en_US")


def _dale_chall(counts: Counts) -> float:
    share = 100 * counts.not_easy / counts.words
    score = 0.1579 * share + 0.0496 * counts.words / counts.sentences
    return score + 3.6365 if share > 5 else score  # noqa: PLR2004


def _dale_chall_v2(counts: Counts) -> float:
    share = 100 * counts.not_easy_two / counts.words
    score = 0.1579 * share + 0.0496 * counts.words / counts.sentences
    return score + 3.6365 if score > 0.05 else score  # noqa: PLR2004


_FORMULAS: Mapping[str, Callable[[Counts], float]] = {
    "flesch_reading_ease": lambda n: 206.835 - 1.015 * n.words / n.sentences - 84.6 * n.syllables / n.words,
    "flesch_kincaid_grade": lambda n: 0.39 * n.words / n.sentences + 11.8 * n.syllables / n.words - 15.59,
    "smog_index": lambda n: 1.043 * (30 * n.polysyllables / n.sentences) ** 0.5 + 3.1291,
    "gunning_fog": lambda n: 0.4 * (n.words / n.sentences + 100 * n.not_easy_three / n.words),
    "coleman_liau_index": lambda n: 5.8 * n.letters / n.words - 29.6 * n.sentences / n.words - 15.8,
    "automated_readability_index": lambda n: 4.71 * n.characters / n.chunks + 0.5 * n.words / n.sentences - 21.43,
    "dale_chall_readability_score": _dale_chall,
    "dale_chall_readability_score_v2": _dale_chall_v2,
    "spache_readability": lambda n: 0.141 * n.words / n.sentences + 8.6 * n.not_easy_two / n.words + 0.839,
    "linsear_write_formula": lambda n: n.linsear,
    "lix": lambda n: n.words / n.sentences + 100 * n.long_words / n.words,
    "rix": lambda n: n.long_words / n.sentences,
    "mcalpine_eflaw": lambda n: (n.words + n.mini_words) / n.sentences,
}
