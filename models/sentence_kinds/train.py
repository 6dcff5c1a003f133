"""Train the model of sentence kinds, calibrate it, and write its files.

    python -m models.sentence_kinds.train --gold evaluation/gold

MiniLM reads each sentence of the gold notes of training kind with the two beside it, and learns its
kind, whose an opinion is, whether its basis stands beside it, and which words are jargon, vague or
loaded. Ends by printing scores on the development notes, the version and the hashes. See `card.md`.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from evaluation.gold_notes import GoldNote, development_files, read_gold, read_gold_file, training_files
from evaluation.sentence_kinds import in_short, judged, tables
from models.sentence_kinds.export import export
from models.sentence_kinds.lessons import UNKNOWN, Batch, Lesson, batch_of, lessons_of, signs_of, stretches
from models.sentence_kinds.network import ALONE_INPUTS, BESIDE_INPUTS, LABELS, MINILM, Alone, Beside, Reader
from models.wording.train import MORE, load_tokenizer
from service.reading.kinds.basis import Basis
from service.reading.kinds.kinded import Backend
from service.reading.kinds.kinds_onnx import ALONE, BESIDE, OnnxBackend, Run, open_onnx
from service.reading.kinds.sentence_rows import MOST_PIECES

VERSION = "1"
FOLDER = Path(__file__).parent
SEEDS = (2, 3, 4)
EPOCHS = 3
TOGETHER = 4  # stretches in a batch: some 40 sentences
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
LOWER = 0.9  # of the rate of the layer above: what MiniLM knows of words is worth keeping
SMOOTHING = 0.05
DOUBT = 0.1  # that a label of evidence is wrong: readers agree on it least
EARLY, EVIDENCE, WORDS = 0.3, 0.5, 0.2  # weights of the losses beside that of the kind
KEPT = 0.995  # of the running mean of the weights, a step
HEAT = 1.0  # of the kinds' scores: least loss on files left out of training; see card.md
BASIS_OFFSET = 0.2  # what the signs are short of: right most often on files left out of training


def fit(
    notes: Sequence[Sequence[Lesson]], seed: int = 1, *, after: Callable[[int, Reader], None] | None = None
) -> Reader:
    """Return a reader trained on `notes`; `after` is called with each round and the mean so far."""
    torch.manual_seed(0)  # the same beginning for every seed, so that the ends can be averaged
    reader = Reader().train()
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 (nothing here is secret)
    mean = copy.deepcopy(reader).eval()
    groups = _groups(reader)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [float(str(group["lr"])) for group in groups]
    rounds = [_batches(notes, chance) for _ in range(EPOCHS)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=sum(map(len, rounds)) + 1, pct_start=0.1, anneal_strategy="linear"
    )
    for number, batches in enumerate(rounds, start=1):
        for parts in batches:
            loss = _loss(reader, batch_of(parts, chance))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            _follow(mean, reader)
        if after:
            after(number, mean)
    return mean


def _batches(notes: Sequence[Sequence[Lesson]], chance: random.Random) -> list[list[list[Lesson]]]:
    parts = stretches(notes, chance)
    return [parts[at : at + TOGETHER] for at in range(0, len(parts), TOGETHER)]


def _groups(reader: Reader) -> list[dict[str, object]]:
    """Return what is trained: the lower the layer, the slower; the heads fastest."""
    depth = len(reader.layers)
    body: dict[int, list[nn.Parameter]] = {}
    heads: list[nn.Parameter] = []
    for name, weights in reader.named_parameters():
        if not weights.requires_grad:
            continue
        if name.startswith("layers."):
            body.setdefault(int(name.split(".")[1]), []).append(weights)
        elif name in {"place", "offset"} or name.startswith(("norm.", "told.")):
            body.setdefault(-1, []).append(weights)
        else:
            heads.append(weights)
    groups: list[dict[str, object]] = [
        {"params": found, "lr": BODY_RATE * LOWER ** (depth - 1 - layer)} for layer, found in sorted(body.items())
    ]
    return [*groups, {"params": heads, "lr": HEAD_RATE}]


def _loss(reader: Reader, batch: Batch) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        kind, evidence, words, early = (scores.float() for scores in reader(batch.arrays))
    loss = functional.cross_entropy(kind, batch.kinds, label_smoothing=SMOOTHING)
    loss = loss + EARLY * functional.cross_entropy(early, batch.kinds, label_smoothing=SMOOTHING)
    loss = loss + WORDS * functional.cross_entropy(words.view(-1, LABELS), batch.labels, ignore_index=UNKNOWN)
    known = batch.evidenced != UNKNOWN
    if known.any():
        soft = batch.evidenced[known].float() * (1 - 2 * DOUBT) + DOUBT
        asked = functional.binary_cross_entropy_with_logits(evidence[known, 0], soft)
        loss = loss + EVIDENCE * asked
    return loss


def _follow(mean: Reader, reader: Reader) -> None:
    """Move the running mean of the weights a little towards the weights."""
    with torch.no_grad():
        for kept, now in zip(mean.parameters(), reader.parameters(), strict=True):
            if now.requires_grad:
                kept.lerp_(now, 1 - KEPT)


def mean_of(readers: Sequence[Reader]) -> Reader:
    """Return one reader whose weights are the mean of several that began alike."""
    mean = copy.deepcopy(readers[0])
    with torch.no_grad():
        for weights, *others in zip(mean.parameters(), *(reader.parameters() for reader in readers), strict=True):
            weights.copy_(torch.stack(others).mean(0))
    return mean


def all_lessons(notes: Sequence[GoldNote], tokenizer: Tokenizer) -> list[list[Lesson]]:
    """Return the lessons of gold notes, and of sentences written for the wording model, which have no neighbours."""
    return [lessons_of(note, tokenizer) for note in notes] + [
        lessons_of(note, tokenizer, knows_neighbours=False) for note in read_gold_file(MORE)
    ]


def backend_of(reader: Reader) -> Backend:
    """Return a backend that scores with a reader in training's own arithmetic."""
    tokenizer = load_tokenizer()
    tokenizer.enable_truncation(MOST_PIECES)
    alone, beside = Alone(reader).eval(), Beside(reader, HEAT).eval()
    return OnnxBackend(tokenizer, _run(alone, ALONE_INPUTS), _run(beside, BESIDE_INPUTS))


def _run(part: nn.Module, inputs: Sequence[str]) -> Run:
    """Return a part as something to be run as a session is."""

    def run(_: None, arrays: dict[str, np.ndarray]) -> list[np.ndarray]:
        with torch.no_grad():
            return [part(*(torch.from_numpy(arrays[name]) for name in inputs)).numpy()]

    return run


def backend_without(notes: Sequence[GoldNote], left_out: Sequence[str], seed: int = 1) -> Backend:
    """Return a backend trained on all `notes` but those of the files `left_out`."""
    kept = [note for note in notes if note.file not in left_out]
    return backend_of(fit(all_lessons(kept, load_tokenizer()), seed))


_FILES = (ALONE, BESIDE, "tokenizer.json")


def weigh(notes: Sequence[GoldNote]) -> Basis:
    """Return the weights of the signs of a basis: a logistic regression on every opinion of `notes`."""
    pairs = [pair for note in notes for pair in signs_of(note)]
    fitted = LogisticRegression(C=0.5, max_iter=5000).fit([found for found, _ in pairs], [basis for _, basis in pairs])
    weights = tuple(round(float(weight), 3) for weight in fitted.coef_[0])
    return Basis(weights, round(float(fitted.intercept_[0]) + BASIS_OFFSET, 3))


def describe(folder: Path, seeds: Sequence[int], basis: Basis) -> str:
    """Write `model.toml` and return it."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _FILES}
    lines = [f'version = "{VERSION}"', f"seeds = {list(seeds)}", "", "[sha256]"]
    lines += [f'"{name}" = "{digest}"' for name, digest in digests.items()]
    lines += ["", "[basis]", f"offset = {basis.offset}", "weights = ["]
    lines += [f"  {weight}," for weight in basis.weights] + ["]"]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "\n".join(lines)


def write(reader: Reader, folder: Path, lessons: Sequence[Sequence[Lesson]]) -> None:
    """Write the model's files, with activation ranges from every twenty-fourth note."""
    samples = [{name: array.numpy() for name, array in batch_of([note]).arrays.items()} for note in lessons[::24]]
    export(Alone(reader).eval(), Beside(reader, HEAT).eval(), folder, samples)
    shutil.copyfile(MINILM / "tokenizer.json", folder / "tokenizer.json")


def main() -> None:
    """Train, export, describe and score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("evaluation/gold"))
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="one training each; their mean is kept")
    chosen = parser.parse_args()
    notes = read_gold(training_files(chosen.gold))
    lessons = all_lessons(notes, load_tokenizer())
    development = read_gold(development_files(chosen.gold))
    readers = [fit(lessons, seed) for seed in chosen.seeds]
    for seed, alone in zip(chosen.seeds, readers, strict=True):
        print(f"seed {seed} alone: {in_short(judged(development, backend_of(alone)))}", flush=True)
    reader = mean_of(readers)
    write(reader, chosen.out, lessons)
    described = describe(chosen.out, chosen.seeds, weigh(notes))
    plain, small = judged(development, backend_of(reader)), judged(development, open_onnx(chosen.out))
    tables("Sentence kinds on the development notes", small)
    print(f"\nAs trained: {in_short(plain)}\nIn whole numbers: {in_short(small)}\n\n{described}")


if __name__ == "__main__":
    main()
