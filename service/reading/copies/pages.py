"""A note laid out for comparing: its covered words, how much each tells, where sentences begin.

Kept with an earlier note, so that a draft that is read again at every pause in typing is compared
with five hundred notes without laying them out again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from service.reading.copies.alignment import Row, places_of
from service.reading.copies.token_views import COVERS, TokenView, grams, view_of
from service.reading.ease.word_levels import levels_of
from service.reading.language.text import Text

GRAM = 4
"""Words in a row by which a passage that may be shared is noticed."""

# How much a word tells, from its frequency (Zipf scale): 1 from 3.7 down, "the" next to nothing.
_TELLS_NOTHING, _TELLS_ALL, _LEAST = 7.2, 3.7, 0.12
_COVERED = 0.25  # a name or a date tells that there is one, no more

_CLAUSE = re.compile(r"[;:](?=\s)|\n")


class Page:
    """The covered words of a text with what is worked out from them; words are counted from 0."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.view: TokenView = view_of(text)
        self.words = self.view.masked.shown
        self.headed = self._headed()
        self.weights = [
            0.0 if headed else weight for headed, weight in zip(self.headed, weights_of(self.words), strict=True)
        ]
        self._sums = _running_sums(self.weights)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def row(self) -> Row:
        """The words as an alignment takes them."""
        return Row(self.words, [self.view.then(at) for at in range(len(self))])

    @cached_property
    def grams(self) -> frozenset[int]:
        """Hashes of the runs of GRAM words; they mean nothing outside this process."""
        return frozenset(self.hashes)

    @cached_property
    def hashes(self) -> list[int]:
        """The hash of the run of GRAM words that begins at each word."""
        return [hash(gram) for gram in grams(self.words, GRAM)]

    @cached_property
    def places(self) -> dict[tuple[str, ...], list[int]]:
        """Where each seed of an alignment begins."""
        return places_of(self.words)

    def weight(self, first: int, last: int) -> float:
        """Return how much the words from `first` up to but not including `last` tell together."""
        return self._sums[last] - self._sums[first]

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the words of the sentence that holds the word `at`."""
        return _around(self._sentences, at, len(self))

    def clause(self, at: int) -> tuple[int, int]:
        """Return the words of the clause, parted by semicolons, colons and line ends, that holds the word `at`."""
        return _around(self._clauses, at, len(self))

    @cached_property
    def _sentences(self) -> list[int]:
        return sorted({0} | {bisect_left(self.view.masked.starts, each.start) for each in self.text.sentences})

    @cached_property
    def _clauses(self) -> list[int]:
        ends = (mark.end() for mark in _CLAUSE.finditer(self.text.text))
        return sorted({*self._sentences, *(bisect_left(self.view.masked.starts, end) for end in ends)})

    def _headed(self) -> list[bool]:
        headed = [False] * len(self.words)
        starts = self.view.masked.starts
        for sentence in self.text.sentences:
            if sentence.is_heading:
                first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
                headed[first:last] = [True] * (last - first)
        return headed


def weights_of(words: Sequence[str]) -> list[float]:
    """Return how much each covered word tells, from 0 to 1: rare words the most."""
    facts = levels_of(words)
    scale = _TELLS_NOTHING - _TELLS_ALL
    return [
        _COVERED if word in COVERS else min(1.0, max(_LEAST, (_TELLS_NOTHING - facts[word].zipf) / scale))
        for word in words
    ]


def _running_sums(weights: Sequence[float]) -> list[float]:
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    return sums


def _around(edges: Sequence[int], at: int, end: int) -> tuple[int, int]:
    after = bisect_right(edges, at)
    return edges[after - 1], edges[after] if after < len(edges) else end
