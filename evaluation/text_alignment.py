"""How well passages shared by two texts were found: the measures of the PAN competitions.

Source: Potthast, Stein, Barrón-Cedeño and Rosso 2010, An evaluation framework for plagiarism
detection, with characters counted over all cases together (micro averages).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from service.note import Span

ENOUGH = 0.7
"""The share of a passage's characters that must be found for the passage to count as found."""
CLOSE = 15
"""Characters by which both ends of a passage may be off and still be called right."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of a draft and where it came from; `source` is None where gold does not say.

    `kind` names how it was planted, or what the detection calls it.
    """

    span: Span
    note_id: str
    source: Span | None
    kind: str

    def meets(self, other: Shared) -> bool:
        """Tell whether two passages speak of the same copy: they overlap on each side that both name."""
        if not self.span.overlaps(other.span):
            return False
        if self.source is None or other.source is None:
            return True
        return self.note_id == other.note_id and self.source.overlaps(other.source)


@dataclass(frozen=True, slots=True)
class Case:
    """One draft: what was planted, what was found, and what may be found without being counted."""

    gold: tuple[Shared, ...]
    found: tuple[Shared, ...]
    allowed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Precision and recall on characters, and detections for each passage that was found at all."""

    precision: float
    recall: float
    granularity: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def plagdet(self) -> float:
        """F1 marked down for passages found in pieces."""
        return self.f1 / log2(1 + self.granularity)


def alignment(cases: Sequence[Case]) -> Alignment:
    """Return the PAN measures of all cases together; sides that gold does not give are not counted."""
    found_right = found_all = gold_right = gold_all = pieces = met = 0
    for case in cases:
        for mine, other in ((case.found, case.gold), (case.gold, case.found)):
            right, total = _covered(mine, other, case.allowed if mine is case.found else ())
            if mine is case.found:
                found_right, found_all = found_right + right, found_all + total
            else:
                gold_right, gold_all = gold_right + right, gold_all + total
        counts = [sum(each.meets(found) for found in case.found) for each in case.gold]
        pieces += sum(counts)
        met += sum(map(bool, counts))
    return Alignment(
        found_right / found_all if found_all else 1.0,
        gold_right / gold_all if gold_all else 1.0,
        pieces / met if met else 1.0,
    )


def _covered(mine: Sequence[Shared], others: Sequence[Shared], allowed: Sequence[Span]) -> tuple[int, int]:
    """Return how many characters of `mine` the `others` cover, and how many there are."""
    right = total = 0
    for each in mine:
        meeting = [other for other in others if each.meets(other)]
        free = _characters(each.span, allowed) - _characters(each.span, [other.span for other in meeting])
        right += len(_characters(each.span, [other.span for other in meeting]))
        total += each.span.end - each.span.start - len(free)
        sources = [other.source for other in others if other.source]
        if each.source and sources:
            right += len(_characters(each.source, [other.source for other in meeting if other.source]))
            total += each.source.end - each.source.start
    return right, total


def _characters(span: Span, others: Iterable[Span]) -> set[int]:
    return {at for other in others for at in range(max(span.start, other.start), min(span.end, other.end))}


def recall_by_kind(cases: Sequence[Case]) -> dict[str, tuple[int, int]]:
    """Return for each kind of planted passage how many were found (70 % covered), and how many there are."""
    counts: dict[str, tuple[int, int]] = {}
    for case in cases:
        for gold in case.gold:
            found, total = counts.get(gold.kind, (0, 0))
            counts[gold.kind] = found + is_found(gold, case), total + 1
    return dict(sorted(counts.items()))


def is_found(gold: Shared, case: Case) -> bool:
    """Tell whether enough of a passage's characters were found."""
    covered = _characters(gold.span, [found.span for found in case.found])
    return len(covered) >= ENOUGH * (gold.span.end - gold.span.start)


def passages_right(cases: Sequence[Case]) -> tuple[int, int]:
    """Return how many passages were found rightly (at least half planted or allowed), and how many were found."""
    right = total = 0
    for case in cases:
        known = [*(gold.span for gold in case.gold), *case.allowed]
        for found in case.found:
            right += 2 * len(_characters(found.span, known)) >= found.span.end - found.span.start
            total += 1
    return right, total


def end_errors(cases: Sequence[Case]) -> list[tuple[str, int, int]]:
    """Return for each passage that was met its kind and by how many characters its ends are off."""
    errors = []
    for case in cases:
        for gold in case.gold:
            met = [found.span for found in case.found if gold.meets(found)]
            if met:
                start, end = min(span.start for span in met), max(span.end for span in met)
                errors.append((gold.kind, abs(start - gold.span.start), abs(end - gold.span.end)))
    return errors


def share_close(errors: Sequence[tuple[str, int, int]], kinds: Iterable[str]) -> float:
    """Return the share of the passages of some kinds whose ends are both within 15 characters."""
    chosen = [max(start, end) <= CLOSE for kind, start, end in errors if kind in set(kinds)]
    return sum(chosen) / len(chosen) if chosen else 1.0


def clean_flagged(cases: Sequence[Case]) -> tuple[int, int]:
    """Return how many drafts with nothing planted were flagged, and how many there are."""
    clean = [case for case in cases if not case.gold]
    return sum(bool(case.found) for case in clean), len(clean)


def tabulated(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return counts by kind as one line of text."""
    return ", ".join(f"{kind} {found}/{total}" for kind, (found, total) in counts.items())
