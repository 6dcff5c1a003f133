"""Whether an opinion's basis stands in or beside it, by plain signs: what stands next to it, and its own words.

Readers agree on this least, and a network learns the labels of single notes by heart. A few dozen
signs, weighed once, generalise better; the two together do best (table in `models/sentence_kinds/card.md`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[a-z']+")
_BREAK = re.compile(r"\n[ \t]*\n")
_SIGNS = (
    "and",
    "as",
    "because",
    "but",
    "due",
    "for",
    "given",
    "having",
    "if",
    "in",
    "since",
    "so",
    "that",
    "when",
    "after",
    "which",
    "while",
)
_MARKS = tuple(re.compile(mark) for mark in (r"\d", "[:;]", ",", r"\("))
_LITTLE = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "in",
        "is",
        "it",
        "me",
        "my",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "were",
        "with",
        "you",
        "your",
    ]
)
_CERTAIN = 1e-4  # probabilities nearer to 0 or 1 than this say no more
_MOST_SHARED = 5  # words; more say no more


@dataclass(frozen=True, slots=True)
class Side:
    """A neighbour: its words, the probabilities of its classes, and whether a blank line stands between."""

    words: str
    classes: Sequence[float]
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """How the signs are weighed, in their order, and from where on their sum speaks for a basis."""

    weights: tuple[float, ...]
    offset: float

    def probability(self, by_model: float, found: Sequence[float]) -> float:
        """Return how likely a basis is, from the model's probability and the signs, each with half the say."""
        bounded = min(max(by_model, _CERTAIN), 1 - _CERTAIN)
        by_signs = self.offset + sum(weight * sign for weight, sign in zip(self.weights, found, strict=True))
        return 1 / (1 + math.exp(-(math.log(bounded / (1 - bounded)) + by_signs) / 2))


def is_apart(between: str) -> bool:
    """Tell whether what stands between two sentences parts paragraphs."""
    return _BREAK.search(between) is not None


def signs(words: str, owned: float, sides: tuple[Side | None, Side | None]) -> list[float]:
    """Return the signs of a basis for an opinion, in a fixed order; `owned` is a probability.

    The classes are those of `sentence_kinds.CLASSES`: fact and reported first.
    """
    own = _contents(words)
    found = [value for side in sides for value in _of_side(own, side)]
    lowered = set(_WORD.findall(words.lower()))
    found += [owned, min(len(words.split()), 60) / 20]
    found += [float(sign in lowered) for sign in _SIGNS]
    found += [float(mark.search(words) is not None) for mark in _MARKS]
    return found


def _of_side(own: set[str], side: Side | None) -> list[float]:
    if side is None:
        return [0.0] * 10 + [1.0]
    witnessed = side.classes[0] + side.classes[1]
    shared = min(len(own & _contents(side.words)), _MOST_SHARED)
    near = 0.0 if side.is_apart else 1.0
    length = min(len(side.words.split()), 60) / 20
    return [
        *side.classes[:4],
        side.classes[4] + side.classes[5],
        near,
        shared,
        length,
        witnessed * near,
        witnessed * shared,
        0.0,
    ]


def _contents(words: str) -> set[str]:
    return set(_WORD.findall(words.lower())) - _LITTLE
