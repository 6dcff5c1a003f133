"""Train `models/reading_age`: the table of words and the weights of the reading age.

    python -m models.reading_age.train --data PATH

PATH holds `vocab-levels`, `lcp2021-complex`, `onestopenglish` and `cefr-sp`. Needs the extra
`train` and the trained `models/english`, which reads the texts. Six minutes on one core; the same
seed, data and pipeline give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from models.reading_age import fit, scale, texts
from models.reading_age.lists import read_lists
from models.reading_age.words import Compiled, compile_words
from service.reading.ease.hardness import NAMES
from service.reading.ease.word_levels import word_table

HERE = Path(__file__).parent
VERSION = "1"
FILES = ("words.npz", "unlisted.json", "weights.json")

_HEAD = f"""\
name = "reading_age"
version = "{VERSION}"
about = "The age at which a child reads a text with ease, and from which a word is usually known."
licence = "CC-BY-SA-4.0"
created_from = ["CEFR-J 1.5", "Octanove C1/C2", "CompLex 2021", "OneStopEnglish", "CEFR-SP (Wiki-Auto)",
  "wordfreq 3.1", "CMU Pronouncing Dictionary", "Dale-Chall list (textstat)", "Spache list (py-readability-metrics)"]
train = "python -m models.reading_age.train --data PATH"

[sha256]
"""


def main() -> None:
    """Compile the words, fit the weights, write both with their hashes, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--keep-words", action="store_true", help="fit anew on the table of words as it is")
    given = parser.parse_args()
    if not given.keep_words:
        write_words(given.data)
    train_weights(given.data)
    print((HERE / "model.toml").read_text(encoding="utf-8"))


def write_words(data: Path) -> None:
    """Write the table of words, so that the texts can be read with it."""
    compiled = compile_words(read_lists(data))
    write_npz(HERE / "words.npz", compiled)
    write_json(HERE / "unlisted.json", compiled.unlisted)
    write_hashes()
    word_table.cache_clear()
    print(f"words: {len(compiled.columns['keys'])} rows; age of unseen words r {compiled.r:.3f}, "
          f"mean error {compiled.error_years:.2f} years")  # fmt: skip


def train_weights(data: Path) -> None:
    """Fit on everything but CEFR-SP's dev part, score, and write the weights."""
    articles, sentences = list(texts.articles(data)), list(texts.sentences(data, "train"))
    given = fit.material(articles, sentences)
    fitted = fit.fit(given, fit.rewrites(articles))
    offset, slope = scale.years_of_grade(fitted, articles, sentences)
    per_value = fitted.weights / fitted.spread * slope
    write_json(
        HERE / "weights.json",
        {
            "constant": round(offset + slope * fitted.intercept - float(per_value @ fitted.mean), 4),
            "weights": {name: round(float(w), 4) for name, w in zip(NAMES, per_value, strict=True) if w > 0},
            "plain": _by_name(scale.plain_sentence(sentences)),
            "error_years": scale.errors_by_length(fitted, slope, articles),
        },
    )
    write_hashes()
    report(given, fitted, list(texts.sentences(data, "dev")))


def report(given: fit.Material, fitted: fit.Fitted, dev: list[texts.Graded]) -> None:
    """Print what the targets ask for, on texts the scored model has not seen."""
    held_out = fit.held_out_grades(given)
    filed, true = list(fit.all_pairs(given.articles)), list(fit.rewrites(given.articles))
    print(f"OneStopEnglish, held out: {fit.in_order(held_out, filed):.4f} of {len(filed)} pairs as filed, "
          f"{fit.in_order(held_out, true):.4f} of {len(true)} true rewrites")  # fmt: skip
    grades = fitted.grade(np.array([fit.mean_values([sentence]) for sentence in dev]))
    r = np.corrcoef(grades, [sentence.grade for sentence in dev])[0, 1]
    print(f"CEFR-SP dev: r {r:.3f} over {len(dev)} sentences")


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write the numbers, one a line."""
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def write_hashes() -> None:
    """Write `model.toml` with the hash of every file that is there."""
    files = [HERE / name for name in FILES if (HERE / name).exists()]
    hashes = [f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n' for path in files]
    (HERE / "model.toml").write_text(_HEAD + "".join(hashes), encoding="utf-8")


def write_npz(path: Path, compiled: Compiled) -> None:
    """Write the columns as numpy reads them; unlike `savez`, the same bytes on every run."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, column in compiled.columns.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as place:
                np.lib.format.write_array(place, column, allow_pickle=False)


def _by_name(values: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(NAMES, values, strict=True)}


if __name__ == "__main__":
    main()
