"""From a grade to an age in years, and how sure the age is by the length of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.reading_age.fit import SEED, Fitted, mean_values
from models.reading_age.texts import Graded
from service.reading.ease.formulas import formulas

if TYPE_CHECKING:
    from numpy.typing import NDArray

GRADE_TO_AGE = 5  # a pupil in the United States's grade 1 is six
SENTENCES_A_PASSAGE = 10
PASSAGES = 600
LENGTHS = (30, 50, 70, 100, 200)
PLAIN_GRADES = 2.5


def years_of_grade(fitted: Fitted, articles: Sequence[Graded], sentences: Sequence[Graded]) -> tuple[float, float]:
    """Return offset and slope of the age in years over the grade.

    Mean and spread of our ages are those of two rulers' mean on the same passages, each plus 5:
    Flesch–Kincaid, made for adults' texts, and Spache, made for children's. `card.md` says why.
    """
    texts = [*([article] for article in articles), *_passages(sentences)]
    grades = np.array([fitted.grade(mean_values(text)) for text in texts])
    ages = np.array([_two_rulers(" ".join(part.text for part in text)) for text in texts])
    slope = float(ages.std() / grades.std())
    return float(ages.mean() - slope * grades.mean()), slope


def errors_by_length(fitted: Fitted, slope: float, articles: Sequence[Graded]) -> list[tuple[int, float]]:
    """Return (words, years): the standard error of the age of an excerpt of that length.

    Against the age of the whole article it was cut from; from this length up to the next.
    """
    random = np.random.default_rng(SEED)
    return [(words, round(_error(fitted, slope, articles, words, random), 2)) for words in LENGTHS]


def plain_sentence(sentences: Sequence[Graded]) -> NDArray[np.float64]:
    """Return the mean values of sentences that both raters put at A1 to B1."""
    return np.asarray(np.mean([s.values[0] for s in sentences if s.grade <= PLAIN_GRADES], axis=0))


def _two_rulers(text: str) -> float:
    found = formulas(text)
    return GRADE_TO_AGE + (found["flesch_kincaid_grade"] + found["spache_readability"]) / 2


def _passages(sentences: Sequence[Graded]) -> list[list[Graded]]:
    random = np.random.default_rng(SEED)
    order = np.argsort([sentence.grade for sentence in sentences], kind="stable")
    starts = random.integers(0, len(order) - 200, PASSAGES)
    chosen = [random.choice(order[start : start + 200], SENTENCES_A_PASSAGE, replace=False) for start in starts]
    return [[sentences[place] for place in places] for places in chosen]


def _error(fitted: Fitted, slope: float, articles: Sequence[Graded], words: int, random: np.random.Generator) -> float:
    off = []
    for article in articles:
        whole = fitted.grade(mean_values([article]))
        for start in random.integers(0, max(1, len(article.words) - 3), 4):
            length = int(np.searchsorted(np.cumsum(article.words[start:]), words)) + 1
            part = slice(int(start), int(start) + length)
            if article.words[part].sum() >= words:
                excerpt = np.average(article.values[part], axis=0, weights=article.words[part])
                off.append(float(fitted.grade(excerpt) - whole) * slope)
    return float(np.std(off))
