"""Fit the reading age: one weight for each value of a sentence, none below zero.

Three demands at once: the grade of single sentences (CEFR-SP), the grade of passages put together
from them, and the order of the levels of one article (OneStopEnglish). The weights are pulled
towards a prior that spreads them over all the reasons why a text is hard: what was learned from
two kinds of text has to hold for a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from models.reading_age.texts import Graded
from service.reading.ease.hardness import GROUP, NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# What each reason counts in the prior, in grades a standard deviation; shared among its values.
PRIOR = {"length": 0.30, "nesting": 0.15, "vocabulary": 0.45, "style": 0.08, "noise": 0.0}
PULL = 1.0  # towards the prior; 0.03 to 10 order the same articles, to within one in 567 pairs
PAIRS_COUNT = 3.0  # how much the order of articles counts beside the grades
STEEPNESS = 4.0
SAME_ARTICLE_FROM = 0.4  # share of words in common; see `rewrites`
SEED = 20
_LONG_WORD = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True)
class Fitted:
    """Weights on standardised values, in grades (CEFR levels, 1 to 6)."""

    weights: Floats
    intercept: float
    mean: Floats
    spread: Floats

    def grade(self, values: Floats) -> Floats:
        """Return the grade of each row of raw values."""
        return np.asarray((values - self.mean) / self.spread @ self.weights + self.intercept)


def mean_values(texts: Sequence[Graded]) -> Floats:
    """Return the values of texts read as one: a mean over sentences, weighted by their words."""
    words = np.concatenate([text.words for text in texts])
    return np.asarray(np.average(np.vstack([text.values for text in texts]), axis=0, weights=words))


def rewrites(articles: Sequence[Graded]) -> Iterator[tuple[int, int]]:
    """Yield the places of two levels of one article, the easier first.

    Ten of the corpus's 567 pairs are two different articles filed under one name; they share under
    a quarter of their longer words, every other pair over 0.6. They are no rewrites.
    """
    for easier, harder in all_pairs(articles):
        first, second = _long_words(articles[easier]), _long_words(articles[harder])
        if len(first & second) >= SAME_ARTICLE_FROM * min(len(first), len(second)):
            yield easier, harder


def all_pairs(articles: Sequence[Graded]) -> Iterator[tuple[int, int]]:
    """Yield the places of two levels under one name, the easier first, as the corpus files them."""
    by_name: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        by_name.setdefault(article.name, []).append(place)
    for places in by_name.values():
        yield from combinations(sorted(places, key=lambda place: articles[place].grade), 2)


def passages(sentences: Sequence[Graded], count: int = 4000) -> tuple[Floats, Floats]:
    """Return values and grades of passages of three to nine sentences of about one grade."""
    random = np.random.default_rng(SEED)
    grades = np.array([sentence.grade for sentence in sentences])
    order = np.argsort(grades + random.normal(0, 0.6, len(grades)))
    near = min(300, len(order))
    values, means = [], []
    for _ in range(count):
        start = int(random.integers(0, len(order) - near + 1))
        chosen = random.choice(order[start : start + near], int(random.integers(3, 10)), replace=False)
        words = [sentences[place].words.sum() for place in chosen]
        values.append(mean_values([sentences[place] for place in chosen]))
        means.append(np.average(grades[chosen], weights=words))
    return np.array(values), np.array(means)


@dataclass(frozen=True)
class Material:
    """What a fit needs, worked out once for all folds."""

    articles: Sequence[Graded]
    article_values: Floats
    sentence_values: Floats
    sentence_grades: Floats
    passage_values: Floats
    passage_grades: Floats


def material(articles: Sequence[Graded], sentences: Sequence[Graded]) -> Material:
    """Gather the values of articles, sentences and passages."""
    passage_values, passage_grades = passages(sentences)
    return Material(
        articles,
        np.array([mean_values([article]) for article in articles]),
        np.array([mean_values([sentence]) for sentence in sentences]),
        np.array([sentence.grade for sentence in sentences]),
        passage_values,
        passage_grades,
    )


def fit(given: Material, pairs: Iterable[tuple[int, int]]) -> Fitted:
    """Return the weights that grade sentences and passages and order the pairs best."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]  # training only

    mean, spread = _scale(given)
    noise = np.array([GROUP[name] == "noise" for name in NAMES])
    prior = np.array([PRIOR[GROUP[name]] / list(GROUP.values()).count(GROUP[name]) for name in NAMES])
    steps = np.array([given.article_values[b] - given.article_values[a] for a, b in pairs]) / spread
    steps[:, noise] = 0.0
    graded = [
        ((given.sentence_values - mean) / spread, given.sentence_grades),
        ((given.passage_values - mean) / spread, given.passage_grades),
    ]

    def loss(point: Floats) -> tuple[float, Floats]:
        weights, intercept = point[:-1], point[-1]
        total = PULL * float((weights - prior) @ (weights - prior))
        slope, level = 2 * PULL * (weights - prior), 0.0
        for values, grades in graded:
            off = values @ weights + intercept - grades
            total += float(off @ off) / len(off)
            slope = slope + 2 * values.T @ off / len(off)
            level += 2 * float(off.mean())
        margin = STEEPNESS * steps @ weights
        total += PAIRS_COUNT * float(np.logaddexp(0, -margin).mean())
        slope = slope - PAIRS_COUNT * STEEPNESS * steps.T @ (1 / (1 + np.exp(margin))) / len(steps)
        return total, np.append(slope, level)

    bounds = [(None, None) if free else (0, None) for free in noise] + [(None, None)]
    found = minimize(loss, np.append(prior, 3.5), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 800})
    # Noise was there to be learned around; a note is graded without it.
    return Fitted(np.where(noise, 0.0, found.x[:-1]), float(found.x[-1]), mean, spread)


def held_out_grades(given: Material, folds: int = 5) -> Floats:
    """Return the grade of every article by a model that saw no level of it."""
    names = np.array([article.name for article in given.articles])
    shuffled = np.random.default_rng(SEED).permutation(np.unique(names))
    pairs = list(rewrites(given.articles))
    grades = np.zeros(len(names))
    for fold in range(folds):
        out = np.isin(names, shuffled[fold::folds])
        fitted = fit(given, [(a, b) for a, b in pairs if not out[a]])
        grades[out] = fitted.grade(given.article_values[out])
    return grades


def in_order(scores: Sequence[float] | Floats, pairs: Sequence[tuple[int, int]]) -> float:
    """Return the share of pairs whose easier text has the lower score."""
    return sum(bool(scores[a] < scores[b]) for a, b in pairs) / len(pairs)


def _scale(given: Material) -> tuple[Floats, Floats]:
    """Return mean and spread of each value over a mix of sentences, passages and articles."""
    mixed = np.vstack([given.sentence_values[::3], given.passage_values[::2], np.repeat(given.article_values, 4, 0)])
    return mixed.mean(0), mixed.std(0) + 1e-9


def _long_words(article: Graded) -> set[str]:
    return set(_LONG_WORD.findall(article.text.lower()))
