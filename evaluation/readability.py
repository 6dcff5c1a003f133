"""Measure the reading age against every classic formula, on texts it was not fitted to.

    python -m evaluation.readability --data PATH

PATH holds `onestopenglish` and `cefr-sp`. The articles are scored by five models, each fitted
without the articles that it scores; the sentences by the model in `models/reading_age`, which never
saw CEFR-SP's dev part. Needs the extra `train`. Three minutes on one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from models.reading_age import fit, texts
from service.reading.ease.formulas import formulas
from service.reading.ease.readability import estimate_years, hard_words, read_readability, warm_up
from service.reading.language.language import read_language
from service.reading.memory import forget_all

NEEDED = ("onestopenglish", "cefr-sp")
EASIER_IS_HIGHER = {"flesch_reading_ease"}
TIMED_WORDS = 250
ROUNDS = 50


def report(data: Path | None) -> None:
    """Print both tables and the time a note takes."""
    print("\n## Reading age\n")
    if data is None or not all((data / name).is_dir() for name in NEEDED):
        print(f"Not measured: give --data with {' and '.join(NEEDED)}.")
        return
    articles, sentences = list(texts.articles(data)), list(texts.sentences(data, "train"))
    dev = list(texts.sentences(data, "dev"))
    held_out = fit.held_out_grades(fit.material(articles, sentences))
    ours = [estimate_years(read_language(sentence.text)) or 0.0 for sentence in dev]
    print_table(articles, held_out, dev, ours)
    print_times(articles[0].text)


def print_table(
    articles: Sequence[texts.Graded],
    held_out: Sequence[float] | fit.Floats,
    dev: Sequence[texts.Graded],
    ours: Sequence[float],
) -> None:
    """Print one row for our age and one for each formula, best on sentences first."""
    filed, true = list(fit.all_pairs(articles)), list(fit.rewrites(articles))
    by_article, by_sentence = _formulas_of(articles), _formulas_of(dev)
    grades = [sentence.grade for sentence in dev]
    rows = [("reading age", held_out, ours), *((name, by_article[name], by_sentence[name]) for name in by_article)]
    rows.sort(key=lambda row: -_r(row[2], grades))
    print(f"| | OneStopEnglish, {len(filed)} pairs in order | {len(true)} true rewrites | CEFR-SP, r of {len(dev)} |")
    print("|---|---|---|---|")
    for name, of_articles, of_sentences in rows:
        order = fit.in_order(of_articles, filed), fit.in_order(of_articles, true)
        print(f"| {name} | {order[0]:.3f} | {order[1]:.3f} | {_r(of_sentences, grades):.3f} |")


def print_times(text: str) -> None:
    """Print the median time for a note of 250 words that is already tagged and parsed."""
    warm_up()
    note = read_language(" ".join(text.split()[:TIMED_WORDS]))
    age, words = _median_ms(lambda: read_readability(note)), _median_ms(lambda: hard_words(note))
    print(f"\n{TIMED_WORDS} words, given their tags and trees: reading age {age:.1f} ms, hard words {words:.1f} ms.")


def _formulas_of(graded: Sequence[texts.Graded]) -> dict[str, list[float]]:
    found = [formulas(text.text) for text in graded]
    return {name: [(-1 if name in EASIER_IS_HIGHER else 1) * each[name] for each in found] for name in found[0]}


def _r(scores: Sequence[float], grades: Sequence[float]) -> float:
    return float(np.corrcoef(scores, grades)[0, 1])


def _median_ms(work: Callable[[], object]) -> float:
    def once() -> float:
        forget_all()
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return median(once() for _ in range(ROUNDS))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    report(parser.parse_args().data)
