"""The graded texts that the model is trained on, read as the service reads a note."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from service.reading.ease.hardness import sentence_loads
from service.reading.language.language import read_language

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = ("elementary", "intermediate", "advanced")
_SPLIT_MARK = re.compile(r" (['’](?:s|S|re|ve|ll|d|m)\b|n['’]t\b|[.,;:!?)\]%])")


@dataclass(frozen=True)
class Graded:
    """A text, its grade, and its sentences as numbers: `values` is (sentences, features)."""

    name: str
    grade: float
    text: str
    words: NDArray[np.float64]
    values: NDArray[np.float64]


def articles(data: Path) -> Iterator[Graded]:
    """Yield each OneStopEnglish article at each level it has; grade 0, 1 or 2."""
    with gzip.open(data / "onestopenglish" / "onestopenglish.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield graded(row["slug"], LEVELS.index(row["level"]), row["text"])


def sentences(data: Path, part: str) -> Iterator[Graded]:
    """Yield the CEFR-SP sentences of `train` or `dev`; the grade is the mean of two raters, 1 to 6."""
    path = data / "cefr-sp" / "Wiki-Auto" / f"CEFR-SP_Wikiauto_{part}.txt"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        text, first, second = line.split("\t")
        yield graded(f"{part}-{number}", (int(first) + int(second)) / 2, untokenised(text))


def untokenised(text: str) -> str:
    """Return a sentence with its marks set as a writer sets them."""
    text = text.replace("`` ", "“").replace(" ''", "”").replace("( ", "(").replace("[ ", "[")
    return _SPLIT_MARK.sub(r"\1", text)


def graded(name: str, grade: float, text: str) -> Graded:
    """Read one text."""
    loads = sentence_loads(read_language(text))
    return Graded(
        name,
        grade,
        text,
        np.array([load.words for load in loads], float),
        np.array([load.values for load in loads], float),
    )
