"""Signs of what a note holds: phrases that a practice lead can write, looked for in headings and in what is said.

A phrase is words in small letters. `*` at the end of a word stands for whatever the word goes on with, `*` alone
for any one word, and at the end of a heading for whatever the heading goes on with; ` + ` between phrases asks that
both stand in one sentence. Where a phrase stands is found from the words of the note, so that hundreds cost little.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

PIECE = re.compile(r"[^\W_]+|%")
_WANTED = re.compile(r"[^\W_]+\*?|%|\*")
REST = "*"

Pattern = tuple[str, ...]


class Sayings:
    """Stretches of words (as `pieces` gives them), each looked at on its own: sentences, or headings."""

    def __init__(self, stretches: Iterable[Sequence[str]]) -> None:
        self._words: list[str] = []
        self._stretch: list[int] = []  # of each word
        self._openings: set[int] = set()
        for number, words in enumerate(stretches):
            self._openings.add(len(self._words))
            self._words += words
            self._stretch += [number] * len(words)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word].append(place)
        self._vocabulary = sorted(self._places)

    def hold(self, phrases: tuple[str, ...]) -> bool:
        """Tell whether one of the phrases stands somewhere; of one with ` + ` in it, all parts in one stretch."""
        return any(self._holds(patterns) for patterns in parsed(phrases) if self._may_stand(patterns[0][0]))

    def begin_with(self, phrases: tuple[str, ...]) -> bool:
        """Tell whether a stretch is one of the phrases, or begins with one that has `*` at its end."""
        return any(self._is_opening(patterns[0]) for patterns in parsed(phrases) if self._may_stand(patterns[0][0]))

    def _may_stand(self, wanted: str) -> bool:
        return wanted in self._places or wanted[-1] == REST

    def _holds(self, patterns: tuple[Pattern, ...]) -> bool:
        found = {self._stretch[place] for place in self._standing(patterns[0])}
        for other in patterns[1:]:
            found &= {self._stretch[place] for place in self._standing(other)} if found else set()
        return bool(found)

    def _is_opening(self, pattern: Pattern) -> bool:
        is_open = pattern[-1] == REST
        bare = pattern[:-1] if is_open else pattern
        starts = (place for place in self._standing(bare) if place in self._openings)
        return any(is_open or self._is_end(place + len(bare)) for place in starts)

    def _is_end(self, place: int) -> bool:
        """Tell whether a stretch ends before the word at `place`."""
        return place in self._openings or place == len(self._words)

    def _standing(self, pattern: Pattern) -> Iterator[int]:
        for word in self._matching(pattern[0]):
            for place in self._places[word]:
                if len(pattern) == 1 or self._fits(pattern, place):
                    yield place

    def _matching(self, wanted: str) -> Sequence[str]:
        if wanted[-1] != REST:
            return (wanted,) if wanted in self._places else ()
        stem, vocabulary = wanted[:-1], self._vocabulary
        first = last = bisect_left(vocabulary, stem)
        while last < len(vocabulary) and vocabulary[last].startswith(stem):
            last += 1
        return vocabulary[first:last]

    def _fits(self, pattern: Pattern, place: int) -> bool:
        last = place + len(pattern) - 1
        if last >= len(self._words) or self._stretch[last] != self._stretch[place]:
            return False
        return all(map(_same, pattern[1:], self._words[place + 1 : last + 1]))


def pieces(text: str) -> list[str]:
    """Return the words of a text in lower case, cut at apostrophes and hyphens: "child's" is two."""
    return PIECE.findall(text.lower())


@cache
def parsed(phrases: tuple[str, ...]) -> tuple[tuple[Pattern, ...], ...]:
    """Return the patterns of each phrase: one, or several where ` + ` stands between."""
    return tuple(tuple(tuple(_WANTED.findall(part.lower())) for part in phrase.split(" + ")) for phrase in phrases)


def _same(wanted: str, word: str) -> bool:
    return word == wanted or (wanted[-1] == REST and word.startswith(wanted[:-1]))
