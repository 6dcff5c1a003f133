"""How the model of sentence kinds does where it was never meant to work: opinion against the rest, in news.

    python -m evaluation.news --data ../shared/data

Nothing of the news is trained on. The sentences stand alone (no neighbours, no type of record), and what
counts as subjective there (sarcasm, emphasis, a columnist's claims) is not what counts as opinion in a record.
Data: newssd-eng, CC BY 4.0, sentences from English news articles marked SUBJ or OBJ.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from evaluation.sentence_kinds import f1
from service.reading.kinds.sentence_kinds import kinds_of, load_backend
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.memory import Memory


def report(data: Path) -> None:
    """Print how opinion against the rest does on the test part, beside always saying the commoner."""
    path = data / "newssd-eng" / "test.csv"
    if not path.is_file():
        print("\nNews: not here; give --data, the folder of the open data sets.")
        return
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["Sentence"].strip(), row["Label"] == "SUBJ") for row in csv.DictReader(lines)]
    found = [_is_opinion(words) for words, _ in rows]
    gold = [subjective for _, subjective in rows]
    both = [f1(gold, found, label) for label in (True, False)]
    right = sum(one == other for one, other in zip(gold, found, strict=True)) / len(rows)
    print(
        f"\nNews, never trained on (newssd-eng, {len(rows)} sentences, {sum(gold)} subjective): mean F1 of two classes "
        f"{sum(both) / 2:.3f} (subjective {both[0]:.3f}, objective {both[1]:.3f}), right {right:.3f}."
    )


def _is_opinion(words: str) -> bool:
    text = read_language(words, exempt_spans(words))
    return any(kind.kind == "opinion" for kind in kinds_of(text, None, load_backend(), Memory()))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    report(parser.parse_args().data)


if __name__ == "__main__":
    main()
