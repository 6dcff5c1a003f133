"""Train `models/english` from the treebanks and the gold notes.

    python -m models.english.train --data PATH --gold PATH

PATH of `--data` holds `ud-ewt`, `ud-gum`, `uner-ewt` and `wnut17`; that of `--gold` the notes
`t1.txt`, `t3.txt` to `t7.txt`. Development notes (`t2.txt`) and the treebank's test part are
never read here. Takes a quarter of an hour on one free core; same seed, same machine, same weights.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from models.english import gold, lemmas, manifest
from models.english.noise import Names, noisy
from models.english.sample import Sample
from models.english.shape import untrained
from models.english.treebank import tagged, treebank

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example

HERE = Path(__file__).parent
SEED = 20
BATCH_WORDS = (800, 3000)  # grows over the first third, small steps first
RATE = 0.002
DROPOUT = 0.1


def trees(data: Path) -> list[Sample]:
    """Return the parsed sentences of EWT and GUM; EWT's dev part carries names too."""
    ewt = data / "ud-ewt"
    gum = data / "ud-gum" / "permissive"
    dev = list(treebank(ewt / "en_ewt-ud-dev.conllu.gz", "ewt"))
    return [
        *treebank(ewt / "en_ewt-ud-train.rebuilt.conllu.gz", "ewt"),
        *tagged(data / "uner-ewt" / "en_ewt-ud-dev.iob2.gz", "uner", dev),
        *treebank(gum / "gum-train-permissive-genres.conllu.gz", "gum"),
        *treebank(gum / "gum-dev-permissive-genres.conllu.gz", "gum"),
    ]


def tweets(data: Path) -> list[Sample]:
    """Return posts with persons' names marked and nothing else known."""
    folder = data / "wnut17"
    files = ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated")
    return [sample for file in files for sample in tagged(folder / file, "wnut")]


def gold_sentences(folder: Path) -> list[Sample]:
    """Return the sentences of the training notes with their names."""
    names = gold.name_words(HERE / "names.txt")
    return [
        sample
        for part in gold.TRAINING_FILES
        for note in gold.notes(folder / f"{part}.txt")
        for paragraph in gold.paragraphs(note, names)
        for sample in paragraph
    ]


def batches(samples: list[Sample], size: int) -> Iterator[list[Sample]]:
    """Yield runs of samples of about `size` words."""
    batch: list[Sample] = []
    words = 0
    for sample in samples:
        batch.append(sample)
        words += len(sample.words)
        if words >= size:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def examples(nlp: Language, samples: list[Sample]) -> list[Example]:
    """Return spaCy's pairs of bare and known document."""
    from spacy.training import Example

    return [Example(sample.bare(nlp.vocab), sample.doc(nlp.vocab)) for sample in samples]


def fit(nlp: Language, groups: list[list[Sample]], names: Names, asked: argparse.Namespace) -> None:
    """Train on all groups at once for `epochs` rounds and keep the averaged weights."""
    from thinc.api import Adam

    random, epochs = Random(SEED), asked.epochs  # noqa: S311 - seeded on purpose
    optimiser = Adam(learn_rate=RATE, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True,
                     grad_clip=1.0, use_averages=True)  # fmt: skip
    total = sum(len(s.words) for group in groups for s in group) * epochs
    seen = 0
    for epoch in range(epochs):
        began = time.monotonic()
        losses: dict[str, float] = {}
        mixed = [sample for group in groups for sample in noisy(group, names, random)]
        random.shuffle(mixed)
        size = min(BATCH_WORDS[1], BATCH_WORDS[0] + epoch * 400)
        for batch in batches(mixed, size):
            seen += sum(len(sample.words) for sample in batch)
            optimiser.learn_rate = RATE * _slope(seen / total)
            nlp.update(examples(nlp, batch), sgd=optimiser, drop=DROPOUT, losses=losses)
        shown = {name: round(loss) for name, loss in losses.items() if loss}
        print(f"round {epoch + 1}/{epochs} {time.monotonic() - began:.0f} s {shown}", flush=True)
    # The mean of the weights over all steps is better than the last.
    with nlp.use_params(optimiser.averages):
        save(nlp, asked.out)


def _slope(done: float) -> float:
    """Return the share of the learning rate: up over a twentieth, then straight down."""
    return min(done / 0.05, 1.0) * max(1.0 - done, 0.02)


def save(nlp: Language, folder: Path) -> None:
    """Write the weights; nothing in them but labels, numbers and settings."""
    nlp.to_disk(folder / "weights", exclude=["tokenizer", "vocab"])
    manifest.write(folder)


def main(arguments: list[str] | None = None) -> None:
    """Train, write the weights and `model.toml`, print the scores."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy loads: sentences are too small to share
    from thinc.api import NumpyOps, fix_random_seed, set_current_ops

    asked = _asked(arguments)
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(SEED)
    parsed, notes = trees(asked.data), gold_sentences(asked.gold)
    print(f"{len(parsed)} parsed sentences, {len(notes)} of notes", flush=True)
    lemmas.save(lemmas.learn(parsed), asked.out / "weights" / "lemmas.json")
    nlp = untrained()
    nlp.initialize(lambda: examples(nlp, parsed[::4] + notes[:500]))
    fit(nlp, [parsed, tweets(asked.data), notes, notes], Names.of(notes, _more()), asked)
    if asked.out == HERE:
        _print_scores(asked.data)


def _print_scores(data: Path) -> None:
    from evaluation.english import report  # reads the weights just written

    report(data)


def _more() -> list[str]:
    listed = (HERE / "more-names.txt").read_text(encoding="utf8").splitlines()
    return [line for line in listed if line and not line.startswith("#")]


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--epochs", type=int, default=10)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
