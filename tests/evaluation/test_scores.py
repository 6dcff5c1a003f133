from __future__ import annotations

import pytest

from evaluation.scores import Score, exact, overlapping, pooled, wilson
from service.note import Span


def test_touching_spans_count_as_found_but_not_as_exact():
    found, gold = [Span(0, 5), Span(20, 25)], [Span(3, 9)]
    assert overlapping(found, gold) == Score(2, 1, 1, 1)
    assert exact(found, gold) == Score(2, 0, 1, 0)


def test_pooling_adds_counts():
    score = pooled([Score(2, 1, 1, 1), Score(0, 0, 3, 0)])
    assert (score.precision, score.recall) == (0.5, 0.25)


def test_the_interval_agrees_with_a_published_example():
    # 81 of 263, Newcombe 1998 (Two-sided confidence intervals for the single proportion), table I.
    low, high = wilson(81, 263)
    assert low == pytest.approx(0.2553, abs=5e-4)
    assert high == pytest.approx(0.3662, abs=5e-4)
