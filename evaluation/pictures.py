"""Two pictures of the model of sentence kinds, as SVG beside this file.

python -m evaluation.pictures              reliability.svg: is a confidence of 0.9 right nine times in ten?
python -m evaluation.pictures --learning   learning_curve.svg: what more notes would bring (trains five models: an hour)
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from evaluation.gold_notes import GOLD, development_files, read_gold, training_files
from evaluation.sentence_kinds import Judged, judged, macro
from service.reading.kinds.sentence_kinds import load_backend

HERE = Path(__file__).parent
SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
BANDS = 10
_SIZE = (5.2, 3.6)  # inches
_INK, _PALE = "#1d4e6b", "#b9c7cf"


def reliability(these: Sequence[Judged], path: Path) -> None:
    """Draw, for each tenth of confidence, the share of answers that are right and how many answers there are."""
    from matplotlib.figure import Figure

    bands = [
        [one for one in these if min(int(one.found.confidence * BANDS), BANDS - 1) == band] for band in range(BANDS)
    ]
    middles = [sum(one.found.confidence for one in band) / len(band) for band in bands if band]
    right = [sum(one.found.kind == one.gold.kind for one in band) / len(band) for band in bands if band]
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=_PALE, linewidth=1)
    axes.plot(middles, right, color=_INK, marker="o")
    for x, y, band in zip(middles, right, (band for band in bands if band), strict=True):
        axes.annotate(str(len(band)), (x, y), textcoords="offset points", xytext=(0, -14), ha="center", fontsize=8)
    axes.set(xlim=(0.2, 1.02), ylim=(0, 1.05), xlabel="confidence", ylabel="share that is right")
    axes.set_title(f"Sentence kinds, {len(these)} development sentences (numbers: sentences)", fontsize=9)
    _save(figure, path)


def learning_curve(gold: Path, path: Path) -> None:
    """Train on growing shares of the notes, draw the mean F1 on the development notes, and print it."""
    from matplotlib.figure import Figure

    from models.sentence_kinds.lessons import lessons_of
    from models.sentence_kinds.train import SEEDS, backend_of, fit
    from models.wording.train import load_tokenizer

    notes, development = list(read_gold(training_files(gold))), read_gold(development_files(gold))
    random.Random(1).shuffle(notes)  # noqa: S311 - which notes come first is no secret
    points: list[tuple[int, float]] = []
    for share in SHARES:
        part = notes[: round(share * len(notes))]
        these = judged(development, backend_of(fit([lessons_of(note, load_tokenizer()) for note in part], SEEDS[0])))
        sentences = sum(len(note.sentences) for note in part)
        points.append((sentences, macro([one.gold.kind for one in these], [one.found.kind for one in these])))
        print(f"{sentences:>6} sentences: mean F1 {points[-1][1]:.3f}", flush=True)
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    axes.plot([x for x, _ in points], [y for _, y in points], color=_INK, marker="o")
    for x, y in points:
        axes.annotate(f"{y:.3f}", (x, y), textcoords="offset points", xytext=(0, 7), ha="center", fontsize=8)
    axes.set_xscale("log", base=2)
    axes.set_xticks([x for x, _ in points], [f"{x:,}" for x, _ in points])
    axes.set_xticks([], minor=True)
    axes.set(xlabel="sentences learned from", ylabel="mean F1 of five kinds")
    axes.margins(0.08, 0.15)
    _save(figure, path)


def _save(figure: object, path: Path) -> None:
    import matplotlib as mpl

    # The same picture from the same figures, byte for byte, and letters as letters.
    with mpl.rc_context({"svg.hashsalt": "wellnoted", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None})  # type: ignore[attr-defined]
    print(f"{path.name} written.")


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--learning", action="store_true")
    chosen = parser.parse_args()
    if chosen.learning:
        learning_curve(chosen.gold, HERE / "learning_curve.svg")
    else:
        reliability(judged(read_gold(development_files(chosen.gold)), load_backend()), HERE / "reliability.svg")


if __name__ == "__main__":
    main()
