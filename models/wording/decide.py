"""When the wording model speaks: thresholds and confidences, chosen on notes it was not trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from sklearn.linear_model import LogisticRegression

from models.wording.lessons import Read
from service.note import Span
from service.reading.phrasing import pieces, wording
from service.reading.phrasing.pieces import Window
from service.reading.phrasing.worded import LABELS, Label, words_of
from service.reading.phrasing.wording import Decision

PRECISION = 0.83  # asked for on left-out notes: a little above the 0.80 that a writer's patience needs
THRESHOLDS = (*(step / 20 for step in range(6, 19)), 0.93, 0.96, 0.98, 0.99)

Scored = tuple[Read, Sequence[Window], Sequence[np.ndarray]]
"""A note, its windows and their scores."""


def decide(left_out: Sequence[Scored]) -> dict[Label, Decision]:
    """Choose when each label is given, from notes that their round of training left out.

    The thresholds with the best F1 less twice what precision lacks of PRECISION: a wrong question costs a
    writer more than a missing one.
    """
    return {
        label: _decision(np.array(list(_judged(label, left_out))), _gold_marks(label, left_out)) for label in LABELS
    }


def _decision(judged: np.ndarray, gold: int) -> Decision:
    """Choose from rows of (probability, is it listed, is it right)."""
    probability, is_listed, is_right = judged[:, 0], judged[:, 1] == 1, judged[:, 2] == 1

    def worth(thresholds: tuple[float, float]) -> float:
        given = probability >= np.where(is_listed, *thresholds)
        right = (given & is_right).sum()
        lack = max(0.0, PRECISION - right / max(given.sum(), 1))
        return float(2 * right / (gold + given.sum()) - 2 * lack)

    listed, unlisted = max(product(THRESHOLDS, THRESHOLDS), key=worth)
    logits = np.log(probability / (1 - probability))
    curve = LogisticRegression(C=10).fit(np.stack([logits, ~is_listed], axis=1), is_right)
    slope, less = curve.coef_[0]
    offset = curve.intercept_[0]
    return Decision(listed, unlisted, *(round(float(number), 3) for number in (slope, offset, offset + less)))


def _judged(label: Label, left_out: Sequence[Scored]) -> Iterator[tuple[float, bool, bool]]:
    """Yield, for each mark that a low threshold would give: probability, whether listed, whether right."""
    never, low = Decision(1.1, 1.1, 1.0, 0.0, 0.0), Decision(THRESHOLDS[0], THRESHOLDS[0], 1.0, 0.0, 0.0)
    decisions = {other: low if other == label else never for other in LABELS}
    for read, windows, scores in left_out:
        gold = [mark.span for mark in read.note.marks if mark.label == label]
        listed = [pieces.span_of(read.text, one) for one in read.proposals if wording.LISTS[one.list_name] == label]
        for mark in wording.decided(read.text, read.proposals, words_of(read.text, windows, scores), decisions):
            probability = min(mark.confidence, 1 - 1e-6)
            yield probability, _touches(mark.span, listed), _touches(mark.span, gold)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _gold_marks(label: Label, left_out: Sequence[Scored]) -> int:
    return sum(mark.label == label for read, _, _ in left_out for mark in read.note.marks)
