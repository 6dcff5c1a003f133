"""The graded lists of words, read into one age for each word.

Every list says something else: CEFR-J and Octanove grade words for learners of English, Dale–Chall
holds what most nine-year-olds know, Spache what seven-year-olds know, CompLex how hard
adults find a word in context, `everyday.txt` what children say at home. `card.md` has the scale.
"""

from __future__ import annotations

import csv
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent

# Where on the scale of years a level of the Common European Framework is put; see card.md.
YEARS_OF_CEFR = {"A1": 6.0, "A2": 8.0, "B1": 10.0, "B2": 12.0, "C1": 14.5, "C2": 17.0}
YEARS_OF_SPACHE = 6.5
YEARS_OF_DALE_CHALL = 8.5
YOUNGEST, OLDEST = 4.0, 18.0

_WORD = re.compile(r"[a-z][a-z'.-]*")
_POS = {"noun": "NOUN", "verb": "VERB", "adjective": "ADJ", "adverb": "ADV"}
_CEFR_FILES = ("cefrj-vocabulary-profile-1.5.csv", "octanove-vocabulary-profile-c1c2-1.0.csv")
_COMPLEX_FILES = ("train/lcp_single_train.tsv", "trial/lcp_single_trial.tsv")


@dataclass
class Lists:
    """What the lists say. `years` is one age a word, `by_pos` the levels that differ by part of speech."""

    years: dict[str, float] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)
    by_pos: dict[tuple[str, str], float] = field(default_factory=dict)
    easy: frozenset[str] = frozenset()
    everyday: dict[str, float] = field(default_factory=dict)


def read_lists(data: Path) -> Lists:
    """Read all lists; `data` holds `vocab-levels` and `lcp2021-complex`."""
    graded, by_pos = _cefr(data / "vocab-levels")
    easy, stems, everyday = dale_chall(), spache_stems(), read_everyday(HERE / "everyday.txt")
    lists = Lists(by_pos=by_pos, easy=easy, everyday=everyday)
    for word in {*graded, *easy, *everyday}:
        lists.years[word] = _settled(word, graded, easy, stems, everyday)
        lists.weight[word] = 1.0
    for word, years in _on_our_scale(_complexity(data / "lcp2021-complex"), lists.years):
        lists.years[word], lists.weight[word] = years, 0.5
    return lists


def dale_chall() -> frozenset[str]:
    """Return the list of easy words that textstat carries (MIT)."""
    spec = find_spec("textstat")
    if spec is None or not spec.submodule_search_locations:
        msg = "textstat is not installed: pip install textstat"
        raise SystemExit(msg)
    path = Path(next(iter(spec.submodule_search_locations))) / "resources" / "en" / "easy_words.txt"
    return frozenset(line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines())


def spache_stems() -> frozenset[str]:
    """Return the Spache list as Porter stems, from py-readability-metrics (MIT)."""
    text = (files("readability") / "data" / "spache_easy_porterstem.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def read_everyday(path: Path) -> dict[str, float]:
    """Read our own list: lines of `age: word word …`, the youngest age wins."""
    years: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            age, _, words = line.partition(":")
            for word in words.split():
                years.setdefault(word, float(age))
    return years


def _settled(
    word: str, graded: dict[str, float], easy: frozenset[str], stems: frozenset[str], everyday: dict[str, float]
) -> float:
    from nltk.stem import PorterStemmer  # type: ignore[import-untyped]  # only training knows nltk

    if word in everyday:
        return everyday[word]
    known = [graded[word]] if word in graded else []
    if word in easy:
        known.append(YEARS_OF_DALE_CHALL)
    if len(word) > 2 and PorterStemmer().stem(word) in stems:  # noqa: PLR2004
        known.append(YEARS_OF_SPACHE)
    return min(known)


def _cefr(folder: Path) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    levels: dict[str, dict[str, float]] = defaultdict(dict)
    for word, pos, years in _cefr_rows(folder):
        levels[word][pos] = min(years, levels[word].get(pos, years))
    graded = {word: min(by_pos.values()) for word, by_pos in levels.items()}
    differ = {
        (word, _POS[pos]): years
        for word, by_pos in levels.items()
        if len(set(by_pos.values())) > 1
        for pos, years in by_pos.items()
        if pos in _POS
    }
    return graded, differ


def _cefr_rows(folder: Path) -> Iterator[tuple[str, str, float]]:
    for name in _CEFR_FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                for form in row["headword"].lower().split("/"):
                    if row["CEFR"] in YEARS_OF_CEFR and _WORD.fullmatch(form.strip()):
                        yield form.strip(), row["pos"], YEARS_OF_CEFR[row["CEFR"]]


def _complexity(folder: Path) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for name in _COMPLEX_FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["token"]:
                    found[row["token"].lower()].append(float(row["complexity"]))
    return {word: statistics.fmean(scores) for word, scores in found.items()}


def _on_our_scale(complexity: dict[str, float], years: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield an age for each word that only CompLex has: same mean and spread as where both have one."""
    both = [word for word in complexity if word in years]
    ours, theirs = [years[word] for word in both], [complexity[word] for word in both]
    slope = statistics.pstdev(ours) / statistics.pstdev(theirs)
    for word, score in complexity.items():
        if word not in years and _WORD.fullmatch(word):
            guess = statistics.fmean(ours) + slope * (score - statistics.fmean(theirs))
            yield word, min(OLDEST, max(5.0, guess))
