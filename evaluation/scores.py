"""How spans are scored: exact and overlapping precision, recall and F1, with Wilson intervals."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt

from service.note import Span


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right and wrong, and what follows from them (all from 0 to 1)."""

    found: int
    found_right: int
    gold: int
    gold_found: int

    @property
    def precision(self) -> float:
        """The share of findings that gold marks too."""
        return self.found_right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of gold marks that were found."""
        return self.gold_found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def precision_interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the precision."""
        return wilson(self.found_right, self.found)

    def __add__(self, other: Score) -> Score:
        """Pool the counts of two scores."""
        return Score(
            self.found + other.found,
            self.found_right + other.found_right,
            self.gold + other.gold,
            self.gold_found + other.gold_found,
        )


NOTHING = Score(0, 0, 0, 0)


def overlapping(found: Collection[Span], gold: Collection[Span]) -> Score:
    """Score one note: right is whatever shares a character with the other side."""
    return Score(
        len(found),
        sum(any(span.overlaps(other) for other in gold) for span in found),
        len(gold),
        sum(any(span.overlaps(other) for other in found) for span in gold),
    )


def exact(found: Collection[Span], gold: Collection[Span]) -> Score:
    """Score one note: right is whatever begins and ends at the same characters."""
    same = len(set(found) & set(gold))
    return Score(len(found), same, len(gold), same)


def pooled(scores: Iterable[Score]) -> Score:
    """Add up the counts of many notes."""
    return sum(scores, NOTHING)


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the interval that holds a proportion with 95 % confidence.

    Source: Wilson 1927, Probable inference, the law of succession, and statistical inference.
    """
    if not total:
        return 0.0, 1.0
    share = right / total
    middle = share + z * z / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return (middle - half) / scale, (middle + half) / scale
